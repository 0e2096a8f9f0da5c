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
      'two\rlines',
      'terms\n=1+1\r\n- a\r+b',
      "'=1",
      "a\n'-b",
      'x;=1+1',
      '\t=1',
      'a\u2028=1',
      "''=cmd|' /C calc'!A0",
      '\uFEFFx',
    ];
    const columns = [{ header: 'Text', value: (text: string) => text }];
    const records = parse(csvHeader(columns) + csvLines(columns, awkward), { bom: true, from: 2 });
    expect(records.map(([text]) => withoutCsvGuards(text ?? ''))).toEqual(awkward);
  });

  it.each([
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['both', 'a\r\nb'],
    ['the separator of other countries', 'a;b'],
    ['a tab', 'a\tb'],
  ])('quotes a cell with %s', (_, text) => {
    expect(csvLines([{ header: 'A', value: () => text }], [{}])).toBe(`"${text}"\r\n`);
  });

  it('begins no formula for a spreadsheet that separates by something else', () => {
    const text = csvLines(
      [{ header: 'A', value: (row: string) => row }],
      ['x\n=1+1', 'y;=2', 'z\r@sum(A1)', 'n\t-3', "q\n'=4"],
    );
    for (const start of text.split(/[\r\n;\t]/)) expect(start).not.toMatch(/^"?[=+\-@]/);
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
