// `+ Add`: the ways to add people.
import Add from '@mui/icons-material/Add';
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { Link as RouterLink } from 'react-router';
import { useTexts } from '../../../lib/texts.ts';
import { useMenu } from '../../../lib/use-menu.ts';

export const AddMenu = ({ onSingleUser }: { readonly onSingleUser: () => void }) => {
  const { t } = useTexts('users');
  const menu = useMenu();
  return (
    <>
      <Button
        variant="contained"
        startIcon={<Add />}
        endIcon={<ArrowDropDown />}
        aria-label={t('add.button')}
        {...menu.button}
      >
        {t('add.name')}
      </Button>
      <Menu {...menu.popup}>
        <MenuItem onClick={menu.choose(onSingleUser)}>{t('add.single')}</MenuItem>
        <MenuItem component={RouterLink} to="/users/add">
          {t('add.multiple')}
        </MenuItem>
        <MenuItem component={RouterLink} to="/users/invite-from-ldap">
          {t('add.ldap')}
        </MenuItem>
      </Menu>
    </>
  );
};
