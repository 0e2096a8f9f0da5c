// The file of what a sync could not take over: who, why, and which attributes are missing or unusable.
import { renderText, type ShownText } from '../../../shared/locales/admin-texts.ts';
import { csvHeader, csvLines } from '../../core/csv.ts';

export interface SyncProblem {
  readonly who: string;
  readonly problem: ShownText;
  readonly attributes?: readonly string[] | undefined;
}

const columns = [
  { id: 'user', header: 'User', value: (row: SyncProblem) => row.who },
  { id: 'problem', header: 'Problem', value: (row: SyncProblem) => renderText(row.problem, 'en') },
  { id: 'attributes', header: 'Missing Attributes', value: (row: SyncProblem) => row.attributes?.join(', ') },
];

export const syncProblemsCsv = (fileName: string, problems: readonly SyncProblem[]) => ({
  fileName,
  mimeType: 'text/csv',
  text: csvHeader(columns) + csvLines(columns, problems),
});
