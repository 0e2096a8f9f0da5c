// A text to take elsewhere: shown as it is, with copy and save.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { saveFile } from '../lib/save-file.ts';
import { useTexts } from '../lib/texts.ts';
import { CopyButton } from './copy-button.tsx';

interface Props {
  readonly label: string;
  readonly text: string;
  /** Offers to save it under this name. */
  readonly fileName?: string;
}

export const CopyBlock = ({ label, text, fileName }: Props) => {
  const { t } = useTexts('common');
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 0.5 }}>
        <Typography variant="h3" sx={{ flex: 1 }}>
          {label}
        </Typography>
        {fileName !== undefined && (
          <Button
            onClick={() => {
              saveFile({ fileName, mimeType: 'application/octet-stream', text });
            }}
          >
            {t('save')}
          </Button>
        )}
        <CopyButton text={text} what={label} />
      </Box>
      <Box
        component="pre"
        tabIndex={0}
        role="region"
        aria-label={label}
        sx={{
          m: 0,
          p: 1.5,
          maxHeight: 280,
          overflow: 'auto',
          borderRadius: 1,
          bgcolor: 'background.default',
          border: 1,
          borderColor: 'divider',
          fontFamily: 'monospace',
          fontSize: '0.8125rem',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        }}
      >
        {text}
      </Box>
    </Box>
  );
};
