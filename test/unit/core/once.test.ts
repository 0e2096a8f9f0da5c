import { describe, expect, it } from 'vitest';
import { once } from '../../../electron/core/once.ts';

/** Work whose ends are decided by the test. */
const pendingWork = () => {
  const started: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const work = once(
    () =>
      new Promise<string>((resolve, reject) => {
        started.push({ resolve, reject });
      }),
  );
  return { work, started };
};

describe('once', () => {
  it('does the work once for everybody, also for those who come while it lasts', async () => {
    const { work, started } = pendingWork();
    const both = Promise.all([work(), work()]);
    started[0]?.resolve('done');
    expect(await both).toEqual(['done', 'done']);
    expect(await work()).toBe('done');
    expect(started).toHaveLength(1);
  });

  it('gives a failure to those who wait, and tries again with the next call', async () => {
    const { work, started } = pendingWork();
    const both = Promise.allSettled([work(), work()]);
    started[0]?.reject(new Error('locked'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = work();
    started[1]?.resolve('done');
    expect(await again).toBe('done');
    expect(started).toHaveLength(2);
  });

  it('tries again at once for whoever heard of the failure', async () => {
    let tries = 0;
    const work = once(() => (++tries === 1 ? Promise.reject(new Error('locked')) : Promise.resolve(tries)));
    expect(await work().catch(() => work())).toBe(2);
  });

  it('begins anew after it was told to forget, and a late failure of the former does not undo that', async () => {
    const { work, started } = pendingWork();
    expect(work.forget()).toBeUndefined();
    const first = work();
    expect(work.forget()).toBe(first);
    const second = work();
    started[0]?.reject(new Error('late'));
    await expect(first).rejects.toThrow('late');
    started[1]?.resolve('new');
    expect(await second).toBe('new');
    expect(await work()).toBe('new');
    expect(started).toHaveLength(2);
  });
});
