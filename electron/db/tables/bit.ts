/** A boolean as it is stored: neither SQLite nor its driver has one. */
export type Bit = 0 | 1;

export const bit = (value: boolean): Bit => (value ? 1 : 0);
