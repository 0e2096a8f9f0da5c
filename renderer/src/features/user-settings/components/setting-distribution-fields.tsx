// Page two of the wizard: the user groups that the setting is for.
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useController } from 'react-hook-form';
import { Link as RouterLink } from 'react-router';
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import { fieldMessage, firstMessage } from '../../../lib/contract-form.ts';
import { RichText } from '../../../components/rich-text.tsx';
import { nameOf, useTexts } from '../../../lib/texts.ts';
import type { SettingControl } from '../setting-kind.ts';

interface Props<F extends object> {
  readonly control: SettingControl<F>;
  readonly groups: readonly GroupSummary[];
}

export const SettingDistributionFields = <F extends object>({ control, groups }: Props<F>) => {
  const { t } = useTexts('user-settings');
  const { field, fieldState } = useController({ control, name: 'groupIds' });
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
      {onlyEverybody && (
        <FormHelperText sx={{ mx: 0 }}>
          <RichText
            area="user-settings"
            text="distribution.noGroup"
            parts={{ groups: <Link component={RouterLink} to="/user-groups" /> }}
          />
        </FormHelperText>
      )}
    </FormControl>
  );
};
