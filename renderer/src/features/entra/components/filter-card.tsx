// Who of the tenant is wanted, and who would come, stay and go before it is saved.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import Stack from '@mui/material/Stack';
import { type Control, type FieldValues, useWatch } from 'react-hook-form';
import type { EntraInput, EntraPreview } from '@shared/ipc/directories/entra.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { FormCheckbox } from '../../../components/form-checkbox.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { type Texts, useTexts } from '../../../lib/texts.ts';
import type { EntraForm } from '../entra-form.ts';

interface Props {
  readonly control: Control<EntraForm, unknown, FieldValues>;
  readonly connection: Pick<EntraInput, 'tenantId' | 'clientId' | 'credential'>;
  /** Marks what is wrong with the connection; resolves to whether it can be used. */
  readonly check: () => Promise<boolean>;
}

const shown = ({ count, names }: EntraPreview['come'], t: Texts<'entra'>): string => {
  if (count === 0) return '0';
  const more = count > names.length ? [t('filter.more', { count: count - names.length })] : [];
  return `${String(count)}: ${[...names, ...more].join(', ')}`;
};

export const FilterCard = ({ control, connection, check }: Props) => {
  const { t } = useTexts('entra');
  const [filter, groups] = useWatch({ control, name: ['filter', 'groups'] });
  const preview = useContractMutation('entra.preview');
  const look = async (): Promise<void> => {
    preview.reset();
    if (await check()) preview.mutate({ ...connection, filter, groups: [...groups] });
  };
  return (
    <SectionCard title={t('filter.title')}>
      <Stack sx={{ gap: 1 }}>
        <FormCheckbox control={control} name="filter.membersOnly" label={t('filter.membersOnly')} />
        <FormCheckbox control={control} name="filter.enabledOnly" label={t('filter.enabledOnly')} />
        <FormCheckbox
          control={control}
          name="filter.licensedOnly"
          label={t('filter.licensedOnly')}
          help={t('filter.licensedHint')}
        />
        <FormHelperText sx={{ m: 0 }}>{t('filter.about')}</FormHelperText>
        <Button onClick={() => void look()} loading={preview.isPending} sx={{ alignSelf: 'flex-start' }}>
          {t('filter.preview')}
        </Button>
        <FormError error={preview.error} />
        {preview.data !== undefined && (
          <Box role="status">
            <DefinitionList
              columns={1}
              items={(['come', 'stay', 'go', 'unusable'] as const).map((part) => ({
                label: t(`filter.${part}`),
                value: shown(preview.data[part], t),
              }))}
            />
          </Box>
        )}
      </Stack>
    </SectionCard>
  );
};
