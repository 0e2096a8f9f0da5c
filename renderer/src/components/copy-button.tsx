// Copies a text.
import Check from '@mui/icons-material/Check';
import ContentCopy from '@mui/icons-material/ContentCopyOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';
import { useTexts } from '../lib/texts.ts';

interface Props {
  readonly text: string;
  /** What is copied, for the name of the button: "Copy link". */
  readonly what: string;
  /** A button with words instead of the small icon. */
  readonly labelled?: boolean;
}

type Outcome = 'idle' | 'copied' | 'failed';

/** The clipboard API needs a permission that the shell denies to pages; the older way works with a person's click. */
const copyText = (text: string): boolean => {
  const area = document.createElement('textarea');
  area.value = text;
  const host = document.querySelector('[role="dialog"]') ?? document.body;
  const focused = document.activeElement;
  host.append(area);
  area.select();
  // oxlint-disable-next-line @typescript-eslint/no-deprecated -- the only way without a permission
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
};

export const CopyButton = ({ text, what, labelled = false }: Props) => {
  const { t } = useTexts('common');
  const [outcome, setOutcome] = useState<Outcome>('idle');
  const icon = outcome === 'copied' ? <Check fontSize="inherit" /> : <ContentCopy fontSize="inherit" />;
  const word = { idle: t('copy.what', { what }), copied: t('copy.done'), failed: t('copy.failed') }[outcome];
  const props = {
    onClick: () => {
      setOutcome(copyText(text) ? 'copied' : 'failed');
    },
    onBlur: () => {
      setOutcome('idle');
    },
  };
  return labelled ? (
    <Button startIcon={icon} {...props}>
      {word}
    </Button>
  ) : (
    <Tooltip title={word}>
      <IconButton aria-label={word} {...props} sx={{ fontSize: 16 }}>
        {icon}
      </IconButton>
    </Tooltip>
  );
};
