// A time: relative, with date, time and zone in the tooltip.
import Tooltip from '@mui/material/Tooltip';
import { useNow } from '../lib/clock.ts';
import { exactTime, notAvailable, relativeTime } from '../lib/format.ts';

interface Props {
  /** Milliseconds since the epoch. */
  readonly at: number | undefined;
  /** Instead of N/A. */
  readonly missing?: string;
}

export const TimeText = ({ at, missing = notAvailable }: Props) => {
  const now = useNow();
  if (at === undefined) return <span>{missing}</span>;
  return (
    <Tooltip title={exactTime(at)}>
      <time dateTime={new Date(at).toISOString()}>{relativeTime(at, now)}</time>
    </Tooltip>
  );
};
