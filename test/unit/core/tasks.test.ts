import { describe, expect, it } from 'vitest';
import { say, verbatim } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../../electron/core/errors.ts';
import { silentLogger } from '../../../electron/core/ports.ts';
import { createTasks } from '../../../electron/core/tasks.ts';
import { createManualClock } from '../../support/fakes/manual-clock.ts';

const open = () => {
  const problems: string[] = [];
  const changes: string[] = [];
  const tasks = createTasks({
    clock: createManualClock(),
    logger: { ...silentLogger, error: (message) => problems.push(message) },
    changed: (ids) => changes.push(...ids),
  });
  return { tasks, problems, changes };
};

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('aborted'));
    });
  });

describe('background tasks', () => {
  it('answer at once, tell their progress, and stay with their result until dismissed', async () => {
    const { tasks, changes } = open();
    let goOn = (): void => undefined;
    const { id } = tasks.run('import', verbatim('Import people'), async ({ progress }) => {
      progress(3, 10, say('tasks.people'));
      await new Promise<void>((resolve) => (goOn = resolve));
      return { text: verbatim('10 people added.') };
    });
    await expect.poll(() => tasks.list()[0]?.progress).toEqual({ done: 3, total: 10, text: say('tasks.people') });
    expect(tasks.list()[0]?.state).toBe('running');
    expect(() => {
      tasks.dismiss(id);
    }).toThrow('Cancel it first');
    goOn();
    expect(await tasks.ended(id)).toMatchObject({ state: 'done', result: { text: verbatim('10 people added.') } });
    expect(new Set(changes)).toEqual(new Set([id]));
    tasks.dismiss(id);
    expect(tasks.list()).toEqual([]);
  });

  it('run one after the other within a kind, and beside each other otherwise', async () => {
    const { tasks } = open();
    const first = tasks.run('export', verbatim('one'), ({ signal }) => untilAborted(signal));
    const second = tasks.run('export', verbatim('two'), () => Promise.resolve({ text: verbatim('second') }));
    const other = tasks.run('sync', verbatim('other'), () => Promise.resolve({ text: verbatim('other') }));
    expect(await tasks.ended(other.id)).toMatchObject({ state: 'done' });
    expect(tasks.list().find(({ id }) => id === second.id)?.state).toBe('waiting');
    tasks.cancel(first.id);
    expect(await tasks.ended(first.id)).toMatchObject({ state: 'cancelled' });
    expect(await tasks.ended(second.id)).toMatchObject({ state: 'done', result: { text: verbatim('second') } });
  });

  it('that wait are cancelled without ever starting', async () => {
    const { tasks } = open();
    const first = tasks.run('export', verbatim('one'), ({ signal }) => untilAborted(signal));
    let started = false;
    const second = tasks.run('export', verbatim('two'), () => {
      started = true;
      return Promise.resolve({ text: verbatim('') });
    });
    tasks.cancel(second.id);
    tasks.cancel(first.id);
    expect(await tasks.ended(second.id)).toMatchObject({ state: 'cancelled' });
    expect(started).toBe(false);
  });

  it('show the words of an expected failure and only a reference of an unexpected one', async () => {
    const { tasks, problems } = open();
    const expected = tasks.run('sync', verbatim('a'), () =>
      Promise.reject(new AppError('input.invalid', say('directory.serverGone'))),
    );
    expect((await tasks.ended(expected.id)).error).toEqual({
      code: 'input.invalid',
      message: say('directory.serverGone'),
    });
    expect(problems).toEqual([]);
    const unexpected = tasks.run('sync', verbatim('b'), () => Promise.reject(new Error('secret detail')));
    const { error } = await tasks.ended(unexpected.id);
    expect(error?.code).toBe('internal');
    expect(error?.message.english).not.toContain('secret');
    expect(problems).toHaveLength(1);
  });

  it('end when the program stops, which takes no more work', async () => {
    const { tasks } = open();
    const { id } = tasks.run('sync', verbatim('a'), ({ signal }) => untilAborted(signal));
    await expect.poll(() => tasks.list()[0]?.state).toBe('running');
    await tasks.stop();
    expect((await tasks.ended(id)).state).toBe('cancelled');
    const late = tasks.run('sync', verbatim('b'), () => Promise.resolve({ text: verbatim('') }));
    expect((await tasks.ended(late.id)).state).toBe('cancelled');
  });

  it('beyond fifty ended ones are forgotten, the oldest first', async () => {
    const { tasks } = open();
    for (let i = 0; i < 60; i += 1) {
      const { id } = tasks.run('sync', verbatim(String(i)), () => Promise.resolve({ text: verbatim('') }));
      await tasks.ended(id);
    }
    expect(tasks.list().map(({ title }) => title.english)).toEqual(
      Array.from({ length: 50 }, (_, i) => String(59 - i)),
    );
  });
});
