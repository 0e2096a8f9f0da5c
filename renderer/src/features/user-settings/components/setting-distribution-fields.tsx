// Page two of the wizard: the user groups that the setting is for.
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useController } from 'react-hook-form';
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import { fieldMessage, firstMessage } from '../../../lib/contract-form.ts';
import { GroupFormDialog } from '../../../parts/people/group-form-dialog.tsx';
import { nameOf, useTexts } from '../../../lib/texts.ts';
import type { SettingControl } from '../setting-kind.ts';

interface Props<F extends object> {
  readonly control: SettingControl<F>;
  readonly groups: readonly GroupSummary[];
}

export const SettingDistributionFields = <F extends object>({ control, groups }: Props<F>) => {
  const { t } = useTexts('user-settings');
  const { field, fieldState } = useController({ control, name: 'groupIds' });
  const [adding, setAdding] = useState(false);
  const picked = field.value;
  const message = fieldMessage(firstMessage(fieldState.error));
  const onlyEverybody = groups.every((group) => group.kind === 'built-in');
  return (
    <FormControl component="fieldset" error={message !== undefined}>
      <FormLabel component="legend">{t('distribution.groups')}</FormLabel>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {t('distribution.about')}
      </Typography>
      <FormGroup sx={{ maxHeight: 300, overflow: 'auto', flexWrap: 'nowrap' }}>
        {groups.map((group, index) => (
          <FormControlLabel
            key={group.id}
            control={
              <Checkbox
                size="small"
                checked={picked.includes(group.id)}
                {...(index === 0 ? { slotProps: { input: { ref: field.ref } } } : {})}
                onChange={(_, checked) => {
                  field.onChange(checked ? [...picked, group.id] : picked.filter((id) => id !== group.id));
                }}
              />
            }
            label={t('distribution.group', { name: nameOf(group.name), count: group.members })}
          />
        ))}
      </FormGroup>
      {message !== undefined && <FormHelperText sx={{ mx: 0 }}>{message}</FormHelperText>}
      {onlyEverybody && <FormHelperText sx={{ mx: 0 }}>{t('distribution.noGroup')}</FormHelperText>}
      {/* Made here: whoever leaves for it would lose what the first page holds. */}
      <Button
        sx={{ alignSelf: 'flex-start', mt: 1 }}
        onClick={() => {
          setAdding(true);
        }}
      >
        {t('distribution.addGroup')}
      </Button>
      {adding && (
        <GroupFormDialog
          onAdded={(id) => {
            field.onChange([...picked, id]);
          }}
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </FormControl>
  );
};
