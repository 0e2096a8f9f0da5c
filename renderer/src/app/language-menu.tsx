// Chooses the language of the console.
import TranslateOutlined from '@mui/icons-material/TranslateOutlined';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import RadioButtonChecked from '@mui/icons-material/RadioButtonChecked';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUnchecked';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { type LanguageChoice, languageChoices } from '../../../shared/ipc/preferences.ts';
import { useContractMutation, useContractQuery } from '../lib/contract-hooks.ts';
import { languageOf } from '../lib/language.ts';
import { setLanguage, useTexts } from '../lib/texts.ts';
import { toEnvelope } from '../lib/transport.ts';

export const LanguageMenu = () => {
  const { t } = useTexts('app');
  const { enqueueSnackbar } = useSnackbar();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { data: preferences } = useContractQuery('preferences.get', {});
  const keep = useContractMutation('preferences.setLanguage');
  // What was picked counts at once, and for this session even if it could not be kept.
  const [picked, setPicked] = useState<LanguageChoice>();
  const choice = picked ?? preferences?.language ?? 'system';
  const close = (): void => {
    setAnchor(null);
  };
  const choose = (next: LanguageChoice): void => {
    setPicked(next);
    setLanguage(languageOf(next, navigator.languages));
    keep.mutate(
      { language: next },
      {
        onError: (error) => {
          enqueueSnackbar(toEnvelope(error).message, { variant: 'error' });
        },
      },
    );
    close();
  };
  return (
    <>
      <Tooltip title={t('language.title')}>
        <IconButton
          aria-label={t('language.title')}
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
        slotProps={{ list: { 'aria-label': t('language.title'), dense: true } }}
      >
        {languageChoices.map((option) => (
          <MenuItem
            key={option}
            role="menuitemradio"
            aria-checked={option === choice}
            onClick={() => {
              choose(option);
            }}
          >
            <ListItemIcon>
              {option === choice ? (
                <RadioButtonChecked fontSize="small" color="primary" />
              ) : (
                <RadioButtonUnchecked fontSize="small" />
              )}
            </ListItemIcon>
            <ListItemText>{t(`language.${option}`)}</ListItemText>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
