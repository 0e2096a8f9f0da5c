import { describe, expect, it } from 'vitest';
import { csvFile } from '../../../electron/admin/csv.ts';

const now = Date.UTC(2026, 4, 4, 23, 59);
const cellOf = (value: string | number | boolean | Date | undefined): string =>
  csvFile('test', now, [{ header: 'Cell', value: () => value }], [{}])
    .text.replace('\uFEFFCell\r\n', '')
    .replace(/\r\n$/, '');

describe('a CSV file', () => {
  it.each(['=1+1', '+1', '-1', '@sum(A1)', '\tx', '\rx'])('disarms the formula %j', (text) => {
    expect(cellOf(text).replaceAll('"', '')).toBe(`'${text}`);
  });

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
    const { fileName, text } = csvFile('devices', now, [{ header: 'A', value: () => 1 }], []);
    expect(fileName).toBe('devices-2026-05-04.csv');
    expect(text).toBe('\uFEFFA\r\n');
  });
});
