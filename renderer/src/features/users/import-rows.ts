// The rows of an import while they are mended on screen.
import type { ImportProblem, ImportRow } from '@shared/ipc/people/people-import.ts';
import { type Texts, wordsOf } from '../../lib/texts.ts';

/** The file that shows how an import must look. */
export const importTemplate = {
  fileName: 'people-template.csv',
  mimeType: 'text/csv;charset=utf-8',
  text:
    '\uFEFFUser ID*,Email*,Password,First Name,Last Name,Display Name,Managed Apple ID,Groups\r\n' +
    'anna.berg@office.example,anna.berg@office.example,,Anna,Berg,Anna Berg,anna.berg@appleid.office.example,"Sales, Field Team"\r\n',
} as const;

/** Problems of each line. */
export const byLine = (problems: readonly ImportProblem[]): ReadonlyMap<number, readonly ImportProblem[]> => {
  const lines = new Map<number, ImportProblem[]>();
  for (const problem of problems) lines.set(problem.line, [...(lines.get(problem.line) ?? []), problem]);
  return lines;
};

/** All problems of a line in one sentence. */
export const problemText = (problems: readonly ImportProblem[], t: Texts<'users'>): string =>
  problems.map(({ field, text }) => `${t(`importField.${field}`)}: ${wordsOf(text)}`).join('; ');

/** The rows with one of them replaced. */
export const withRow = (rows: readonly ImportRow[], changed: ImportRow): ImportRow[] =>
  rows.map((row) => (row.line === changed.line ? changed : row));
