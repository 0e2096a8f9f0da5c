// Looks for damage deep inside the database file, which otherwise shows only when the damaged page is read. In the
// background, on a connection of its own, some time after the start and then once a day.
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import type { Clock, Logger } from '../core/ports.ts';
import { day, minute } from '../core/durations.ts';

export interface DatabaseWatchDeps {
  /** What SQLite finds wrong; empty for a sound file. Rejects when aborted. */
  readonly quickCheck: (signal: AbortSignal) => Promise<readonly string[]>;
  readonly file: string;
  readonly clock: Pick<Clock, 'schedule'>;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** What is known of the file has changed. */
  readonly changed: () => void;
}

export interface DatabaseWatch {
  start(): void;
  /** Breaks off a check under way. */
  stop(): Promise<void>;
  /** Says what is wrong and what to do; undefined while nothing is known to be. */
  problem(): AdminText | undefined;
}

const shownFindings = 3;

const describe = (file: string, findings: readonly string[]): AdminText => {
  const found = findings.slice(0, shownFindings).join('; ');
  return say(findings.length > shownFindings ? 'server.databaseDamagedMore' : 'server.databaseDamaged', {
    file,
    found,
  });
};

export const createDatabaseWatch = (deps: DatabaseWatchDeps): DatabaseWatch => {
  const { quickCheck, file, clock, logger, changed } = deps;
  const stopping = new AbortController();
  let problem: AdminText | undefined;
  let cancel: (() => void) | undefined;
  let running: Promise<void> | undefined;

  const check = async (): Promise<void> => {
    try {
      const findings = await quickCheck(stopping.signal);
      const found = findings.length === 0 ? undefined : describe(file, findings);
      if (found === undefined) logger.info('the database file is sound');
      else logger.error('the database file is damaged', { message: found.english });
      if (found?.english === problem?.english) return;
      problem = found;
      changed();
    } catch (error) {
      if (!stopping.signal.aborted) logger.error('the database file could not be checked', { error });
    }
  };

  const plan = (delayMs: number): void => {
    cancel = clock.schedule(delayMs, () => {
      running = check().then(() => {
        if (!stopping.signal.aborted) plan(day);
      });
    });
  };

  return {
    start() {
      plan(minute);
    },
    async stop() {
      stopping.abort();
      cancel?.();
      await running;
    },
    problem: () => problem,
  };
};
