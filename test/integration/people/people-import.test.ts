import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uncarriedFields } from '../../../electron/admin/carried-text.ts';
import type { TaskContext } from '../../../electron/core/tasks.ts';
import type { Executor } from '../../../electron/db/executor.ts';
import { createAuditStore } from '../../../electron/db/stores/office/audit.ts';
import { createUsersStore } from '../../../electron/db/stores/people/users.ts';
import { createGroupsService } from '../../../electron/people/groups.ts';
import { decodeText, readAddresses, readPeopleCsv } from '../../../electron/people/import-file.ts';
import { createPasswords } from '../../../electron/people/passwords.ts';
import { createPeopleImport, type PeopleImport } from '../../../electron/people/people-import.ts';
import { createUsersService } from '../../../electron/people/users.ts';
import { inEnglish } from '../../support/english.ts';
import { testCost } from '../../support/password-cost.ts';
import { person, stoppedClock, temporaryDatabase } from '../../support/people.ts';
import { processorTime } from '../../support/processor-time.ts';

let executor: Executor;
let close: () => Promise<void>;
let people: PeopleImport;

beforeEach(async () => {
  ({ executor, close } = await temporaryDatabase());
  people = createPeopleImport({
    executor,
    clock: stoppedClock,
    passwords: createPasswords(testCost),
    changed: () => undefined,
  });
});
afterEach(() => close());

const context: TaskContext = { progress: () => undefined, signal: new AbortController().signal };
const options = { groupIds: [], actor: 'console' };
const rowsOf = (csv: string) => readPeopleCsv(Buffer.from(csv)).rows;
const addUser = (...args: Parameters<typeof person>) =>
  createUsersService({ executor, clock: stoppedClock, endAccess: () => Promise.resolve() }).create(person(...args));
const list = async () => (await createUsersStore(executor).list({}, stoppedClock.now())).rows;

const header = 'User ID*,Email*,Password,First Name,Last Name,Display Name,Managed Apple ID,Groups,Desk';

describe('reading a list of people', () => {
  it('takes addresses between commas, semicolons and lines and makes names of them', () => {
    expect(
      readAddresses('anna.berg@office.example, ben@office.example;\n c_d@office.example').map((row) => [
        row.line,
        row.email,
        row.firstName,
        row.lastName,
      ]),
    ).toEqual([
      [1, 'anna.berg@office.example', 'Anna', 'Berg'],
      [2, 'ben@office.example', 'Ben', ''],
      [3, 'c_d@office.example', 'C', 'D'],
    ]);
    expect(() => readAddresses(' , ')).toThrow('no e-mail address');
  });

  it.each([
    ['UTF-8', Buffer.from('Müller', 'utf8')],
    ['UTF-8', Buffer.from('\uFEFFMüller', 'utf8')],
    ['UTF-16', Buffer.from('\uFEFFMüller', 'utf16le')],
    ['UTF-16', Buffer.from('Müller', 'utf16le')],
    ['UTF-16', Buffer.from('\uFEFFMüller', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72])],
    ['Windows-1252', Buffer.from([0x80, 0x20, 0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72])],
  ])('recognizes %s', (encoding, bytes) => {
    const decoded = decodeText(bytes);
    expect(decoded.encoding).toBe(encoding);
    expect(decoded.text).toContain('Müller');
  });

  it('reads columns in any order, other separators and quoted line ends, and keeps unknown columns as attributes', () => {
    const { rows, attributes } = readPeopleCsv(
      Buffer.from(
        'Desk;email;Last Name;user id\n"A;\n1";anna@office.example;Berg;\n;;;\n\'=2;ben@office.example;Alt;b@office.example\n',
      ),
    );
    expect(attributes).toEqual(['Desk']);
    expect(rows).toMatchObject([
      { line: 2, email: 'anna@office.example', lastName: 'Berg', username: '', attributes: { Desk: 'A;\n1' } },
      { line: 5, email: 'ben@office.example', username: 'b@office.example', attributes: { Desk: '=2' } },
    ]);
  });

  it('takes in people whose cells hold what no profile can carry, without it; a password is named', async () => {
    const rows = rowsOf(
      [
        header.replaceAll('*', ''),
        'anna@office.example\u0000,anna@office.example,,"An\u000bna",Berg\uffff,,,,"1\u000b2\u001b"',
        'ben@office.example,ben@office.example,"one long password \u000b",Ben,Berg,,,,',
      ].join('\n'),
    );
    expect(rows[0]).toMatchObject({ firstName: 'An na', lastName: 'Berg', attributes: { Desk: '1\n2' } });
    // Rows that did not come by the reader are the same.
    const [anna] = rowsOf(`${header.replaceAll('*', '')}\nanna@office.example,anna@office.example,,,,,,,`);
    if (!anna) throw new Error('there is no row');
    const typed = {
      ...anna,
      line: 4,
      email: 'cleo@office.example',
      username: '',
      firstName: 'Cleo',
      lastName: 'C\ud83d',
    };
    expect(uncarriedFields({ rows: [...rows, typed] })).toEqual({});
    expect(inEnglish(await people.check([...rows, typed]))).toEqual([
      { line: 3, field: 'password', text: expect.stringContaining('no invisible control characters') as string },
    ]);
    await people.run([...rows, typed], options, context);
    expect((await list()).map(({ username, displayName }) => [username, displayName])).toEqual([
      ['anna@office.example', 'An na Berg'],
      ['cleo@office.example', 'Cleo C'],
    ]);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('names the line on which a row begins, with %s in the file and in its cells', (_, end) => {
    const lines = ['sep=;', 'E-Mail;Notiz', 'a@b.example;"x', '', 'y"', '', 'c@d.example;z', '"e@f.example";"1', '2"'];
    expect(rowsOf(lines.join(end)).map(({ line, email }) => [line, email])).toEqual([
      [3, 'a@b.example'],
      [7, 'c@d.example'],
      [8, 'e@f.example'],
    ]);
  });

  it.each([
    [
      'Excel in German',
      'Vorname;Name;E-Mail-Adresse;Kennwort;Gruppen;Verwaltete Apple-ID;Abteilung',
      'firstName lastName email password groups managedAppleId Abteilung',
    ],
    ['Excel in German, whole names', 'Name;E-Mail;Benutzername', 'displayName email username'],
    ['Microsoft 365 in German', 'Benutzername,Vorname,Nachname,Anzeigename', 'username firstName lastName displayName'],
    [
      'Google Workspace',
      'First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required]',
      'firstName lastName email password Org Unit Path [Required]',
    ],
    [
      'Google Contacts',
      'Given Name,Family Name,E-mail 1 - Value,E-mail 2 - Value',
      'firstName lastName email E-mail 2 - Value',
    ],
    ['Apple', 'Managed Apple Account,First Name,Last Name,Email Address', 'managedAppleId firstName lastName email'],
    ['Entra', 'userPrincipalName,Display name,surname,mail,givenName', 'username displayName lastName email firstName'],
  ])('knows the columns of %s and says what becomes what', (_, names, meant) => {
    const separator = names.includes(';') ? ';' : ',';
    const { columns, attributes } = readPeopleCsv(Buffer.from(`${names}\r\n${names.replaceAll(/[^,;]+/g, 'x')}\r\n`));
    const field = (name: string): string => columns.find(({ header }) => header === name)?.field ?? name;
    expect(names.split(separator).map(field).join(' ')).toBe(meant);
    expect(attributes).toEqual(names.split(separator).filter((name) => field(name) === name));
  });

  it('takes addresses of domains with umlauts as mail servers know them, and no masked password', () => {
    expect(rowsOf('E-Mail,Password\nanna@büro.example,****')).toMatchObject([
      { email: 'anna@xn--bro-hoa.example', password: '' },
    ]);
    expect(readAddresses('jörg.weiß@Bu\u0308ro.example')).toMatchObject([
      { email: 'jörg.weiß@xn--bro-hoa.example', firstName: 'Jörg', lastName: 'Weiß' },
    ]);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['only a header', `${header}\n`, 'no rows'],
    ['other columns', 'a,b\n1,2\n', 'The first line has: a, b'],
    ['the same column twice', 'email,e-mail\na@b.example,c@d.example\n', 'Two columns mean the same'],
    ['a workbook of a spreadsheet program', 'PK\u0003\u0004\u0000\u0000', 'workbook of a spreadsheet program'],
    ['an open quotation mark', 'email\n"anna', 'not CSV'],
  ])('refuses %s and says what is wrong', (_, csv, words) => {
    expect(() => rowsOf(csv)).toThrow(words);
  });

  it('refuses more than 10,000 rows with their number', () => {
    const lines = Array.from({ length: 10_001 }, (_, i) => `p${i}@office.example`);
    expect(() => rowsOf(['email', ...lines].join('\n'))).toThrow('10,001 people');
    expect(() => readAddresses(lines.join(','))).toThrow('Split the list');
    expect(rowsOf(['email', ...lines.slice(1)].join('\n'))).toHaveLength(10_000);
  });
});

describe('checking rows', () => {
  it('names every wrong cell, duplicates by line and clashes by whom they belong to', async () => {
    await addUser('anna', { managedAppleId: 'anna@appleid.office.example' });
    await createGroupsService({ executor, clock: stoppedClock }).create({
      name: 'Sales',
      description: '',
      memberIds: [],
      rules: undefined,
    });
    const problems = inEnglish(
      await people.check(
        rowsOf(
          [
            header,
            'ANNA@office.example,anna2@office.example,,A,B,,,,',
            'ben@office.example,ben@office.example,short,Ben,,,anna@APPLEID.office.example,,',
            'ben@office.example,nonsense,,Ben,,,ben@appleid.office.example,"sales; Gone",',
            'x,cleo@office.example,,Cleo,,,ben@appleid.office.example,Sales,',
            ',,,Dora,,,,,',
          ].join('\n'),
        ),
      ),
    );
    expect(problems.map(({ line, field, text }) => `${line} ${field}: ${text}`)).toEqual([
      '2 username: already belongs to anna Example',
      '3 password: at least 8 characters',
      '3 managedAppleId: already belongs to anna Example',
      '4 email: not an e-mail address',
      '4 username: is in line 3 already',
      '4 groups: no manually managed group is named Gone',
      '5 username: must look like an e-mail address',
      '5 managedAppleId: is in line 4 already',
      '6 email: required',
    ]);
  });
});

describe('importing people', () => {
  it('check 12: adds the good rows, leaves the wrong ones out by name, and records each person', async () => {
    await addUser('anna', { managedAppleId: 'anna@appleid.office.example' });
    const groups = createGroupsService({ executor, clock: stoppedClock });
    const sales = await groups.create({ name: 'Sales', description: '', memberIds: [], rules: undefined });
    const all = await groups.create({ name: 'Office', description: '', memberIds: [], rules: undefined });
    const { text, details } = inEnglish(
      await people.run(
        rowsOf(
          [
            header,
            ',ben@office.example,long enough,Ben,Alt,,ben@appleid.office.example,sales,12',
            ',cleo@office.example,,Cleo,,,anna@appleid.office.example,,',
            ',ben@office.example,,Other,,,,,',
          ].join('\n'),
        ),
        { groupIds: [all], actor: 'console' },
        context,
      ),
    );
    expect(text).toBe('1 of 3 people added. 2 left out.');
    expect(details).toEqual([
      'Line 3 (cleo@office.example): Managed Apple ID already belongs to anna Example',
      'Line 4 (ben@office.example): Username is in line 2 already',
    ]);
    const [anna, ben] = await list();
    expect(anna?.managedAppleId).toBe('anna@appleid.office.example');
    expect(ben).toMatchObject({
      displayName: 'Ben Alt',
      username: 'ben@office.example',
      managedAppleId: 'ben@appleid.office.example',
      attributes: { Desk: '12' },
      hasPassword: true,
      source: 'local',
      enabled: true,
    });
    expect(ben?.groups.map(({ id }) => id).sort()).toEqual([all, sales].sort());
    const { rows } = await createAuditStore(executor).list({ activities: ['Imported'] }, 10, 0);
    expect(rows).toMatchObject([{ name: 'Ben Alt', by: 'console', type: 'User' }]);
    expect(rows[0]?.changes).toContainEqual({ attribute: 'Desk', after: '12' });
    expect(JSON.stringify(rows)).toContain('b•••n@appleid');
    expect(JSON.stringify(rows)).not.toMatch(/long enough|scrypt/);
  });

  it('adds each of 10,000 people with as much work as one of a few, some rows wrong', async () => {
    const lines = Array.from({ length: 10_000 }, (_, i) =>
      i % 1000 === 7 ? `wrong ${i},P,${i}` : `p${i}@office.example,P,${i}`,
    );
    const few = Array.from({ length: 1000 }, (_, i) => `q${i}@office.example,Q,${i}`);
    const runOf = (rows: readonly string[]) =>
      processorTime(() => people.run(rowsOf(['email,first,last', ...rows].join('\n')), options, context));
    const first = await runOf(few);
    const { value, ms } = await runOf(lines);
    const { text } = inEnglish(value);
    expect(text).toBe('9,990 of 10,000 people added. 10 left out.');
    expect((await createUsersStore(executor).counts()).users).toBe(10_990);
    expect(ms / lines.length).toBeLessThan(3 * (first.ms / few.length));
  });

  it('keeps what was added before a cancel and says what was not reached', async () => {
    const abort = new AbortController();
    const lines = Array.from({ length: 600 }, (_, i) => `p${i}@office.example`);
    const { text } = inEnglish(
      await people.run(rowsOf(['email', ...lines].join('\n')), options, {
        signal: abort.signal,
        progress: (done) => {
          if (done > 300) abort.abort();
        },
      }),
    );
    expect(text).toBe('250 of 600 people added. 350 not reached before the cancel.');
    expect((await createUsersStore(executor).counts()).users).toBe(250);
  });

  it('adds nobody to a group that is gone', async () => {
    await expect(
      people.run(rowsOf('email\na@office.example'), { ...options, groupIds: ['gone'] }, context),
    ).rejects.toThrow('Pick the groups again');
    expect(await list()).toEqual([]);
  });
});
