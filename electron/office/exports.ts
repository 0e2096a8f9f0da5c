// Exports: files of many rows, written in the background from one moment of the database, then fetched piece by piece.
import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportInfo } from '../../shared/ipc/office/exports.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import type { Executor } from '../db/executor.ts';
import type { Snapshot } from '../db/open.ts';
import { csvFileName, csvHeader, csvLines, type CsvColumn } from '../core/csv.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { TaskContext, Tasks } from '../core/tasks.ts';

export interface ExportPlan<Id, R> {
  /** Start of the file's name, such as `users`. */
  readonly name: string;
  /** Such as "Export users". */
  readonly title: AdminText;
  readonly columns: readonly CsvColumn<R>[];
  /** Notes the export in the audit trail; the file is not written if this fails. */
  readonly record: (fileName: string) => Promise<void>;
  /** Reads everything over the given executor, which sees one moment. Ids come first, so that rows are read in pages. */
  readonly read: (executor: Executor) => {
    ids(): Promise<readonly Id[]>;
    rows(ids: readonly Id[]): Promise<readonly R[]>;
  };
}

export interface Exports {
  /** Writes the file as a task; its result names the export. */
  start<Id, R>(plan: ExportPlan<Id, R>): { readonly id: string };
  /** Newest first. */
  list(): ExportInfo[];
  /** A piece of the file from a byte offset. Throws `record.notFound`. */
  read(id: string, offset: number): Promise<{ data: Buffer; next: number | undefined }>;
  /** Removes the file, and its task from the list. Throws `record.notFound`. */
  delete(id: string): Promise<void>;
  /** Removes all files: they hold what people may not leave behind. */
  clear(): Promise<void>;
}

const pageRows = 1000;
const pieceBytes = 1024 * 1024;

interface Written {
  readonly info: ExportInfo;
  readonly file: string;
}

/** Files lie in `folder`, readable by this account alone, and go when Russet ends. */
export const createExports = (deps: {
  readonly folder: string;
  readonly clock: Clock;
  readonly tasks: Pick<Tasks, 'run' | 'list' | 'dismiss'>;
  readonly snapshot: () => Promise<Snapshot>;
}): Exports => {
  const { folder, clock, tasks, snapshot } = deps;
  const written = new Map<string, Written>();

  const writeRows = async <Id, R>(
    file: string,
    { columns, read }: ExportPlan<Id, R>,
    { progress, signal }: TaskContext,
  ): Promise<{ rows: number; bytes: number }> => {
    const view = await snapshot();
    const handle = await open(file, 'wx', 0o600).catch(async (error: unknown) => {
      await view.close();
      throw error;
    });
    try {
      const source = read(view.executor);
      const ids = await source.ids();
      let written = 0;
      let bytes = (await handle.write(csvHeader(columns))).bytesWritten;
      for (let from = 0; from < ids.length; from += pageRows) {
        signal.throwIfAborted();
        const rows = await source.rows(ids.slice(from, from + pageRows));
        bytes += (await handle.write(csvLines(columns, rows))).bytesWritten;
        written += rows.length;
        progress(Math.min(from + pageRows, ids.length), ids.length, say('tasks.rows'));
      }
      signal.throwIfAborted();
      return { rows: written, bytes };
    } finally {
      await handle.close();
      await view.close();
    }
  };

  const find = (id: string): Written => {
    const found = written.get(id);
    if (!found) throw new AppError('record.notFound', say('errors.exportGone'));
    return found;
  };

  return {
    start: (plan) =>
      tasks.run('export', plan.title, async (context) => {
        const id = randomUUID();
        const file = join(folder, `${id}.csv`);
        const createdAt = clock.now();
        const fileName = csvFileName(plan.name, createdAt);
        await mkdir(folder, { recursive: true, mode: 0o700 });
        try {
          await plan.record(fileName);
          const { rows, bytes } = await writeRows(file, plan, context);
          written.set(id, { info: { id, fileName, rows, bytes, createdAt }, file });
          return {
            text: say('tasks.exported', { file: fileName, count: rows }),
            exportId: id,
          };
        } catch (error) {
          await rm(file, { force: true });
          throw error;
        }
      }),

    list: () => [...written.values()].map(({ info }) => info).reverse(),

    async read(id, offset) {
      const { file, info } = find(id);
      const handle = await open(file, 'r');
      try {
        const data = Buffer.alloc(Math.max(0, Math.min(pieceBytes, info.bytes - offset)));
        const { bytesRead } = await handle.read(data, 0, data.length, offset);
        const end = offset + bytesRead;
        return { data: data.subarray(0, bytesRead), next: end < info.bytes && bytesRead > 0 ? end : undefined };
      } finally {
        await handle.close();
      }
    },

    async delete(id) {
      const { file } = find(id);
      await rm(file, { force: true });
      written.delete(id);
      const task = tasks.list().find(({ result }) => result?.exportId === id);
      if (task) tasks.dismiss(task.id);
    },

    async clear() {
      written.clear();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
