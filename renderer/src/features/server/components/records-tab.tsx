// How long records are kept, whether the command line may drive Russet, and where the data lies.
import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import { useSnackbar } from 'notistack';
import { Controller } from 'react-hook-form';
import type { ServerState } from '../../../../../shared/ipc/server.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { StatusChip } from '../../../components/status-chip.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { recordsFields, recordsFormOf, type RecordsValues, withRecords } from '../server-form.ts';

export const RecordsTab = ({ server }: { readonly server: ServerState }) => {
  const { settings, secrets } = server;
  const { enqueueSnackbar } = useSnackbar();
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<RecordsValues, 'server.update'>(
    'server.update',
    {
      values: recordsFormOf(settings),
      toInput: withRecords(settings),
      fields: recordsFields,
      onDone: () => {
        enqueueSnackbar('The server settings were saved.', { variant: 'success' });
      },
    },
  );
  const { control } = form;
  return (
    <Stack sx={{ gap: 2 }}>
      <SectionCard title="Data on this computer">
        <DefinitionList
          columns={1}
          items={[
            {
              label: 'Data folder',
              value: (
                <>
                  {server.dataFolder}
                  <CopyButton text={server.dataFolder} what="path" />
                </>
              ),
            },
            {
              label: 'Keys and tokens',
              value:
                secrets.protection === 'operating-system' ? (
                  <StatusChip tone="success" label="Encrypted, key kept by the operating system" />
                ) : (
                  <StatusChip tone="warning" label="Encrypted, key kept in a file" />
                ),
            },
            { label: 'What that means', value: secrets.note },
            { label: 'Version', value: `Russet ${server.version}` },
          ]}
        />
      </SectionCard>
      <PageForm
        dirty={dirty}
        saving={saving}
        error={error}
        shownFields={shownFields}
        onSubmit={submit}
        onReset={() => {
          form.reset(recordsFormOf(settings));
        }}
      >
        <SectionCard title="Retention">
          <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
            <FormTextField
              control={control}
              name="logDays"
              label="Device log (days)"
              required
              slotProps={{ htmlInput: { inputMode: 'numeric' } }}
              helperText="Older rows of the device logs are deleted."
            />
            <FormTextField
              control={control}
              name="rawLogDays"
              label="Property lists in the log (days)"
              required
              slotProps={{ htmlInput: { inputMode: 'numeric' } }}
              helperText="The full requests and responses take most of the space."
            />
          </Box>
        </SectionCard>
        <SectionCard title="Command line">
          <Controller
            control={control}
            name="commandLineAccess"
            render={({ field: { value, ...field } }) => (
              <FormControl>
                <FormControlLabel control={<Switch checked={value} {...field} />} label="Command line access" />
                <FormHelperText sx={{ mx: 0 }}>
                  Lets the russet command and scripts on this computer do everything this window can. They must read a
                  token from a file in the data folder that only your user account can open. Nothing is reachable from
                  other computers. Leave it off unless you use it.
                </FormHelperText>
              </FormControl>
            )}
          />
        </SectionCard>
      </PageForm>
    </Stack>
  );
};
