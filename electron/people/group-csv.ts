// The file of a group import: what a row says, and the file of the rows that were refused.
import { onOneLine } from '../core/carried-text.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { csvHeader, csvLines, withoutCsvGuards, type CsvColumn } from '../core/csv.ts';
import { AppError } from '../core/errors.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';

export interface MembershipRow {
  /** Line of the file, the header being line 1. */
  readonly line: number;
  readonly accountUid: string;
  readonly groupName: string;
}

export interface RefusedRow extends MembershipRow {
  readonly reason: AdminText;
}

const columns = ['accountUid', 'groupName'] as const;

const unreadable = (problem: AdminText): AppError =>
  new AppError('input.invalid', say('errors.groupFile', { problem }), { fields: { text: problem } });

/**
 * Reads a file with the columns accountUid and groupName, in any order and case. Throws `input.invalid` if it is no such
 * file; a single bad row is among `refused`.
 */
export const readMembershipCsv = (text: string): { rows: MembershipRow[]; refused: RefusedRow[] } => {
  let records: CsvRecord[];
  try {
    records = csvRecords(text);
  } catch (error) {
    throw unreadable(
      error instanceof Error ? say('errors.notCsvBecause', { reason: error.message }) : say('errors.notCsv'),
    );
  }
  const header = records[0]?.cells.map((name) => name.toLowerCase()) ?? [];
  const [uidAt, nameAt] = columns.map((name) => header.indexOf(name.toLowerCase()));
  if (header.length !== columns.length || uidAt === undefined || nameAt === undefined || uidAt < 0 || nameAt < 0) {
    throw unreadable(header.length === 0 ? say('fields.fileEmpty') : say('fields.fileFirstLine', { columns: header }));
  }
  const rows: MembershipRow[] = [];
  const refused: RefusedRow[] = [];
  for (const { cells, line } of records.slice(1)) {
    const cell = (at: number): string => onOneLine(withoutCsvGuards(cells[at] ?? ''));
    const row = { line, accountUid: cell(uidAt), groupName: cell(nameAt) };
    if (cells.length !== columns.length)
      refused.push({ ...row, reason: say('tasks.rowColumns', { columns: cells.length }) });
    else if (row.accountUid === '') refused.push({ ...row, reason: say('tasks.rowNoAccount') });
    else if (row.groupName === '') refused.push({ ...row, reason: say('tasks.rowNoGroup') });
    else if (row.groupName.length > 128) refused.push({ ...row, reason: say('tasks.rowLongGroup') });
    else rows.push(row);
  }
  return { rows, refused };
};

const refusedColumns: readonly CsvColumn<RefusedRow>[] = [
  { header: 'accountUid', value: (row) => row.accountUid },
  { header: 'groupName', value: (row) => row.groupName },
  { header: 'line', value: (row) => row.line },
  { header: 'reason', value: (row) => row.reason.english },
];

/** The refused rows with their reasons, for a spreadsheet; mended, it can be imported without the last two columns. */
export const refusedCsv = (refused: readonly RefusedRow[]): string =>
  csvHeader(refusedColumns) +
  csvLines(
    refusedColumns,
    [...refused].sort((a, b) => a.line - b.line),
  );
