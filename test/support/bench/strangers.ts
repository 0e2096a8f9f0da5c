// A flood of strangers against the headless server: how much memory it takes, and how long devices wait meanwhile.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import { startLoadGenerator } from './child.ts';
import { officeHost, type BenchOffice } from './office.ts';
import { below, told, type Row } from './report.ts';

/** Resident memory of a process in MB, as `ps` tells it. */
export const residentMb = (pid: number | undefined): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()) / 1024;

const head = (method: string, path: string, length: number): string =>
  `${method} ${path} HTTP/1.1\r\nhost: ${officeHost}\r\ncontent-length: ${String(length)}\r\n\r\n`;

/** What one stranger writes to a fresh connection; the next one comes when the server has closed it. */
interface Stranger {
  readonly count: number;
  readonly bytes: Buffer;
  /** Never reads what it hears. */
  readonly deaf?: boolean;
}

const whole = (method: string, path: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(head(method, path, body.length)), body]);

const strangers = (): Stranger[] => {
  const junk = randomBytes(100_000);
  return [
    { count: 8, bytes: whole('PUT', '/mdm/connect', Buffer.alloc(15_000_000, 'x')) },
    {
      count: 60,
      bytes: Buffer.concat([Buffer.from(head('PUT', '/mdm/checkin', 16_000_000)), Buffer.alloc(1_000_000)]),
    },
    {
      count: 4,
      bytes: Buffer.concat(Array.from({ length: 20 }, () => whole('POST', '/scep?operation=PKIOperation', junk))),
    },
    { count: 4, bytes: Buffer.concat(Array.from({ length: 20 }, () => whole('POST', '/enroll/account/byod', junk))) },
    { count: 30, bytes: Buffer.from(head('GET', '/enroll', 0).repeat(2000)), deaf: true },
  ];
};

/** Keeps all of them busy until it is stopped. */
const flood = (port: number): { stop(): void; connections(): number } => {
  const sockets = new Set<TLSSocket>();
  let stopped = false;
  let connections = 0;
  const come = (stranger: Stranger): void => {
    if (stopped) return;
    connections += 1;
    const socket = connect({ host: '127.0.0.1', port, servername: officeHost, rejectUnauthorized: false }, () => {
      socket.write(stranger.bytes);
    });
    sockets.add(socket);
    if (stranger.deaf === true) socket.pause();
    else socket.resume();
    socket.on('error', () => undefined);
    // Somebody who gave up comes again.
    const patience = setTimeout(() => socket.destroy(), 2000);
    socket.on('close', () => {
      clearTimeout(patience);
      sockets.delete(socket);
      setTimeout(() => {
        come(stranger);
      }, 50);
    });
  };
  for (const stranger of strangers()) for (let n = 0; n < stranger.count; n += 1) come(stranger);
  return {
    connections: () => connections,
    stop() {
      stopped = true;
      for (const socket of sockets) socket.destroy();
    },
  };
};

export interface StrangersBenchOptions {
  readonly durationMs: number;
  readonly say: (line: string) => void;
}

/** Measures the check-ins of two devices, first by themselves, then beside a hundred strangers from one network. */
export const benchStrangers = async (
  office: BenchOffice,
  { durationMs, say }: StrangersBenchOptions,
): Promise<Row[]> => {
  const server = await office.start();
  const load = startLoadGenerator();
  const checkIn = () =>
    load.run({
      host: '127.0.0.1',
      port: server.port,
      ca: [office.rootPem],
      servername: officeHost,
      connections: 2,
      requests: office.device.idle.slice(0, 2),
      durationMs,
    });
  try {
    say('check-ins without strangers');
    const quiet = await checkIn();
    const before = residentMb(server.process.pid);
    say('the same beside a flood of strangers');
    const strange = flood(server.port);
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMb(server.process.pid));
    }, 100);
    const flooded = await checkIn().finally(() => {
      clearInterval(watch);
      strange.stop();
    });
    if (flooded.errors > 0) throw new Error(`devices were refused: ${flooded.errorSamples.join('; ')}`);
    return [
      below('Memory that a flood of strangers takes', peak - before, 100, 'MB', `${before.toFixed(0)} MB before`),
      below('A check-in during the flood, median', flooded.p50, 100, 'ms', `quiet ${quiet.p50.toFixed(1)} ms`),
      told(
        'A check-in during the flood, p99',
        `${flooded.p99.toFixed(0)} ms (${String(strange.connections())} connections)`,
      ),
    ];
  } finally {
    load.stop();
    await server.stop();
  }
};
