// Imports the push certificate with its key, as PEM or PKCS#12. Another topic needs a typed confirmation.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { MethodInput } from '@shared/ipc/contract.ts';
import type { AdminText } from '@shared/locales/admin-texts.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { dateOnly } from '../../../lib/format.ts';
import { wordsOf, useTexts } from '../../../lib/texts.ts';
import type { CertificateFile } from '../certificate-files.ts';
import { ChooseFileButton } from './choose-file-button.tsx';
import { TopicChangeDialog } from './topic-change-dialog.tsx';

interface Values {
  pem: string;
  pkcs12: string;
  password: string;
}

type Input = MethodInput<'push.import'>;

const empty: Values = { pem: '', pkcs12: '', password: '' };

/** A chosen PKCS#12 file counts before pasted text; an empty text is sent so that the schema asks for it. */
const toInput = ({ pem, pkcs12, password }: Values): Input => ({
  ...(pkcs12 === '' ? { pem } : { pkcs12 }),
  ...(password === '' ? {} : { password }),
});

export const ImportPushDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTexts('server');
  const { enqueueSnackbar } = useSnackbar();
  const [fileName, setFileName] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [topicChange, setTopicChange] = useState<{ readonly input: Input; readonly message: string }>();
  const done = ({
    notAfter,
    warnings,
  }: {
    readonly notAfter: number;
    readonly warnings: readonly AdminText[];
  }): void => {
    enqueueSnackbar([t('importPush.done', { date: dateOnly(notAfter) }), ...warnings.map(wordsOf)].join(' '), {
      variant: warnings.length === 0 ? 'success' : 'warning',
    });
    onClose();
  };
  const { form, frame } = useContractForm<Values, 'push.import'>('push.import', {
    values: empty,
    toInput,
    fields: ['pem', 'password'],
    onDone: done,
    onProblem: ({ code, message }, input) => {
      if (code !== 'push.topicChange') return false;
      setTopicChange({ input, message });
      return true;
    },
  });

  const take = (file: CertificateFile, name: string): void => {
    setProblem(file.kind === 'unusable' ? file.problem : undefined);
    if (file.kind === 'unusable') return;
    form.setValue('pem', file.kind === 'pem' ? file.text : '', { shouldDirty: true });
    form.setValue('pkcs12', file.kind === 'pkcs12' ? file.base64 : '', { shouldDirty: true });
    setFileName(file.kind === 'pkcs12' ? name : undefined);
    form.clearErrors();
  };

  return (
    <>
      <FormDialog {...frame} title={t('push.import')} submitLabel={t('import.submit')} onClose={onClose}>
        <Typography variant="body2">{t('importPush.about')}</Typography>
        <Box>
          <ChooseFileButton label={t('file.choose')} accept=".p12,.pfx,.pem,.crt,.cer,.der,.key" onFile={take} />
          {fileName !== undefined && (
            <Typography variant="body2" role="status">
              {t('importPush.chosen', { fileName })}
            </Typography>
          )}
          {problem !== undefined && <Alert severity="error">{problem}</Alert>}
        </Box>
        <FormTextField
          control={form.control}
          name="pem"
          label={t('importPush.pem')}
          multiline
          minRows={5}
          maxRows={9}
          spellCheck={false}
          sx={{ '& textarea': { fontFamily: 'monospace', fontSize: '0.75rem' } }}
          helperText={fileName === undefined ? t('importPush.bothParts') : t('importPush.pasteInstead')}
          onTyped={() => {
            form.setValue('pkcs12', '');
            setFileName(undefined);
          }}
        />
        <FormTextField
          control={form.control}
          name="password"
          label={t('importPush.password')}
          type="password"
          autoComplete="off"
          helperText={t('importPush.passwordHint')}
        />
      </FormDialog>
      {topicChange !== undefined && (
        <TopicChangeDialog
          input={topicChange.input}
          message={topicChange.message}
          onDone={done}
          onClose={() => {
            setTopicChange(undefined);
          }}
        />
      )}
    </>
  );
};
