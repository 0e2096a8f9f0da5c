// Chooses the language of the console, and whether it is light or dark.
import RadioButtonChecked from '@mui/icons-material/RadioButtonChecked';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUnchecked';
import TranslateOutlined from '@mui/icons-material/TranslateOutlined';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { appearances, type LanguageChoice, languageChoices } from '@shared/ipc/office/preferences.ts';
import { useContractMutation, useContractQuery } from '../lib/contract-hooks.ts';
import { languageOf } from '../lib/language.ts';
import { setLanguage, useTexts } from '../lib/texts.ts';
import { toProblem } from '../lib/transport.ts';

interface ChoiceProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

/** The rest comes from the menu, which leads the focus. */
const Choice = ({ label, checked, onChoose, ...item }: ChoiceProps) => (
  <MenuItem {...item} role="menuitemradio" aria-checked={checked} onClick={onChoose}>
    <ListItemIcon>
      {checked ? <RadioButtonChecked fontSize="small" color="primary" /> : <RadioButtonUnchecked fontSize="small" />}
    </ListItemIcon>
    <ListItemText>{label}</ListItemText>
  </MenuItem>
);

export const DisplayMenu = () => {
  const { t } = useTexts('app');
  const { enqueueSnackbar } = useSnackbar();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { data: preferences } = useContractQuery('preferences.get', {});
  const keepLanguage = useContractMutation('preferences.setLanguage');
  const keepAppearance = useContractMutation('preferences.setAppearance');
  // What was picked counts at once, and for this session even if it could not be kept.
  const [picked, setPicked] = useState<LanguageChoice>();
  const language = picked ?? preferences?.language ?? 'system';
  const appearance = preferences?.appearance ?? 'system';
  const onError = (error: unknown): void => {
    enqueueSnackbar(toProblem(error).message, { variant: 'error' });
  };
  const close = (): void => {
    setAnchor(null);
  };
  return (
    <>
      <Tooltip title={t('display.title')}>
        <IconButton
          aria-label={t('display.title')}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => {
            setAnchor(event.currentTarget);
          }}
        >
          <TranslateOutlined fontSize="small" />
        </IconButton>
      </Tooltip>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        slotProps={{ list: { 'aria-label': t('display.title'), dense: true } }}
      >
        <ListSubheader role="presentation">{t('language.title')}</ListSubheader>
        {languageChoices.map((option) => (
          <Choice
            key={option}
            label={t(`language.${option}`)}
            checked={option === language}
            onChoose={() => {
              setPicked(option);
              setLanguage(languageOf(option, navigator.languages));
              keepLanguage.mutate({ language: option }, { onError });
              close();
            }}
          />
        ))}
        <Divider />
        <ListSubheader role="presentation">{t('appearance.title')}</ListSubheader>
        {appearances.map((option) => (
          <Choice
            key={option}
            label={t(`appearance.${option}`)}
            checked={option === appearance}
            onChoose={() => {
              keepAppearance.mutate({ appearance: option }, { onError });
              close();
            }}
          />
        ))}
      </Menu>
    </>
  );
};
