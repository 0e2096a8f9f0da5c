// A time: relative, with date, time and zone in the tooltip. Lists show hundreds of them and are redrawn with every event,
// so the tooltip is the browser's own.
import { memo } from 'react';
import { useNow } from '../lib/clock.ts';
import { exactTime, notAvailable, relativeTime } from '../lib/format.ts';
import { useLanguage } from '../lib/texts.ts';

interface Props {
  /** Milliseconds since the epoch. */
  readonly at: number | undefined;
  /** Instead of N/A. */
  readonly missing?: string;
}

export const TimeText = memo(({ at, missing }: Props) => {
  useLanguage();
  const now = useNow();
  if (at === undefined) return <span>{missing ?? notAvailable()}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
});
TimeText.displayName = 'TimeText';
