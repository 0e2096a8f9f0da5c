// The console with 10,000 devices and 1,000,000 log rows: lists, memory, start of the window.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { deviceSortKeys } from '../../../shared/ipc/devices/devices.ts';
import type { MethodInput } from '../../../shared/ipc/contract.ts';
import type { Call } from '../running/bridge-client.ts';
import type { AppCommand } from './app.ts';
import { openApp } from './app.ts';
import type { BenchOffice } from './office.ts';
import { below, median, told, type Row } from './report.ts';
import { seed } from './seed.ts';
import { residentMb } from './strangers.ts';

const size = { users: 5000, devices: 10_000, logRows: 1_000_000, busiestLogRows: 20_000 };
const day = 86_400_000;

type Question =
  | { readonly method: 'devices.list'; readonly input: MethodInput<'devices.list'> }
  | { readonly method: 'users.list'; readonly input: MethodInput<'users.list'> }
  | { readonly method: 'logs.list'; readonly input: MethodInput<'logs.list'> };

const directions = ['asc', 'desc'] as const;
const pageSize = 50;

const deviceQuestions = (now: number): MethodInput<'devices.list'>[] => [
  ...deviceSortKeys.flatMap((sortBy) =>
    directions.flatMap((sortDirection) => [0, 99, 199].map((page) => ({ sortBy, sortDirection, page, pageSize }))),
  ),
  { search: 'anna' },
  { search: 'nobody has this' },
  { search: 'C0000', sortBy: 'lastSeenAt' },
  { states: ['enrolled'], sortBy: 'model' },
  { platforms: ['macOS'], sortBy: 'email' },
  { ownerships: ['company-owned'] },
  { enrollmentType: 'user', sortBy: 'managedAppleId' },
  { supervised: false },
  { notSeenSince: now - 7 * day },
  { pendingCommands: true },
  { pendingCommands: false, sortBy: 'userDisplayName' },
  { waitingSince: now - day },
  { failedSince: now - day },
  { failedSince: now - 30 * day },
  { states: ['enrolled', 'wiped'], platforms: ['iOS'], search: 'e', pendingCommands: false, sortBy: 'osVersion' },
];

const userSorts = ['displayName', 'email', 'username', 'inviteStatus', 'enabled', 'createdAt', 'devices'] as const;

const userQuestions = (): MethodInput<'users.list'>[] => [
  ...userSorts.flatMap((sortBy) =>
    directions.flatMap((sortDirection) => [0, 99].map((page) => ({ sortBy, sortDirection, page, pageSize }))),
  ),
  { search: 'schneider' },
  { enabled: false, sortBy: 'devices' },
  { inviteStatuses: ['pending'] },
  { inviteStatuses: ['not-invited'], sortBy: 'inviteStatus' },
  { groupId: 'all-users' },
  { hasManagedAppleId: true, search: 'user1', sortBy: 'devices', sortDirection: 'desc' },
];

const logQuestions = (busiest: string, now: number): MethodInput<'logs.list'>[] =>
  [busiest, '00008120-0000000000000007'].flatMap((enrollmentId) => [
    ...(['at', 'action', 'status'] as const).flatMap((sortBy) =>
      directions.flatMap((sortDirection) =>
        [0, 1, 399].map((page) => ({ enrollmentId, sortBy, sortDirection, page, pageSize })),
      ),
    ),
    { enrollmentId, hideIdle: true },
    { enrollmentId, actions: ['Token Update'], statuses: ['Error'] },
    { enrollmentId, from: now - 30 * day, to: now },
    { enrollmentId, search: 'update' },
    { enrollmentId, search: 'nothing has this' },
  ]);

const ask = (call: Call, question: Question): Promise<unknown> => {
  switch (question.method) {
    case 'devices.list':
      return call(question.method, question.input);
    case 'users.list':
      return call(question.method, question.input);
    case 'logs.list':
      return call(question.method, question.input);
  }
};

interface Timed {
  readonly question: Question;
  readonly ms: number;
}

const timeAll = async (call: Call, questions: readonly Question[], repetitions: number): Promise<Timed[]> => {
  const timed: Timed[] = [];
  for (const question of questions) {
    const times: number[] = [];
    while (times.length < repetitions) {
      const begin = performance.now();
      await ask(call, question);
      times.push(performance.now() - begin);
    }
    timed.push({ question, ms: median(times) });
  }
  return timed.sort((a, b) => b.ms - a.ms);
};

const describe = ({ method, input }: Question): string => `${method} ${JSON.stringify(input).replaceAll('|', '/')}`;

export interface ScaleBenchOptions {
  readonly quick: boolean;
  readonly say: (line: string) => void;
}

/** Seeds a copy of the office's data folder and measures on it. */
export const benchScale = async (office: BenchOffice, app: AppCommand, options: ScaleBenchOptions): Promise<Row[]> => {
  const { quick, say } = options;
  const dataDir = join(office.folder, 'large');
  await cp(office.dataDir, dataDir, { recursive: true });
  const now = Date.now();
  say('writing 10,000 devices and 1,000,000 log rows');
  const busiest = await seed(join(dataDir, 'russet.db'), size, now);

  say('asking for pages, sorts and filters');
  const server = await office.start(dataDir);
  const lists = {
    'devices.list': deviceQuestions(now).map((input) => ({ method: 'devices.list', input }) as const),
    'users.list': userQuestions().map((input) => ({ method: 'users.list', input }) as const),
    'logs.list': logQuestions(busiest, now).map((input) => ({ method: 'logs.list', input }) as const),
  };
  const rows: Row[] = [];
  for (const [method, questions] of Object.entries(lists)) {
    const timed = await timeAll(server.call, questions, quick ? 1 : 5);
    for (const { question, ms } of timed.slice(0, 4)) say(`${ms.toFixed(1)} ms ${describe(question)}`);
    const [slowest] = timed;
    if (slowest === undefined) continue;
    rows.push(
      below(
        `${method}, slowest of ${String(timed.length)} pages, sorts and filters`,
        slowest.ms,
        100,
        'ms',
        JSON.stringify(slowest.question.input).replaceAll('|', '/'),
      ),
      told(`${method}, median of them`, `${median(timed.map(({ ms }) => ms)).toFixed(1)} ms`),
    );
  }
  rows.push(below('Memory of the core after that', residentMb(server.process.pid), 300, 'MB'));
  await server.stop();

  say('opening the window');
  const times: number[] = [];
  while (times.length < (quick ? 1 : 3)) {
    const begin = performance.now();
    const running = await openApp(app, { dataDir, port: office.port, env: office.env });
    await running.window.getByText(/^Active devices$/).waitFor();
    await running.window.getByRole('link', { name: 'Devices', exact: true }).first().click();
    await running.window.getByText('iPhone').first().waitFor();
    times.push((performance.now() - begin) / 1000);
    await running.close();
  }
  rows.push(below('From the start to the first page of devices', median(times), 3, 's'));
  return rows;
};
