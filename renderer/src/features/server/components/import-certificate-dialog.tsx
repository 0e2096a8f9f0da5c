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
  const { enqueueSnackbar } = useSnackbar();
  const [problem, setProblem] = useState<string>();
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<Values, 'server.importCertificate'>(
    'server.importCertificate',
    {
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
            ? 'The listener uses the imported certificate.'
            : `The listener uses the imported certificate. ${warnings.join(' ')}`,
          { variant: warnings.length === 0 ? 'success' : 'warning' },
        );
        onClose();
      },
    },
  );
  const { control, setValue, getValues } = form;
  const keyPem = useWatch({ control, name: 'keyPem' });

  const take = (file: CertificateFile): void => {
    setProblem(undefined);
    if (file.kind === 'unusable') setProblem(file.problem);
    else if (file.kind === 'pkcs12')
      setProblem('Choose PEM files here. A PKCS#12 file must be converted to PEM first.');
    else {
      const { certificates, key } = splitPem(file.text);
      const options = { shouldDirty: true, shouldValidate: form.formState.isSubmitted };
      if (certificates !== '') setValue('chainPem', certificates, options);
      if (key !== '') setValue('keyPem', key, options);
      if (certificates === '' && key === '') setProblem('The file holds neither a certificate nor a private key.');
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
    <FormDialog
      title="Import certificate"
      submitLabel="Import"
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography variant="body2">
        Paste the certificate with its chain (the server’s own certificate first) and the private key in PEM, or choose
        files. The key is stored encrypted and cannot be read out again.
      </Typography>
      <Box>
        <ChooseFileButton label="Choose file" accept=".pem,.crt,.cer,.key" onFile={take} />
        {problem !== undefined && <Alert severity="error">{problem}</Alert>}
      </Box>
      <FormTextField
        control={control}
        name="chainPem"
        label="Certificate chain (PEM)"
        required
        {...pemArea}
        sx={monospaced}
        onTyped={(before) => {
          if (before === '') sortPasted();
        }}
      />
      <FormTextField control={control} name="keyPem" label="Private key (PEM)" required {...pemArea} sx={monospaced} />
      <FormTextField
        control={control}
        name="passphrase"
        label="Passphrase of the key"
        type="password"
        autoComplete="off"
        helperText={
          isEncryptedKey(keyPem) ? 'This key is encrypted: its passphrase is needed.' : 'Only if the key is encrypted.'
        }
      />
    </FormDialog>
  );
};
