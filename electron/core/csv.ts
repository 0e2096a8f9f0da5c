// CSV for the person to open in a spreadsheet, without letting a cell become a formula or a command.
import { stringify } from 'csv-stringify/sync';

export interface CsvColumn<R> {
  readonly header: string;
  /** `undefined` becomes an empty cell, a boolean Yes or No, a Date an ISO time. */
  readonly value: (row: R) => string | number | boolean | Date | undefined;
}

/** What a formula begins with, also in full width, which Numbers takes for the same. */
const formula = '[=+\\-@＝＋－＠]';

/**
 * Where a spreadsheet that takes another sign than ours for the separator, or does not see the quotes for that, begins a
 * cell within the text.
 */
const within = '[\\n\\v\\f\\r\\u0085\\u2028\\u2029;\\t]';

/** Apostrophes that are there already count as part of what is guarded, so that guards can be taken off again. */
const guards = {
  begins: new RegExp(`^(?='*(?:${formula}|${within}))`, 'u'),
  beginsWithin: new RegExp(`(${within})(?='*${formula})`, 'gu'),
  guarded: new RegExp(`^'(?='*(?:${formula}|${within}))`, 'u'),
  guardedWithin: new RegExp(`(${within})'(?='*${formula})`, 'gu'),
};

/**
 * The text with an apostrophe wherever a spreadsheet could begin a formula. A pipe starts a program call in some
 * spreadsheets, and a NUL ends the file for some.
 */
const guarded = (text: string): string =>
  text.replaceAll('\0', '').replaceAll('|', '\\|').replace(guards.beginsWithin, "$1'").replace(guards.begins, "'");

const cell = (value: string | number | boolean | Date | undefined): string => {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (value instanceof Date) return value.toISOString();
  return guarded(String(value));
};

/** The text of a cell without what `csvLines` put around it. */
export const withoutCsvGuards = (cell: string): string =>
  cell.replace(guards.guarded, '').replace(guards.guardedWithin, '$1').replaceAll('\\|', '|');

/** As RFC 4180 has it, whatever the ends of rows are: every kind of line break is between quotes, and so are other separators. */
const format = { record_delimiter: 'windows', quoted_match: new RegExp(within, 'u') } as const;

/** A time of ours as a cell. */
export const csvTime = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));

/** `<name>-<day of now>.csv`, the day in UTC. */
export const csvFileName = (name: string, now: number): string =>
  `${name}-${new Date(now).toISOString().slice(0, 10)}.csv`;

/** The byte-order mark that makes spreadsheets read UTF-8, and the line of headers. */
export const csvHeader = (columns: readonly { readonly header: string }[]): string =>
  stringify([columns.map(({ header }) => guarded(header))], { ...format, bom: true });

/** Lines with CRLF ends. An apostrophe stands before what could become a formula. */
export const csvLines = <R>(columns: readonly CsvColumn<R>[], rows: readonly R[]): string =>
  stringify(
    rows.map((row) => columns.map(({ value }) => cell(value(row)))),
    format,
  );
