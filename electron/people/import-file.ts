// Reads lists of people: addresses typed or pasted, and CSV files as spreadsheets of all kinds write them.
import { parse } from 'csv-parse/sync';
import {
  importFields,
  maxImportRows,
  type ImportField,
  type ImportRow,
} from '../../shared/ipc/people/people-import.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { lookUp, lostKey } from '../../shared/look-up.ts';
import { withoutCsvGuards } from '../core/csv.ts';
import { AppError } from '../core/errors.ts';

export type FileEncoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';

const emptyRow = (line: number): ImportRow => ({
  line,
  email: '',
  username: '',
  firstName: '',
  lastName: '',
  displayName: '',
  password: '',
  managedAppleId: '',
  groups: '',
  attributes: {},
});

const tooMany = (count: number): AppError =>
  new AppError('input.invalid', say('errors.tooManyPeople', { people: count, most: maxImportRows }));

const capitalized = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** `anna.berg@office.example` is Anna Berg; `info@office.example` is Info, whose last name is to be filled in. */
const namesOf = (email: string): { firstName: string; lastName: string } => {
  const words = (email.split('@')[0] ?? '').split(/[._+]+/).filter((word) => word !== '');
  return { firstName: capitalized(words[0] ?? ''), lastName: words.slice(1).map(capitalized).join(' ') };
};

/** Addresses between commas, semicolons, spaces or line ends. Throws `input.invalid` for none or too many. */
export const readAddresses = (text: string): ImportRow[] => {
  const addresses = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (addresses.length === 0) throw new AppError('input.invalid', say('errors.noAddresses'));
  if (addresses.length > maxImportRows) throw tooMany(addresses.length);
  return addresses.map((email, index) => ({ ...emptyRow(index + 1), email, ...namesOf(email) }));
};

/** By byte-order mark, else by what the bytes can be: UTF-16 text has a zero in every other byte. */
export const decodeText = (bytes: Uint8Array): { text: string; encoding: FileEncoding } => {
  const [first, second] = bytes;
  const zeros = (offset: number): number => {
    let count = 0;
    for (let i = offset; i < Math.min(bytes.length, 1000); i += 2) if (bytes[i] === 0) count += 1;
    return count;
  };
  const half = Math.min(bytes.length, 1000) / 2;
  if ((first === 0xff && second === 0xfe) || zeros(1) > half / 2) {
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  }
  if ((first === 0xfe && second === 0xff) || zeros(0) > half / 2) {
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
};

/** Header names without regard to case, spaces and signs. */
const headers: Readonly<Record<string, ImportField>> = {
  userid: 'username',
  username: 'username',
  user: 'username',
  email: 'email',
  emailaddress: 'email',
  mail: 'email',
  password: 'password',
  first: 'firstName',
  firstname: 'firstName',
  givenname: 'firstName',
  last: 'lastName',
  lastname: 'lastName',
  surname: 'lastName',
  displayname: 'displayName',
  groups: 'groups',
  usergroups: 'groups',
  managedappleid: 'managedAppleId',
  managedappleaccount: 'managedAppleId',
};

const simplified = (header: string): string => header.toLowerCase().replace(/[^a-z]/g, '');

const unreadable = (problem: AdminText): AppError =>
  new AppError('input.invalid', say('errors.peopleFile', { problem }), { fields: { data: problem } });

/** Spreadsheets of many countries separate by semicolons. */
const delimiterOf = (text: string): string => {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const count = (sign: string): number => head.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
};

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const parseRecords = (text: string): ParsedRecord[] => {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text.replace(/^\uFEFF/, '')),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as ParsedRecord[];
  } catch (error) {
    throw unreadable(
      error instanceof Error ? say('errors.notCsvBecause', { reason: error.message }) : say('errors.notCsv'),
    );
  }
};

/** Workbooks are ZIP files (PK) or compound files. */
const workbookStarts = ['504b0304', 'd0cf11e0'];

const requireText = (bytes: Uint8Array): void => {
  if (!workbookStarts.includes(Buffer.from(bytes.subarray(0, 4)).toString('hex'))) return;
  throw new AppError('input.invalid', say('errors.workbook'), { fields: { data: say('fields.workbook') } });
};

/** Throws `input.invalid` for what is no list of people; single bad rows come as they are. */
export const readPeopleCsv = (
  bytes: Uint8Array,
): { rows: ImportRow[]; encoding: FileEncoding; attributes: string[] } => {
  requireText(bytes);
  const { text, encoding } = decodeText(bytes);
  const [head, ...records] = parseRecords(text);
  if (!head) throw unreadable(say('fields.fileEmpty'));
  const columns = head.record.map((name) => lookUp(headers, simplified(name)) ?? { attribute: name.slice(0, 100) });
  if (!columns.includes('email') && !columns.includes('username')) {
    throw unreadable(say('fields.fileFirstLine', { columns: head.record }));
  }
  const repeated = importFields.find((field) => columns.filter((column) => column === field).length > 1);
  if (repeated !== undefined) throw unreadable(say('fields.fileColumnTwice', { column: repeated }));
  if (head.record.includes(lostKey)) throw unreadable(say('fields.fileColumnName', { column: lostKey }));
  if (records.length === 0) throw unreadable(say('fields.fileNoRows'));
  if (records.length > maxImportRows) throw tooMany(records.length);
  const rows = records.map(({ record, info }) => {
    const row = emptyRow(info.lines);
    const attributes = new Map<string, string>();
    for (const [index, column] of columns.entries()) {
      const written = record[index] ?? '';
      // No export has passwords: what looks like a guard is part of the password.
      const value = (column === 'password' ? written : withoutCsvGuards(written)).slice(0, 1000);
      if (typeof column === 'string') row[column] = value;
      else if (value !== '' && column.attribute !== '') attributes.set(column.attribute, value);
    }
    return { ...row, email: row.email === '' ? row.username : row.email, attributes: Object.fromEntries(attributes) };
  });
  const attributes = columns.flatMap((column) =>
    typeof column === 'string' || column.attribute === '' ? [] : [column.attribute],
  );
  return { rows, encoding, attributes };
};
