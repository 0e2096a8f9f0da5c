// Advanced search: rules that narrow the list of users, and queries saved under a name.
import ManageSearchOutlined from '@mui/icons-material/ManageSearchOutlined';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import { useState } from 'react';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import type { ListStateHandle } from '../../../lib/list-state.ts';
import { useRulesInWords } from '../../../parts/rules/rule-words.ts';
import { useTexts } from '../../../lib/texts.ts';
import { decodeRules, encodeRules, rulesFilter } from '../advanced-filter.ts';
import { AdvancedSearchDialog } from './advanced-search-dialog.tsx';

interface Props {
  readonly list: ListStateHandle;
}

const chipLength = 60;

export const AdvancedSearch = ({ list }: Props) => {
  const { t } = useTexts('users');
  const [open, setOpen] = useState(false);
  const rules = decodeRules(list.state.filters[rulesFilter]);
  const wanted = open || rules !== undefined;
  const attributes = useContractQuery('rules.attributes', { subject: 'users' }, { enabled: wanted });
  const inWords = useRulesInWords('users', wanted);
  const set = (values: readonly string[]): void => {
    list.change({ filters: { ...list.state.filters, [rulesFilter]: values } });
  };
  const text = rules === undefined ? '' : inWords(rules);
  return (
    <>
      <Button
        color={rules === undefined ? 'inherit' : 'primary'}
        startIcon={<ManageSearchOutlined />}
        sx={{ fontWeight: rules === undefined ? 400 : 600 }}
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('search.title')}
      </Button>
      {rules !== undefined && (
        <Chip
          size="small"
          title={text}
          label={text.length > chipLength ? `${text.slice(0, chipLength)}…` : text}
          onDelete={() => {
            set([]);
          }}
        />
      )}
      {open && attributes.data !== undefined && (
        <AdvancedSearchDialog
          initial={rules}
          catalogue={attributes.data}
          onSearch={(found) => {
            set([encodeRules(found)]);
            setOpen(false);
          }}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
};
