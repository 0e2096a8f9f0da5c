// `+ Add`: the ways to add people.
import Add from '@mui/icons-material/Add';
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { Link as RouterLink } from 'react-router';

export const AddMenu = ({ onSingleUser }: { readonly onSingleUser: () => void }) => {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        id={id}
        variant="contained"
        startIcon={<Add />}
        endIcon={<ArrowDropDown />}
        aria-label="+ Add"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setAnchor(event.currentTarget);
        }}
      >
        Add
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
          Single User
        </MenuItem>
        <MenuItem component={RouterLink} to="/users/add">
          Multiple Users
        </MenuItem>
        <MenuItem component={RouterLink} to="/users/invite-from-ldap">
          Invite Users from LDAP
        </MenuItem>
      </Menu>
    </>
  );
};
