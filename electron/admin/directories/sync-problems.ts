// The file of what a sync could not take over: who, why, and which attributes are missing or unusable.
import { csvHeader, csvLines } from '../../core/csv.ts';

export interface SyncProblem {
  readonly who: string;
  readonly problem: string;
  readonly attributes?: readonly string[] | undefined;
}

const columns = [
  { id: 'user', header: 'User', value: (row: SyncProblem) => row.who },
  { id: 'problem', header: 'Problem', value: (row: SyncProblem) => row.problem },
  { id: 'attributes', header: 'Missing Attributes', value: (row: SyncProblem) => row.attributes?.join(', ') },
];

export const syncProblemsCsv = (fileName: string, problems: readonly SyncProblem[]) => ({
  fileName,
  mimeType: 'text/csv',
  text: csvHeader(columns) + csvLines(columns, problems),
});
