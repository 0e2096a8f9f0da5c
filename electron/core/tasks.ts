// Long work in the background: progress, cancel and outcome of syncs, imports, exports and the like.
import { randomBytes, randomUUID } from 'node:crypto';
import type { TaskInfo, TaskResult } from '../../shared/ipc/office/tasks.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { AppError } from './errors.ts';
import type { Clock, Logger } from './ports.ts';

export interface TaskContext {
  /** Tells how far it is, in whatever the work counts; `total` if it is known. Cheap enough to call for every page. */
  progress(done: number, total?: number, text?: AdminText): void;
  /** Aborted when somebody cancels the task or Russet quits. */
  readonly signal: AbortSignal;
}

/** Throws to fail; an AppError's message is shown. After an abort it may throw or tell what was done until then. */
export type TaskWork = (context: TaskContext) => Promise<TaskResult>;

export interface Tasks {
  /**
   * Starts work in the background and answers at once. Tasks of one `kind` run one after the other; those of other kinds
   * beside each other. `title` says what is done to what, such as "Sync directory office.example".
   */
  run(kind: string, title: AdminText, work: TaskWork): { readonly id: string };
  /** Newest first. */
  list(): TaskInfo[];
  /** Does nothing to a task that has ended. Throws `record.notFound`. */
  cancel(id: string): void;
  /** Throws `record.notFound`, or `record.inUse` for a task that has not ended. */
  dismiss(id: string): void;
  /** Resolves when the task has ended, however it did. Throws `record.notFound`. */
  ended(id: string): Promise<TaskInfo>;
  /** Cancels everything, takes no more work, and waits for the end of what runs. */
  stop(): Promise<void>;
}

/** Ended tasks beyond this number are forgotten, oldest first. */
const keptTasks = 50;

interface Task {
  info: TaskInfo;
  readonly abort: AbortController;
  end: Promise<void>;
}

/** Creates the list of background tasks of one core; it lasts as long as the program runs. */
export const createTasks = (deps: {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changed: (ids: readonly string[]) => void;
}): Tasks => {
  const { clock, logger, changed } = deps;
  const tasks = new Map<string, Task>();
  const lastOfKind = new Map<string, Promise<void>>();
  let stopped = false;

  const find = (id: string): Task => {
    const task = tasks.get(id);
    if (!task) throw new AppError('record.notFound', say('errors.taskGone'));
    return task;
  };

  const update = (task: Task, change: Partial<TaskInfo>): void => {
    task.info = { ...task.info, ...change };
    changed([task.info.id]);
  };

  const hasEnded = ({ info }: Task): boolean => info.endedAt !== undefined;

  const forgetOldest = (): void => {
    const ended = [...tasks.values()].filter(hasEnded);
    for (const task of ended.slice(0, Math.max(0, ended.length - keptTasks))) tasks.delete(task.info.id);
  };

  const failure = (kind: string, error: unknown): NonNullable<TaskInfo['error']> => {
    if (error instanceof AppError) {
      logger.info('a task failed', {
        kind,
        code: error.code,
        ...(error.cause instanceof Error && { cause: error.cause.message }),
      });
      return { code: error.code, message: error.text };
    }
    const ref = randomBytes(4).toString('hex');
    logger.error('a task failed unexpectedly', {
      ref,
      kind,
      error,
    });
    return {
      code: 'internal',
      message: say('errors.internalRef', { ref }),
      ref,
    };
  };

  const carryOut = async (task: Task, work: TaskWork): Promise<void> => {
    const { signal } = task.abort;
    const cancelled = (): boolean => signal.aborted;
    if (cancelled()) {
      update(task, { state: 'cancelled', endedAt: clock.now() });
      return;
    }
    update(task, { state: 'running', startedAt: clock.now() });
    try {
      const result = await work({
        signal,
        progress: (done, total, text) => {
          update(task, { progress: { done, total, text } });
        },
      });
      update(task, { state: cancelled() ? 'cancelled' : 'done', result, endedAt: clock.now() });
    } catch (error) {
      if (cancelled()) update(task, { state: 'cancelled', endedAt: clock.now() });
      else update(task, { state: 'failed', error: failure(task.info.kind, error), endedAt: clock.now() });
    }
    forgetOldest();
  };

  return {
    run(kind, title, work) {
      const id = randomUUID();
      const task: Task = {
        info: { id, kind, title, state: 'waiting', createdAt: clock.now() },
        abort: new AbortController(),
        end: Promise.resolve(),
      };
      if (stopped) task.abort.abort();
      tasks.set(id, task);
      changed([id]);
      const before = lastOfKind.get(kind) ?? Promise.resolve();
      task.end = before.then(() => carryOut(task, work));
      lastOfKind.set(kind, task.end);
      return { id };
    },

    list: () => [...tasks.values()].map(({ info }) => info).reverse(),

    cancel(id) {
      find(id).abort.abort();
    },

    dismiss(id) {
      const task = find(id);
      if (!hasEnded(task)) throw new AppError('record.inUse', say('errors.taskRuns'));
      tasks.delete(id);
      changed([id]);
    },

    async ended(id) {
      const task = find(id);
      await task.end;
      return task.info;
    },

    async stop() {
      stopped = true;
      for (const task of tasks.values()) task.abort.abort();
      await Promise.all([...tasks.values()].map(({ end }) => end));
    },
  };
};
