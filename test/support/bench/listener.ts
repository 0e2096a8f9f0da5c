// The listener against a bare HTTPS server, in turn and with the same load generator.
import type { LoadResult } from '../device/load.ts';
import { startBareServer, startLoadGenerator, type LoadGenerator } from './child.ts';
import { createBareIdentity, officeHost, type BenchOffice } from './office.ts';
import { atLeast, below, median, told, type Row } from './report.ts';

const connections = 16;

export interface ListenerBenchOptions {
  readonly rounds: number;
  readonly durationMs: number;
  readonly say: (line: string) => void;
  /** Switches for the Node of the server under test, such as `--cpu-prof`. */
  readonly nodeArgs?: readonly string[] | undefined;
}

interface Target {
  readonly port: number;
  readonly ca: string;
}

const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')}/s`;

/** One kind of request, round by round against the bare server and the listener. */
const compare = async (
  load: LoadGenerator,
  targets: { readonly bare: Target; readonly russet: Target },
  requests: readonly Buffer[],
  options: ListenerBenchOptions & { readonly freshHandshake?: boolean },
) => {
  const measure = ({ port, ca }: Target, durationMs: number): Promise<LoadResult> =>
    load.run({
      host: '127.0.0.1',
      port,
      ca: [ca],
      servername: officeHost,
      connections,
      requests,
      durationMs,
      freshHandshake: options.freshHandshake,
    });
  // Both are compiled and have grown their journal before they are measured.
  await measure(targets.bare, options.durationMs / 2);
  await measure(targets.russet, options.durationMs);
  const rounds: { bare: LoadResult; russet: LoadResult }[] = [];
  while (rounds.length < options.rounds) {
    const bare = await measure(targets.bare, options.durationMs);
    const russet = await measure(targets.russet, options.durationMs);
    if (bare.errors + russet.errors > 0) {
      throw new Error(`requests failed: ${[...bare.errorSamples, ...russet.errorSamples].join('; ')}`);
    }
    rounds.push({ bare, russet });
  }
  return {
    ratio: median(rounds.map(({ bare, russet }) => russet.perSecond / bare.perSecond)),
    p99: median(rounds.map(({ russet }) => russet.p99)),
    detail: `${perSecond(median(rounds.map(({ russet }) => russet.perSecond)))} of ${perSecond(median(rounds.map(({ bare }) => bare.perSecond)))}`,
  };
};

/** Measures check-ins and handshakes of the headless server. */
export const benchListener = async (office: BenchOffice, options: ListenerBenchOptions): Promise<Row[]> => {
  const identity = await createBareIdentity();
  const bareServer = await startBareServer(identity);
  const load = startLoadGenerator();
  const server = await office.start(undefined, options.nodeArgs);
  const targets = {
    bare: { port: bareServer.port, ca: identity.rootPem },
    russet: { port: server.port, ca: office.rootPem },
  };
  try {
    options.say('Idle');
    const idle = await compare(load, targets, office.device.idle, options);
    options.say('TokenUpdate');
    const token = await compare(load, targets, office.device.tokenUpdate, options);
    options.say('the same with a bearer token');
    const userIdle = await compare(load, targets, office.user.idle, options);
    const userToken = await compare(load, targets, office.user.tokenUpdate, options);
    options.say('a handshake for every check-in');
    const fresh = await compare(load, targets, office.device.idle, { ...options, freshHandshake: true });
    return [
      atLeast('Idle, ratio to a bare server', idle.ratio, 0.12, idle.detail),
      below('Idle, p99', idle.p99, 20, 'ms'),
      atLeast('TokenUpdate, ratio to a bare server', token.ratio, 0.09, token.detail),
      below('TokenUpdate, p99', token.p99, 20, 'ms'),
      told('Idle with bearer token, ratio', `${userIdle.ratio.toFixed(3)} (${userIdle.detail})`),
      told('TokenUpdate with bearer token, ratio', `${userToken.ratio.toFixed(3)} (${userToken.detail})`),
      atLeast('TLS handshake per check-in, ratio to a bare server', fresh.ratio, 0.6, fresh.detail),
    ];
  } finally {
    load.stop();
    bareServer.stop();
    await server.stop();
  }
};
