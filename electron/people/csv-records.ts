// The records of a CSV file as spreadsheets of all kinds and countries write it, each with the line on which it begins.
import { parse } from 'csv-parse/sync';

export interface CsvRecord {
  readonly cells: readonly string[];
  /** The header of a file without anything before it is on line 1. */
  readonly line: number;
}

/** Excel's way to name the separator, a line of its own before everything else. */
const named = /^"?sep=(.)"?\n/i;

/** The sign that the first line has most of. */
const delimiterOf = (text: string): string => {
  const head = (text.split('\n', 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (sign: string): number => head.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
};

const breaks = (text: string): number => text.split('\n').length - 1;

/**
 * Lines without a value are left out. Line breaks within cells become line feeds. Throws the parser's error for what is no
 * CSV.
 */
export const csvRecords = (file: string): CsvRecord[] => {
  // The parser counts CRLF within quotes as two lines.
  const text = file.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const separator = named.exec(text);
  const records = parse(separator ? text.slice(separator[0].length) : text, {
    delimiter: separator?.[1] ?? delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const before = separator ? 1 : 0;
  // What the parser tells is the line on which a record ends.
  return records.map(({ record, info }) => ({
    cells: record,
    line: before + info.lines - record.reduce((sum, cell) => sum + breaks(cell), 0),
  }));
};
