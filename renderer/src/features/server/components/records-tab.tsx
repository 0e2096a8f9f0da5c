// How long records are kept, whether the command line may drive Russet, and where the data lies.
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useSnackbar } from 'notistack';
import type { ServerState } from '@shared/ipc/server/server.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { FormSwitch } from '../../../components/form-checkbox.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { StatusChip } from '../../../components/status-chip.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';
import { recordsFields, recordsFormOf, type RecordsValues, withRecords } from '../server-form.ts';

export const RecordsTab = ({ server }: { readonly server: ServerState }) => {
  const { t } = useTexts('server');
  const { settings, secrets } = server;
  const { enqueueSnackbar } = useSnackbar();
  const { form, frame } = useContractForm<RecordsValues, 'server.update'>('server.update', {
    values: recordsFormOf(settings),
    toInput: withRecords(settings),
    fields: recordsFields,
    onDone: () => {
      enqueueSnackbar(t('saved'), { variant: 'success' });
    },
  });
  const { control } = form;
  return (
    <Stack sx={{ gap: 2 }}>
      <SectionCard title={t('records.title')}>
        <DefinitionList
          columns={1}
          items={[
            {
              label: t('records.folder'),
              value: (
                <>
                  {server.dataFolder}
                  <CopyButton text={server.dataFolder} what={t('records.path')} />
                </>
              ),
            },
            {
              label: t('records.secrets'),
              value:
                secrets.protection === 'operating-system' ? (
                  <StatusChip tone="success" label={t('records.byOs')} />
                ) : (
                  <StatusChip tone="warning" label={t('records.byFile')} />
                ),
            },
            { label: t('records.meaning'), value: wordsOf(secrets.note) },
            { label: t('records.version'), value: t('records.versionText', { version: server.version }) },
          ]}
        />
      </SectionCard>
      <PageForm {...frame}>
        <SectionCard title={t('retention.title')}>
          <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
            <FormTextField
              control={control}
              name="logDays"
              label={t('retention.log')}
              required
              slotProps={{ htmlInput: { inputMode: 'numeric' } }}
              helperText={t('retention.logHint')}
            />
            <FormTextField
              control={control}
              name="rawLogDays"
              label={t('retention.raw')}
              required
              slotProps={{ htmlInput: { inputMode: 'numeric' } }}
              helperText={t('retention.rawHint')}
            />
          </Box>
        </SectionCard>
        <SectionCard title={t('commandLine.title')}>
          <FormSwitch
            control={control}
            name="commandLineAccess"
            label={t('commandLine.access')}
            help={t('commandLine.hint')}
          />
        </SectionCard>
      </PageForm>
    </Stack>
  );
};
