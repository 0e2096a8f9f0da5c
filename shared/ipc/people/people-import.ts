// Adding many people at once: from addresses or a CSV file, shown for mending before anything is stored.
import { z } from 'zod';
import { adminTextSchema } from '../../locales/admin-texts.ts';
import { method, recordId } from '../method.ts';
import { startedTask } from '../office/tasks.ts';

/** Rows of one import. */
export const maxImportRows = 10_000;

export const importFields = [
  'email',
  'username',
  'firstName',
  'lastName',
  'displayName',
  'password',
  'managedAppleId',
  'groups',
] as const;
export type ImportField = (typeof importFields)[number];

const cell = z.string().max(1000);

/** A row as it was written; nothing is right about it before it was checked. Empty texts mean "not given". */
export const importRow = z.strictObject({
  /** Line of the file or place in the list; names the row. */
  line: z.number().int().min(1),
  email: cell,
  /** Empty: the e-mail address. */
  username: cell,
  firstName: cell,
  lastName: cell,
  /** Empty: first and last name. */
  displayName: cell,
  password: cell,
  managedAppleId: cell,
  /** Names of manually managed groups, separated by commas or semicolons. */
  groups: cell,
  /** Custom attributes: columns of the file with other names. */
  attributes: z.record(z.string().max(100), cell),
});
export type ImportRow = z.infer<typeof importRow>;

export const importProblem = z.strictObject({
  line: z.number().int(),
  field: z.enum(importFields),
  text: adminTextSchema,
});
export type ImportProblem = z.infer<typeof importProblem>;

const rows = z.array(importRow).max(maxImportRows);

export const peopleImportApi = {
  'peopleImport.readAddresses': method(
    'Makes import rows of e-mail addresses that are separated by commas, semicolons or lines; names follow from the addresses.',
    z.strictObject({ text: z.string().max(1_000_000) }),
    z.strictObject({ rows }),
  ),
  'peopleImport.readCsv': method(
    'Makes import rows of a CSV file in UTF-8, UTF-16 or Windows-1252, separated by comma, semicolon or tab.',
    z.strictObject({ data: z.base64().max(15_000_000) }),
    z.strictObject({
      rows,
      encoding: z.enum(['UTF-8', 'UTF-16', 'Windows-1252']),
      /** Which column was taken as what. */
      columns: z.array(z.strictObject({ header: z.string(), field: z.enum(importFields) })),
      /** Columns that were taken as custom attributes. */
      attributes: z.array(z.string()),
    }),
  ),
  'peopleImport.check': method(
    'What is wrong with rows, cell by cell: missing, malformed, twice in the list, or held by somebody else.',
    z.strictObject({ rows }),
    z.strictObject({ problems: z.array(importProblem) }),
  ),
  'peopleImport.start': method(
    'Adds the people of all rows that are right, as a task whose result names the rows that were left out and why.',
    z.strictObject({
      rows: rows.min(1),
      groupIds: z.array(recordId).max(100).default([]),
      /** Mails an invitation to everybody who was added. */
      invite: z.boolean().default(false),
    }),
    startedTask,
  ),
};
