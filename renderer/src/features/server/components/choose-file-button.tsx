// Chooses a certificate file and reads it.
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Button from '@mui/material/Button';
import { useRef } from 'react';
import { useTexts } from '../../../lib/texts.ts';
import { type CertificateFile, recognise } from '../certificate-files.ts';

interface Props {
  readonly label: string;
  /** File name endings the dialog offers, such as `.pem,.crt`. */
  readonly accept: string;
  readonly onFile: (file: CertificateFile, name: string) => void;
}

export const ChooseFileButton = ({ label, accept, onFile }: Props) => {
  const { t } = useTexts('server');
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File): Promise<void> => {
    onFile(recognise(new Uint8Array(await file.arrayBuffer()), t), file.name);
  };
  return (
    <>
      <Button
        startIcon={<UploadFileOutlined />}
        onClick={() => {
          input.current?.click();
        }}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file can be chosen again after a mistake.
          event.target.value = '';
          if (file === undefined) return;
          read(file).catch(() => {
            onFile({ kind: 'unusable', problem: t('file.unreadable') }, file.name);
          });
        }}
      />
    </>
  );
};
