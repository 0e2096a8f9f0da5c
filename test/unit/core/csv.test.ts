import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvFileName, csvHeader, csvLines, withoutCsvGuards } from '../../../electron/core/csv.ts';

const now = Date.UTC(2026, 4, 4, 23, 59);
const cellOf = (value: string | number | boolean | Date | undefined): string =>
  csvLines([{ header: 'Cell', value: () => value }], [{}]).replace(/\r\n$/, '');

describe('a CSV file', () => {
  it('comes back as it was, whatever a cell holds', () => {
    const awkward = [
      '=1+1',
      '＝1',
      '－2',
      '＋3',
      '＠x',
      'a|b',
      '\\',
      "'quoted'",
      'Berg, "Anna"',
      'two\nlines',
      '\uFEFFx',
    ];
    const columns = [{ header: 'Text', value: (text: string) => text }];
    const records = parse(csvHeader(columns) + csvLines(columns, awkward), { bom: true, from: 2 });
    expect(records.map(([text]) => withoutCsvGuards(text ?? ''))).toEqual(awkward);
  });

  it('has no NUL, at which some programs end the file', () => {
    expect(cellOf('a\0b')).toBe('ab');
  });

  it.each(['=1+1', '+1', '-1', '@sum(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠x'])(
    'disarms the formula %j',
    (text) => {
      expect(cellOf(text).replaceAll('"', '')).toBe(`'${text}`);
    },
  );

  it('escapes a pipe, quotes commas and quotation marks, and leaves plain text alone', () => {
    expect(cellOf('cmd|x')).toBe('cmd\\|x');
    expect(cellOf('Berg, "Anna"')).toBe('"Berg, ""Anna"""');
    expect(cellOf('Ä=b-c@d')).toBe('Ä=b-c@d');
  });

  it('writes times in ISO form, truth as Yes or No and absence as an empty cell', () => {
    expect(cellOf(new Date(now))).toBe('2026-05-04T23:59:00.000Z');
    expect([cellOf(true), cellOf(false), cellOf(undefined), cellOf(0)]).toEqual(['Yes', 'No', '', '0']);
  });

  it('begins with a byte-order mark and carries the day in its name', () => {
    expect(csvFileName('devices', now)).toBe('devices-2026-05-04.csv');
    expect(csvHeader([{ header: 'A' }, { header: 'B' }])).toBe('\uFEFFA,B\r\n');
  });

  it('is empty without rows', () => {
    expect(csvLines([{ header: 'A', value: () => 1 }], [])).toBe('');
  });
});
