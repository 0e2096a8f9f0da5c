// Imports a certificate chain and its key for the listener.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { wordsOf, useTexts } from '../../../lib/texts.ts';
import { type CertificateFile, isEncryptedKey, splitPem } from '../certificate-files.ts';
import { ChooseFileButton } from './choose-file-button.tsx';

interface Values {
  chainPem: string;
  keyPem: string;
  passphrase: string;
}

const empty: Values = { chainPem: '', keyPem: '', passphrase: '' };
const pemArea = { multiline: true, minRows: 4, maxRows: 8, spellCheck: false } as const;
const monospaced = { '& textarea': { fontFamily: 'monospace', fontSize: '0.75rem' } } as const;

export const ImportCertificateDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTexts('server');
  const { enqueueSnackbar } = useSnackbar();
  const [problem, setProblem] = useState<string>();
  const { form, frame } = useContractForm<Values, 'server.importCertificate'>('server.importCertificate', {
    values: empty,
    toInput: ({ chainPem, keyPem, passphrase }) => ({
      chainPem,
      keyPem,
      ...(passphrase === '' ? {} : { passphrase }),
    }),
    fields: ['chainPem', 'keyPem', 'passphrase'],
    onDone: ({ warnings }) => {
      enqueueSnackbar(
        warnings.length === 0
          ? t('import.done')
          : t('import.doneWithWarnings', { warnings: warnings.map(wordsOf).join(' ') }),
        { variant: warnings.length === 0 ? 'success' : 'warning' },
      );
      onClose();
    },
  });
  const { control, setValue, getValues } = form;
  const keyPem = useWatch({ control, name: 'keyPem' });

  const take = (file: CertificateFile): void => {
    setProblem(undefined);
    if (file.kind === 'unusable') setProblem(file.problem);
    else if (file.kind === 'pkcs12') setProblem(t('import.pemOnly'));
    else {
      const { certificates, key } = splitPem(file.text);
      const options = { shouldDirty: true, shouldValidate: form.formState.isSubmitted };
      if (certificates !== '') setValue('chainPem', certificates, options);
      if (key !== '') setValue('keyPem', key, options);
      if (certificates === '' && key === '') setProblem(t('import.nothing'));
    }
  };
  /** Many tools write chain and key into one text: what was pasted is sorted into both fields. */
  const sortPasted = (): void => {
    const both = splitPem(`${getValues('chainPem')}\n${getValues('keyPem')}`);
    if (both.certificates === '' || both.key === '') return;
    setValue('chainPem', both.certificates, { shouldDirty: true });
    setValue('keyPem', both.key, { shouldDirty: true });
  };

  return (
    <FormDialog {...frame} title={t('certificate.import')} submitLabel={t('import.submit')} onClose={onClose}>
      <Typography variant="body2">{t('import.about')}</Typography>
      <Box>
        <ChooseFileButton label={t('file.choose')} accept=".pem,.crt,.cer,.der,.key" onFile={take} />
        {problem !== undefined && <Alert severity="error">{problem}</Alert>}
      </Box>
      <FormTextField
        control={control}
        name="chainPem"
        label={t('import.chain')}
        required
        {...pemArea}
        sx={monospaced}
        onTyped={(before) => {
          if (before === '') sortPasted();
        }}
      />
      <FormTextField control={control} name="keyPem" label={t('import.key')} required {...pemArea} sx={monospaced} />
      <FormTextField
        control={control}
        name="passphrase"
        label={t('import.passphrase')}
        type="password"
        autoComplete="off"
        helperText={isEncryptedKey(keyPem) ? t('import.passphraseNeeded') : t('import.passphraseHint')}
      />
    </FormDialog>
  );
};
