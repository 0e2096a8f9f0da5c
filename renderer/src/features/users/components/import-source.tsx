// Where the people of an import come from: addresses typed or pasted, or a CSV file.
import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import type { ImportRow } from '@shared/ipc/people/people-import.ts';
import { FormError } from '../../../components/form-error.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useTexts } from '../../../lib/texts.ts';
import { importTemplate } from '../import-rows.ts';

const maxBytes = 8 * 1024 * 1024;

interface Props {
  /** What was typed; kept by the page, so that it is still there after starting over. */
  readonly addresses: string;
  readonly onAddresses: (text: string) => void;
  /** `note` tells how the list was read. */
  readonly onRows: (rows: ImportRow[], note: string) => void;
}

const toBase64 = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
};

export const ImportSource = ({ addresses: text, onAddresses, onRows }: Props) => {
  const { t } = useTexts('users');
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const addresses = useContractMutation('peopleImport.readAddresses');
  const csv = useContractMutation('peopleImport.readCsv');

  const read = async (file: File): Promise<void> => {
    setProblem(undefined);
    if (file.size > maxBytes) {
      setProblem(t('import.tooLarge', { name: file.name }));
      return;
    }
    const { rows, encoding, columns, attributes } = await csv.mutateAsync({ data: await toBase64(file) });
    const read = t('import.read', { name: file.name, encoding });
    const custom = attributes.length === 0 ? '' : ` ${t('import.custom', { attributes: attributes.join(', ') })}`;
    const taken = columns.map(({ header, field }) => `${header} → ${t(`importField.${field}`)}`).join(', ');
    onRows(rows, `${read} ${t('import.columns', { columns: taken })}${custom}`);
  };

  return (
    <Stack sx={{ gap: 2 }}>
      <SectionCard title={t('import.addressesTitle')}>
        <Stack sx={{ gap: 1.5, alignItems: 'flex-start' }}>
          <TextField
            label={t('import.addresses')}
            multiline
            minRows={4}
            maxRows={12}
            fullWidth
            value={text}
            placeholder={t('import.addressesExample')}
            helperText={t('import.addressesHint')}
            onChange={(event) => {
              onAddresses(event.target.value);
            }}
          />
          <FormError error={addresses.error} />
          <Button
            variant="contained"
            disabled={text.trim() === ''}
            loading={addresses.isPending}
            onClick={() => {
              addresses.mutate(
                { text },
                {
                  onSuccess: ({ rows }) => {
                    onRows(rows, '');
                  },
                },
              );
            }}
          >
            {t('import.next')}
          </Button>
        </Stack>
      </SectionCard>
      <SectionCard title={t('import.upload')}>
        <Stack sx={{ gap: 1.5 }}>
          <Typography variant="body2">{t('import.uploadHint')}</Typography>
          {problem !== undefined && <Alert severity="error">{problem}</Alert>}
          <FormError error={csv.error} shownFields={['data']} />
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button
              variant="contained"
              startIcon={<UploadFileOutlined />}
              loading={csv.isPending}
              loadingPosition="start"
              onClick={() => {
                input.current?.click();
              }}
            >
              {t('import.choose')}
            </Button>
            <Button
              startIcon={<DownloadOutlined />}
              onClick={() => {
                saveFile(importTemplate);
              }}
            >
              {t('import.template')}
            </Button>
          </Box>
          <input
            ref={input}
            type="file"
            hidden
            accept=".csv,.txt,text/csv"
            aria-label={t('import.file')}
            onChange={(event) => {
              const file = event.target.files?.[0];
              // The same file can be chosen again after it was mended.
              event.target.value = '';
              if (file === undefined) return;
              read(file).catch(() => {
                // The call's own error is shown above.
              });
            }}
          />
        </Stack>
      </SectionCard>
    </Stack>
  );
};
