// `+ Add`: the ways to add people.
import Add from '@mui/icons-material/Add';
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { useTexts } from '../../../lib/texts.ts';

export const AddMenu = ({ onSingleUser }: { readonly onSingleUser: () => void }) => {
  const { t } = useTexts('users');
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        id={id}
        variant="contained"
        startIcon={<Add />}
        endIcon={<ArrowDropDown />}
        aria-label={t('add.button')}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setAnchor(event.currentTarget);
        }}
      >
        {t('add.name')}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => {
          setAnchor(null);
        }}
        slotProps={{ list: { 'aria-labelledby': id } }}
      >
        <MenuItem
          onClick={() => {
            setAnchor(null);
            onSingleUser();
          }}
        >
          {t('add.single')}
        </MenuItem>
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
