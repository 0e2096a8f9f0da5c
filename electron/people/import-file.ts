// Reads lists of people: addresses typed or pasted, and CSV files as spreadsheets of all kinds write them.
import { cutText, onLines, onOneLine } from '../core/carried-text.ts';
import { domainToASCII } from 'node:url';
import {
  importFields,
  maxImportRows,
  type ImportField,
  type ImportRow,
} from '../../shared/ipc/people/people-import.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { lostKey } from '../../shared/look-up.ts';
import { searchText } from '../../shared/model/search-text.ts';
import { withoutCsvGuards } from '../core/csv.ts';
import { AppError } from '../core/errors.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';

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
  return addresses.map((email, index) => ({
    ...emptyRow(index + 1),
    email: withPlainDomain(email),
    ...namesOf(email),
  }));
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

/**
 * Names of headers without regard to case, accents, blanks and signs: ours, and those of what people export from and copy
 * out of (Excel and Outlook, Google, Microsoft 365, Apple), in both languages.
 */
const headers: Readonly<Record<ImportField, readonly string[]>> = {
  username: [
    'userid',
    'username',
    'user',
    'userprincipalname',
    'benutzer',
    'benutzername',
    'benutzerkennung',
    'anmeldename',
  ],
  email: [
    ...['email', 'emailaddress', 'mail', 'mailaddress', 'email1value', 'primaryemail', 'workemail', 'emailwork'],
    ...['emailadresse', 'mailadresse'],
  ],
  password: ['password', 'passwort', 'kennwort'],
  firstName: ['first', 'firstname', 'givenname', 'vorname'],
  lastName: ['last', 'lastname', 'surname', 'familyname', 'nachname', 'familienname', 'zuname'],
  displayName: ['displayname', 'fullname', 'anzeigename', 'vollstandigername'],
  groups: ['group', 'groups', 'usergroup', 'usergroups', 'gruppe', 'gruppen', 'benutzergruppe', 'benutzergruppen'],
  managedAppleId: [
    ...['managedappleid', 'managedappleaccount', 'verwalteteappleid', 'verwalteterappleaccount'],
    ...['verwaltetesappleaccount', 'verwalteteraccount'],
  ],
};

const fieldByHeader: ReadonlyMap<string, ImportField> = new Map(
  importFields.flatMap((field) => headers[field].map((name) => [name, field] as const)),
);

/** Google adds what a column is for: `First Name [Required]`. */
const simplified = (header: string): string =>
  searchText(header.replaceAll(/\[[^\]]*\]/g, '')).replaceAll(/[^a-z0-9]/g, '');

/** A custom attribute by its name, or a field. */
type ColumnMeaning = ImportField | { readonly attribute: string };

const meaningsOf = (names: readonly string[]): ColumnMeaning[] => {
  const known = names.map((name) => fieldByHeader.get(simplified(name)));
  // Beside first names a "Name" is the last one, in German more often than not; alone it is the whole.
  const name = known.includes('firstName') && !known.includes('lastName') ? 'lastName' : 'displayName';
  return names.map((header, index) => {
    const field = known[index] ?? (simplified(header) === 'name' && !known.includes(name) ? name : undefined);
    return field ?? { attribute: cutText(header, 100) };
  });
};

/** With the domain as mail servers know it: `anna@büro.example` is `anna@xn--bro-hoa.example`. */
const withPlainDomain = (address: string): string => {
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at);
  if (at === 0 || /^[ -~]*$/.test(domain)) return address;
  return address.slice(0, at) + (domainToASCII(domain.normalize('NFC')) || domain);
};

/** Google writes asterisks where nobody is to read a password. */
const withoutMask = (password: string): string => (/^\*+$/.test(password) ? '' : password);

const unreadable = (problem: AdminText): AppError =>
  new AppError('input.invalid', say('errors.peopleFile', { problem }), { fields: { data: problem } });

const parseRecords = (text: string): CsvRecord[] => {
  try {
    return csvRecords(text);
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
): {
  rows: ImportRow[];
  encoding: FileEncoding;
  columns: { header: string; field: ImportField }[];
  attributes: string[];
} => {
  requireText(bytes);
  const { text, encoding } = decodeText(bytes);
  const [head, ...records] = parseRecords(text);
  if (!head) throw unreadable(say('fields.fileEmpty'));
  const names = head.cells.map((name) => onOneLine(withoutCsvGuards(name)));
  const columns = meaningsOf(names);
  if (!columns.includes('email') && !columns.includes('username')) {
    throw unreadable(say('fields.fileFirstLine', { columns: names }));
  }
  const repeated = importFields.find((field) => columns.filter((column) => column === field).length > 1);
  if (repeated !== undefined) throw unreadable(say('fields.fileColumnTwice', { column: repeated }));
  if (names.includes(lostKey)) throw unreadable(say('fields.fileColumnName', { column: lostKey }));
  if (records.length === 0) throw unreadable(say('fields.fileNoRows'));
  if (records.length > maxImportRows) throw tooMany(records.length);
  const rows = records.map(({ cells, line }) => {
    const row = emptyRow(line);
    const attributes = new Map<string, string>();
    for (const [index, column] of columns.entries()) {
      const written = cells[index] ?? '';
      // No export has passwords: what looks like a guard is part of the password.
      const value =
        column === 'password'
          ? withoutMask(written).slice(0, 1000)
          : cutText((typeof column === 'string' ? onOneLine : onLines)(withoutCsvGuards(written)), 1000);
      if (typeof column === 'string') row[column] = value;
      else if (value !== '' && column.attribute !== '') attributes.set(column.attribute, value);
    }
    const username = withPlainDomain(row.username);
    const email = row.email === '' ? username : withPlainDomain(row.email);
    return { ...row, email, username, attributes: Object.fromEntries(attributes) };
  });
  return {
    rows,
    encoding,
    columns: columns.flatMap((field, index) =>
      typeof field === 'string' ? [{ header: names[index] ?? '', field }] : [],
    ),
    attributes: columns.flatMap((column) =>
      typeof column === 'string' || column.attribute === '' ? [] : [column.attribute],
    ),
  };
};
