// Rows of the measured table: on the terminal and in docs/performance.md.
import { readFile, writeFile } from 'node:fs/promises';

export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  /** Undefined for rows that are only told. */
  readonly met: boolean | undefined;
}

/** The middle of the values; 0 without any. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

/** The value that a share of all values does not exceed. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

/** A row with a ratio or rate that should reach its goal. */
export const atLeast = (what: string, value: number, goal: number, detail: string): Row => ({
  what,
  measured: `${value.toFixed(3)} (${detail})`,
  goal: `at least ${String(goal)}`,
  met: value >= goal,
});

/** A row with a time or size that should stay below its goal. */
export const below = (what: string, value: number, goal: number, unit: string, detail?: string): Row => ({
  what,
  measured: `${value.toFixed(value < 10 ? 1 : 0)} ${unit}${detail === undefined ? '' : ` (${detail})`}`,
  goal: `under ${String(goal)} ${unit}`,
  met: value < goal,
});

export const told = (what: string, measured: string): Row => ({ what, measured, goal: '', met: undefined });

const verdict = ({ met }: Row): string => (met === undefined ? '' : met ? 'pass' : 'fail');

/** The rows as a Markdown table with aligned columns. */
export const tableOf = (rows: readonly Row[]): string => {
  const cells = [
    ['What', 'Measured', 'Goal', 'Result'],
    ...rows.map((row) => [row.what, row.measured, row.goal, verdict(row)]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
};

const begin = '<!-- measured: begin -->';
const end = '<!-- measured: end -->';

/** Replaces what stands between the marks of the document. Throws if the marks are missing. */
export const writeMeasured = async (file: string, text: string): Promise<void> => {
  const document = await readFile(file, 'utf8');
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} has lost the marks of its measured table.`);
  await writeFile(file, `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`);
};
