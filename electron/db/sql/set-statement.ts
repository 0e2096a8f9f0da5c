// What statements of the group commit (group-commit.ts) read: the appended rows as a table, of which each statement has
// one. Names of columns must be constants.

const cells = (columns: readonly string[]): string =>
  columns.map((column, index) => `value ->> ${String(index)} as ${column}`).join(', ');

/** The appended rows, in their order; their values get these names. */
export const appendedRows = (...columns: readonly string[]): string => `(select ${cells(columns)} from json_each(?))`;

/** Of the appended rows the last one for each value of the first column, and in `times` how many there were of it. */
export const lastAppended = (...columns: readonly string[]): string =>
  // Beside an only max(), SQLite takes the other columns from the row that has it.
  `(select ${cells(columns)}, count(*) as times, max(key) as latest from json_each(?) group by 1)`;

/** Bytes that were appended as hexadecimal digits: a row holds texts and numbers. */
export const bytesOf = (column: string): string => `unhex(${column})`;
