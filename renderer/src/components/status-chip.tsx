// A state as icon, word and colour; never colour alone.
import CheckCircleOutline from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import RemoveCircleOutline from '@mui/icons-material/RemoveCircleOutlineOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { memo } from 'react';

export type Tone = 'success' | 'warning' | 'error' | 'info' | 'neutral';

interface Props {
  readonly tone: Tone;
  readonly label: string;
  /** Instead of the tone's own icon. */
  readonly icon?: SvgIconComponent;
  /** More in a tooltip. */
  readonly hint?: string | undefined;
}

export const toneIcons: Readonly<Record<Tone, SvgIconComponent>> = {
  success: CheckCircleOutline,
  warning: WarningAmberOutlined,
  error: ErrorOutline,
  info: InfoOutlined,
  neutral: RemoveCircleOutline,
};

const colours = (tone: Tone) =>
  tone === 'neutral'
    ? { color: 'text.secondary', bgcolor: 'action.hover' }
    : { color: `Alert.${tone}Color`, bgcolor: `Alert.${tone}StandardBg` };

/** Drawn anew only when it changed: each is a good part of what a row of a list costs. */
export const StatusChip = memo(({ tone, label, icon, hint }: Props) => {
  const Icon = icon ?? toneIcons[tone];
  const chip = (
    <Box
      component="span"
      {...(hint === undefined ? {} : { tabIndex: 0 })}
      sx={{
        ...colours(tone),
        display: 'inline-flex',
        verticalAlign: 'middle',
        alignItems: 'center',
        gap: 0.5,
        borderRadius: 4,
        pl: 0.75,
        pr: 1.125,
        py: 0.25,
        fontSize: '0.75rem',
        fontWeight: 500,
        lineHeight: 1.5,
        whiteSpace: 'nowrap',
        maxWidth: '100%',
      }}
    >
      <Icon sx={{ fontSize: 15 }} aria-hidden />
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {label}
      </Box>
    </Box>
  );
  return hint === undefined ? chip : <Tooltip title={hint}>{chip}</Tooltip>;
});
StatusChip.displayName = 'StatusChip';
