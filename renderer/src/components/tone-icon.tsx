// The icon of a tone, with the word that goes with its colour.
import Tooltip from '@mui/material/Tooltip';
import { type Tone, toneIcons } from './status-chip.tsx';

interface Props {
  readonly tone: Tone;
  readonly label: string;
}

export const ToneIcon = ({ tone, label }: Props) => {
  const Icon = toneIcons[tone];
  return (
    <Tooltip title={label}>
      <Icon fontSize="small" color={tone === 'neutral' ? 'action' : tone} role="img" aria-label={label} />
    </Tooltip>
  );
};
