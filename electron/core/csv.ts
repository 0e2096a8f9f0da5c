// CSV for the person to open in a spreadsheet, without letting a cell become a formula or a command.
import { stringify } from 'csv-stringify/sync';

export interface CsvColumn<R> {
  readonly header: string;
  /** `undefined` becomes an empty cell, a boolean Yes or No, a Date an ISO time. */
  readonly value: (row: R) => string | number | boolean | Date | undefined;
}

/** A pipe starts a program call in some spreadsheets, and a NUL ends the file for some. */
const guarded = (text: string): string => text.replaceAll('\0', '').replaceAll('|', '\\|');

const cell = (value: string | number | boolean | Date | undefined): string => {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (value instanceof Date) return value.toISOString();
  return guarded(String(value));
};

/** The text of a cell without what `csvLines` put around it. */
export const withoutCsvGuards = (cell: string): string =>
  (/^'[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell).replaceAll('\\|', '|');

/** A time of ours as a cell. */
export const csvTime = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));

/** `<name>-<day of now>.csv`, the day in UTC. */
export const csvFileName = (name: string, now: number): string =>
  `${name}-${new Date(now).toISOString().slice(0, 10)}.csv`;

/** The byte-order mark that makes spreadsheets read UTF-8, and the line of headers. */
export const csvHeader = (columns: readonly { readonly header: string }[]): string =>
  stringify([columns.map(({ header }) => header)], { bom: true, escape_formulas: true, record_delimiter: 'windows' });

/** Lines with CRLF ends. Cells that begin like a formula get a leading apostrophe. */
export const csvLines = <R>(columns: readonly CsvColumn<R>[], rows: readonly R[]): string =>
  stringify(
    rows.map((row) => columns.map(({ value }) => cell(value(row)))),
    { escape_formulas: true, record_delimiter: 'windows' },
  );
