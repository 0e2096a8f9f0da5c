import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { contract } from '../../../shared/ipc/contract.ts';
import { eventTopics } from '../../../shared/ipc/events.ts';
import { isStaleAfter } from '../../../renderer/src/lib/event-keys.ts';
import { createInvalidator } from '../../../renderer/src/lib/query-client.ts';

describe('what an event makes stale', () => {
  it('reads the list of devices and the device itself again, but not other devices', () => {
    const event = { topic: 'devices' as const, ids: ['A'] };
    expect(isStaleAfter(event, ['devices.list', { page: 0 }])).toBe(true);
    expect(isStaleAfter(event, ['devices.get', { id: 'A' }])).toBe(true);
    expect(isStaleAfter(event, ['devices.get', { id: 'B' }])).toBe(false);
  });

  it('reads every device again when the event names none', () => {
    expect(isStaleAfter({ topic: 'devices' }, ['devices.get', { id: 'B' }])).toBe(true);
  });

  it('reads the log of the named device only', () => {
    const event = { topic: 'logs' as const, ids: ['A'] };
    expect(isStaleAfter(event, ['logs.list', { enrollmentId: 'A' }])).toBe(true);
    expect(isStaleAfter(event, ['logs.list', { enrollmentId: 'B' }])).toBe(false);
    expect(isStaleAfter(event, ['users.list', {}])).toBe(false);
  });

  it('does not take the ids of other topics for enrollment IDs', () => {
    expect(isStaleAfter({ topic: 'users', ids: ['U1'] }, ['devices.get', { id: 'A' }])).toBe(true);
  });

  it('knows every topic', () => {
    const read = [
      'devices.list',
      'logs.list',
      'users.list',
      'groups.list',
      'userSettings.list',
      'server.get',
      'mail.get',
      'ldap.list',
      'entra.get',
      'tasks.list',
      'notifications.list',
      'preferences.get',
    ] as const;
    for (const topic of eventTopics) expect(read.some((method) => isStaleAfter({ topic }, [method, {}]))).toBe(true);
  });

  it('takes every change for one that the audit trail may tell of', () => {
    for (const topic of eventTopics) expect(isStaleAfter({ topic }, ['audit.list', {}])).toBe(true);
  });

  it('follows changes from one part of the office to what another shows of it', () => {
    expect(isStaleAfter({ topic: 'devices' }, ['users.get', { id: 'U1' }])).toBe(true);
    expect(isStaleAfter({ topic: 'users' }, ['userSettings.effective', { userId: 'U1' }])).toBe(true);
    expect(isStaleAfter({ topic: 'groups' }, ['userSettings.list', {}])).toBe(true);
    expect(isStaleAfter({ topic: 'tasks' }, ['exports.list', {}])).toBe(true);
    expect(isStaleAfter({ topic: 'mail' }, ['users.list', {}])).toBe(false);
  });

  it('finds with every method that a page reads what it reads, or that it is asked for the input at hand', async () => {
    const asked = ['mailTemplates.preview', 'users.checkBulk'];
    const folder = new URL('../../../renderer/src/', import.meta.url);
    const files = (await readdir(folder, { recursive: true })).filter((file) => /\.tsx?$/.test(file));
    const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
    const read = new Set(
      texts.flatMap((text) => [...text.matchAll(/useContractQuery\(\s*'([\w.]+)'/g)].map(([, name = '']) => name)),
    );
    expect(read.size).toBeGreaterThan(30);
    const declared = new Map(Object.entries(contract).map(([name, { reads }]) => [name, reads.length > 0]));
    expect([...read].filter((name) => declared.get(name) !== true).sort()).toEqual(asked);
  });
});

describe('the invalidator', () => {
  it('answers events that arrive during a reload together after it, and loses none', async () => {
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, networkMode: 'always' } } });
    const waiting: (() => void)[] = [];
    let reads = 0;
    const queryFn = async (): Promise<number> => {
      reads += 1;
      await new Promise<void>((resolve) => waiting.push(resolve));
      return reads;
    };
    const key = ['devices.list', {}];
    client.setQueryData(key, 0);
    const observer = new QueryObserver(client, { queryKey: key, queryFn });
    const stop = observer.subscribe(() => undefined);
    const seen = (count: number) =>
      new Promise<void>((resolve) => {
        const unsubscribe = observer.subscribe(({ data }) => {
          if (data !== count) return;
          unsubscribe();
          resolve();
        });
      });

    const invalidate = createInvalidator(client);
    invalidate({ topic: 'devices' });
    invalidate({ topic: 'devices' });
    invalidate({ topic: 'devices' });
    expect(reads).toBe(1);
    const second = seen(2);
    const first = seen(1);
    waiting.shift()?.();
    await first;
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()?.();
    await second;
    expect(reads).toBe(2);
    stop();
    client.clear();
  });
});
