// The desktop app while devices check in as fast as they can: does its window stay quick?
import type { Page } from 'playwright';
import { openApp, type AppCommand } from './app.ts';
import { startLoadGenerator } from './child.ts';
import { officeHost, type BenchOffice } from './office.ts';
import { below, median, percentile, told, type Row } from './report.ts';

interface Felt {
  /** Milliseconds of each call through the window's bridge. */
  readonly calls: readonly number[];
  /** Milliseconds between frames. */
  readonly gaps: readonly number[];
}

interface Bridge {
  call(method: string, input: unknown): Promise<{ ok: boolean }>;
}

/** Watches frames and calls a contract method again and again inside the window. */
const feel = (window: Page, durationMs: number): Promise<Felt> =>
  window.evaluate(async (duration) => {
    const { russet } = globalThis as unknown as { russet: Bridge };
    const calls: number[] = [];
    const gaps: number[] = [];
    const end = performance.now() + duration;
    let last = performance.now();
    const frame = (): void => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (now < end) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    while (performance.now() < end) {
      const begin = performance.now();
      const { ok } = await russet.call('devices.list', { pageSize: 50 });
      if (!ok) throw new Error('a call failed');
      calls.push(performance.now() - begin);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return { calls, gaps };
  }, durationMs);

/** Measures on the device list, which is redrawn while devices check in. */
export const benchDesktop = async (
  office: BenchOffice,
  app: AppCommand,
  options: { readonly rounds: number; readonly durationMs: number; readonly say: (line: string) => void },
): Promise<Row[]> => {
  options.say('the window under load');
  const { window, close } = await openApp(app, office);
  const load = startLoadGenerator();
  try {
    await window.getByRole('link', { name: 'Devices', exact: true }).first().click();
    await window.getByText('iPhone').first().waitFor();
    const run = (durationMs: number) =>
      load.run({
        host: '127.0.0.1',
        port: office.port,
        ca: [office.rootPem],
        servername: officeHost,
        connections: 16,
        requests: [...office.device.idle, ...office.device.tokenUpdate],
        durationMs,
      });
    const quiet = await feel(window, options.durationMs / 2);
    await run(options.durationMs / 2);
    const rates: number[] = [];
    const felt: Felt[] = [];
    while (felt.length < options.rounds) {
      const [result, one] = await Promise.all([run(options.durationMs), feel(window, options.durationMs)]);
      if (result.errors > 0) throw new Error(`requests failed: ${result.errorSamples.join('; ')}`);
      rates.push(result.perSecond);
      felt.push(one);
    }
    const p99 = median(felt.map(({ calls }) => percentile(calls, 0.99)));
    const gap = median(felt.map(({ gaps }) => Math.max(...gaps)));
    return [
      told('Desktop app under load', `${Math.round(median(rates)).toLocaleString('en')} check-ins/s`),
      below('IPC round trip during load, p99', p99, 50, 'ms', `quiet ${percentile(quiet.calls, 0.99).toFixed(0)} ms`),
      below(
        'Longest frame gap during load',
        gap,
        100,
        'ms',
        `quiet ${Math.max(...quiet.gaps).toFixed(0)} ms, p99 during load ${percentile(
          felt.flatMap(({ gaps }) => gaps),
          0.99,
        ).toFixed(0)} ms`,
      ),
    ];
  } finally {
    load.stop();
    await close();
  }
};
