// What an action on many people needs to know: a group, which can be made on the spot, or an attribute.
import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import { foundIn } from '@shared/model/search-text.ts';
import { FormError } from '../../../components/form-error.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { useAttributeNames } from '../attribute-names.ts';

interface GroupFieldProps {
  readonly groups: readonly GroupSummary[];
  readonly groupId: string | undefined;
  readonly onChange: (groupId: string | undefined) => void;
  /** Offers to make a group of the name that was typed. */
  readonly canCreate: boolean;
}

interface Option {
  readonly id: string;
  readonly name: string;
  /** Not there yet: picking it makes it. */
  readonly isNew?: boolean;
}

/** Manually managed groups. */
export const GroupField = ({ groups, groupId, onChange, canCreate }: GroupFieldProps) => {
  const { t } = useTexts('users');
  const [made, setMade] = useState<Option>();
  const create = useContractMutation('groups.create');
  const manual = groups.filter((group) => group.kind === 'manual');
  // The list of groups comes anew after one was made; until then it is known from here.
  const options: readonly Option[] =
    made === undefined || manual.some((group) => group.id === made.id) ? manual : [...manual, made];
  return (
    <>
      <Autocomplete<Option>
        size="small"
        options={options}
        value={options.find((option) => option.id === groupId) ?? null}
        loading={create.isPending}
        getOptionLabel={(option) => option.name}
        getOptionKey={(option) => option.id}
        isOptionEqualToValue={(a, b) => a.id === b.id}
        filterOptions={(all, { inputValue }) => {
          const typed = inputValue.trim();
          const fitting = all.filter((option) => foundIn(typed, option.name));
          const known = groups.some((group) => group.name.toLowerCase() === typed.toLowerCase());
          return canCreate && typed !== '' && !known ? [...fitting, { id: '', name: typed, isNew: true }] : fitting;
        }}
        renderOption={({ key, ...props }, option) => (
          <li key={key} {...props}>
            {option.isNew === true ? t('bulkFields.createNew', { name: option.name }) : option.name}
          </li>
        )}
        onChange={(_, picked) => {
          if (picked?.isNew !== true) {
            onChange(picked?.id);
            return;
          }
          create.mutate(
            { name: picked.name },
            {
              onSuccess: ({ id }) => {
                setMade({ id, name: picked.name });
                onChange(id);
              },
            },
          );
        }}
        noOptionsText={canCreate ? t('bulkFields.noSuchGroup') : t('noManualGroups')}
        renderInput={(params) => (
          <TextField
            {...params}
            label={t('field.userGroup')}
            required
            {...(canCreate ? { helperText: t('bulkFields.groupHint') } : {})}
          />
        )}
      />
      <FormError error={create.error} />
    </>
  );
};

interface AttributeFieldsProps {
  readonly name: string;
  /** Undefined where only the name is asked for. */
  readonly value: string | undefined;
  readonly onName: (name: string) => void;
  readonly onValue: (value: string) => void;
}

export const AttributeFields = ({ name, value, onName, onValue }: AttributeFieldsProps) => {
  const { t } = useTexts('users');
  const known = useAttributeNames();
  return (
    <>
      <Autocomplete
        freeSolo={value !== undefined}
        size="small"
        options={known}
        inputValue={name}
        onInputChange={(_, text) => {
          onName(text.slice(0, 100));
        }}
        noOptionsText={t('bulkFields.noAttribute')}
        renderInput={(params) => <TextField {...params} label={t('field.attribute')} required />}
      />
      {value !== undefined && (
        <TextField
          label={t('field.value')}
          size="small"
          required
          value={value}
          onChange={(event) => {
            onValue(event.target.value.slice(0, 1000));
          }}
        />
      )}
    </>
  );
};
