// The Actions button of a device. Refused actions stay in sight, greyed, with the reason.
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId } from 'react';
import type { DeviceAction, DeviceDetails } from '@shared/ipc/devices/devices.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';
import { useMenu } from '../../../lib/use-menu.ts';
import { actionGroups } from '../lib/action-words.ts';

interface Props {
  readonly actions: DeviceDetails['actions'];
  readonly onPick: (action: DeviceAction) => void;
}

export const ActionsMenu = ({ actions, onPick }: Props) => {
  const { t } = useTexts('devices');
  const id = useId();
  const menu = useMenu();
  const item = (action: DeviceAction) => {
    const state = actions.find((candidate) => candidate.action === action);
    if (state === undefined) return [];
    const reasonId = `${id}-${action}`;
    return [
      <MenuItem
        key={action}
        // Not `disabled`: the keyboard must reach it for its reason to be read out.
        aria-disabled={!state.allowed}
        aria-label={t(`action.${action}`)}
        aria-describedby={state.reason === undefined ? undefined : reasonId}
        onClick={
          state.allowed
            ? menu.choose(() => {
                onPick(action);
              })
            : undefined
        }
        sx={{ whiteSpace: 'normal', maxWidth: 380, ...(state.allowed ? {} : { cursor: 'default' }) }}
      >
        <ListItemText
          primary={t(`action.${action}`)}
          secondary={state.reason && wordsOf(state.reason)}
          slotProps={{
            primary: { sx: { color: state.allowed ? 'text.primary' : 'text.disabled' } },
            secondary: { id: reasonId, variant: 'caption' },
          }}
        />
      </MenuItem>,
    ];
  };
  return (
    <>
      <Button variant="contained" endIcon={<ArrowDropDown />} {...menu.button}>
        {t('common:actions')}
      </Button>
      <Menu
        {...menu.popup}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        {actionGroups.flatMap((group, index) => [
          ...(index === 0 ? [] : [<Divider key={`line ${index}`} sx={{ my: 0.5 }} />]),
          ...group.flatMap(item),
        ])}
      </Menu>
    </>
  );
};
