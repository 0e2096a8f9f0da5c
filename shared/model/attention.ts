// What deserves an administrator's look, in one place: a counter and the list that it opens must agree.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Days without contact after which a device counts as out of contact, unless the office sets others. */
export const usualOutOfContactDays = 7;

/** Hours after which a command that still waits is worth a look. */
export const waitingLongHours = 24;

/**
 * The limits as times in milliseconds, cut to the hour so that the same question stays the same for a while. A device
 * counts as out of contact after the days of the setting.
 */
export const attentionLimits = (
  now: number,
  outOfContactDays = usualOutOfContactDays,
): { readonly notSeenSince: number; readonly waitingSince: number; readonly lastDay: number } => {
  const hour = Math.floor(now / hourMs) * hourMs;
  return {
    notSeenSince: hour - outOfContactDays * dayMs,
    waitingSince: hour - waitingLongHours * hourMs,
    lastDay: hour - dayMs,
  };
};
