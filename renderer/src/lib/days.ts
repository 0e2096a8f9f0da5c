// Days as date fields name them.

/** Start of a local day `yyyy-mm-dd`, `offsetDays` later; undefined if that is not a date. */
export const startOfDay = (day: string | undefined, offsetDays = 0): number | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (match === null) return undefined;
  const at = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + offsetDays).getTime();
  return Number.isNaN(at) ? undefined : at;
};

/** The local day of a moment, as `yyyy-mm-dd`. */
export const dayOf = (at: number): string => {
  const date = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
