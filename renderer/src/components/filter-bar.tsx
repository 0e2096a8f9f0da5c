// Facets of a list: a button per facet opens its choices, what is picked stands beside it as chips.
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import CheckBox from '@mui/icons-material/CheckBox';
import CheckBoxOutlineBlank from '@mui/icons-material/CheckBoxOutlineBlank';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { lookUp } from '@shared/look-up.ts';
import { arrangementOf, useArrange } from '../lib/list-arrangements.ts';
import type { ListStateHandle } from '../lib/list-state.ts';
import { useTexts } from '../lib/texts.ts';
import { useMenu } from '../lib/use-menu.ts';

export interface Facet {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Only one value at a time. */
  readonly single?: boolean;
}

interface ChoiceProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onToggle: () => void;
}

const Choice = ({ label, checked, onToggle, ...item }: ChoiceProps) => (
  <MenuItem {...item} role="menuitemcheckbox" aria-checked={checked} onClick={onToggle}>
    <ListItemIcon>
      {checked ? <CheckBox fontSize="small" color="primary" /> : <CheckBoxOutlineBlank fontSize="small" />}
    </ListItemIcon>
    <ListItemText>{label}</ListItemText>
  </MenuItem>
);

interface FacetProps {
  readonly facet: Facet;
  readonly picked: readonly string[];
  readonly onPick: (values: readonly string[]) => void;
}

const FacetMenu = ({ facet, picked, onPick }: FacetProps) => {
  const menu = useMenu();
  const toggle = (value: string): void => {
    if (picked.includes(value)) onPick(picked.filter((other) => other !== value));
    else onPick(facet.single === true ? [value] : [...picked, value]);
  };
  return (
    <>
      <Button
        color={picked.length > 0 ? 'primary' : 'inherit'}
        endIcon={<ArrowDropDown />}
        {...menu.button}
        sx={{ fontWeight: picked.length > 0 ? 600 : 400, '& .MuiButton-endIcon': { ml: 0, mr: -0.5 } }}
      >
        {facet.label}
      </Button>
      <Menu {...menu.popup}>
        {facet.options.map(({ value, label }) => (
          <Choice
            key={value}
            label={label}
            checked={picked.includes(value)}
            onToggle={() => {
              toggle(value);
            }}
          />
        ))}
      </Menu>
    </>
  );
};

interface ManageProps {
  readonly facets: readonly Facet[];
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

const ManageFilters = ({ facets, hidden, onChange }: ManageProps) => {
  const { t } = useTexts('common');
  const menu = useMenu();
  return (
    <>
      <Button color="inherit" startIcon={<TuneOutlined />} sx={{ fontWeight: 400 }} {...menu.button}>
        {t('list.manageFilters')}
      </Button>
      <Menu {...menu.popup}>
        {facets.map((facet) => (
          <Choice
            key={facet.id}
            label={facet.label}
            checked={!hidden.includes(facet.id)}
            onToggle={() => {
              onChange(hidden.includes(facet.id) ? hidden.filter((one) => one !== facet.id) : [...hidden, facet.id]);
            }}
          />
        ))}
      </Menu>
    </>
  );
};

interface ChipsProps {
  readonly facets: readonly Facet[];
  readonly list: ListStateHandle;
}

/** What is picked, each with a way to drop it. */
export const FilterChips = ({ facets, list: { state, change } }: ChipsProps) =>
  facets.flatMap((facet) => {
    const picked = lookUp(state.filters, facet.id) ?? [];
    return picked.map((value) => (
      <Chip
        key={`${facet.id} ${value}`}
        size="small"
        label={`${facet.label}: ${facet.options.find((option) => option.value === value)?.label ?? value}`}
        onDelete={() => {
          change({ filters: { ...state.filters, [facet.id]: picked.filter((other) => other !== value) } });
        }}
      />
    ));
  });

/** So few filters need no managing. */
const managedFrom = 4;

interface Props {
  /** Under which the hidden filters are remembered. */
  readonly listId: string;
  readonly facets: readonly Facet[];
  readonly list: ListStateHandle;
}

export const FilterBar = ({ listId, facets, list }: Props) => {
  const { t } = useTexts('common');
  const arrange = useArrange(listId);
  const [hidden, setHidden] = useState<readonly string[]>(() => arrangementOf(listId).hiddenFilters);
  const { state, change, restoreDefaults, isNarrowed } = list;
  const manage = (next: readonly string[]): void => {
    arrange({ hiddenFilters: [...next] });
    setHidden(next);
  };
  const pick = (id: string, values: readonly string[]): void => {
    change({ filters: { ...state.filters, [id]: values } });
  };
  return (
    <Box
      role="region"
      aria-label={t('list.filters')}
      sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 0.5 }}
    >
      {facets
        .filter((facet) => !hidden.includes(facet.id))
        .map((facet) => (
          <FacetMenu
            key={facet.id}
            facet={facet}
            picked={lookUp(state.filters, facet.id) ?? []}
            onPick={(values) => {
              pick(facet.id, values);
            }}
          />
        ))}
      <FilterChips facets={facets} list={list} />
      {facets.length >= managedFrom && <ManageFilters facets={facets} hidden={hidden} onChange={manage} />}
      {(isNarrowed || hidden.length > 0) && (
        <Button
          onClick={() => {
            if (hidden.length > 0) manage([]);
            restoreDefaults();
          }}
        >
          {t('restoreDefaults')}
        </Button>
      )}
    </Box>
  );
};
