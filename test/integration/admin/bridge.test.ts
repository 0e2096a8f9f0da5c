import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorEnvelope } from '../../../shared/errors.ts';
import { createBridge, type Bridge } from '../../../electron/admin/bridge.ts';
import type { Admin } from '../../../electron/admin/dispatch.ts';
import { runCommand } from '../../../electron/cli/commands.ts';
import { silentLogger } from '../../../electron/core/ports.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import type { CoreEvent } from '../../../shared/ipc/events.ts';
import { verbatim } from '../../../shared/locales/admin-texts.ts';

/** Lets the call that waits for it go on. */
let letGo: (() => void) | undefined;

/** Answers every call with what it was given. */
const echo: Admin = {
  call: (method, input, actor) =>
    method === 'wait'
      ? new Promise((resolve) => (letGo = () => resolve({ ok: true, value: {} })))
      : method === 'fail'
        ? Promise.resolve({ ok: false, error: errorEnvelope('record.notFound', verbatim('Not there.')) })
        : Promise.resolve({ ok: true, value: { method, input, actor } }),
};

describe('the bridge', () => {
  let folder: string;
  let bridge: Bridge;
  let origin: string;
  let token: string;
  let listeners: Set<(event: CoreEvent) => void>;

  const send = (options: { path?: string; method?: string; headers?: Record<string, string>; body?: string }) =>
    new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
      const { port } = new URL(origin);
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          method: options.method ?? 'POST',
          path: options.path ?? '/call/users.list',
          headers: { authorization: `Bearer ${token}`, ...options.headers },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) as unknown }));
        },
      );
      outgoing.on('error', reject);
      outgoing.end(options.body ?? '{}');
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'russet-bridge-'));
    listeners = new Set();
    bridge = createBridge({
      admin: echo,
      events: {
        subscribe(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      dataFolder: folder,
      logger: silentLogger,
    });
    origin = await bridge.start();
    token = (JSON.parse(await readFile(join(folder, 'bridge.json'), 'utf8')) as { token: string }).token;
  });
  afterEach(async () => {
    await bridge.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('passes a call on and names the command line as its caller', async () => {
    expect(await send({ body: '{"page":1}' })).toEqual({
      status: 200,
      body: { ok: true, value: { method: 'users.list', input: { page: 1 }, actor: 'command-line' } },
    });
  });

  it('keeps its token in a file that only this account may read, and removes it when it stops', async () => {
    const file = join(folder, 'bridge.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ url: origin, token, pid: process.pid });
    await bridge.stop();
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(fetch(origin)).rejects.toThrow();
  });

  it('leaves the file of another instance alone when it stops', async () => {
    const file = join(folder, 'bridge.json');
    await writeFile(file, JSON.stringify({ url: 'http://127.0.0.1:1', token: 'other', pid: 1 }));
    await bridge.stop();
    expect(await readFile(file, 'utf8')).toContain('other');
  });

  it('answers a call that is under way when it stops, and says when the last one is done', async () => {
    const answer = send({ path: '/call/wait' });
    let drained = false;
    await expect.poll(() => letGo).toBeDefined();
    await bridge.stop();
    const draining = bridge.drain().then(() => (drained = true));
    expect(drained).toBe(false);
    letGo?.();
    expect(await answer).toEqual({ status: 200, body: { ok: true, value: {} } });
    await draining;
  });

  it('takes another token every time it starts', async () => {
    await bridge.stop();
    origin = await bridge.start();
    expect((await send({})).status).toBe(401);
  });

  it.each([
    ['no token', { authorization: '' }, 401],
    ['a wrong token', { authorization: 'Bearer wrong' }, 401],
    ['an Origin, even its own', { origin: 'http://127.0.0.1' }, 403],
    ['the Origin of a sandboxed page', { origin: 'null' }, 403],
    ['a host name that was rebound to loopback', { host: 'evil.example' }, 403],
    ['the address with another port', { host: '127.0.0.1:1' }, 403],
  ])('refuses %s', async (_what, headers, status) => {
    expect(await send({ headers })).toMatchObject({ status, body: { ok: false, error: { code: 'access.denied' } } });
  });

  it('listens on loopback only', () => {
    expect(new URL(origin).hostname).toBe('127.0.0.1');
  });

  it('refuses other paths and methods, a body that is not JSON and one that is too large', async () => {
    expect((await send({ path: '/' })).status).toBe(404);
    expect((await send({ path: '/call/../events' })).status).toBe(404);
    expect((await send({ method: 'GET' })).status).toBe(404);
    expect((await send({ body: '{' })).status).toBe(400);
    expect((await send({ body: JSON.stringify('x'.repeat(5 * 1024 * 1024)) })).status).toBe(413);
  });

  describe('the russet command', () => {
    const run = async (args: string[], input = '') => {
      let out = '';
      let said = '';
      const code = await runCommand(args, folder, {
        out: (text) => (out += text),
        say: (text) => (said += text),
        readInput: () => Promise.resolve(input),
      });
      return { code, out, said };
    };

    it('calls a method and prints its answer as JSON', async () => {
      const { code, out, said } = await run(['call', 'users.list', '{"page":2}']);
      expect([code, said]).toEqual([0, '']);
      expect(JSON.parse(out)).toEqual({ method: 'users.list', input: { page: 2 }, actor: 'command-line' });
    });

    it('reads the input from standard input, so that secrets stay out of the process list', async () => {
      const { out } = await run(['call', 'users.list', '-'], '{"page":3}');
      expect(JSON.parse(out)).toMatchObject({ input: { page: 3 } });
    });

    it('ends with code 1 and prints the error when the call is refused', async () => {
      const { code, out, said } = await run(['call', 'fail']);
      expect(code).toBe(1);
      expect(JSON.parse(out)).toEqual({ error: errorEnvelope('record.notFound', verbatim('Not there.')) });
      expect(said).toBe('record.notFound: Not there.\n');
    });

    it('lists every method of the contract with its schemas, without a running instance', async () => {
      await bridge.stop();
      const { code, out } = await run(['methods']);
      const list = JSON.parse(out) as { name: string; input: { type: string } }[];
      expect(code).toBe(0);
      expect(list.map((one) => one.name)).toEqual(Object.keys(contract));
      expect(list.find((one) => one.name === 'users.create')?.input).toMatchObject({
        type: 'object',
        additionalProperties: false,
      });
    });

    it('says what to do and ends with code 3 when none runs, be it stopped or killed', async () => {
      await bridge.stop();
      const stopped = await run(['call', 'users.list']);
      expect(stopped).toMatchObject({ code: 3, out: '' });
      expect(stopped.said).toContain(folder);
      await writeFile(join(folder, 'bridge.json'), JSON.stringify({ url: origin, token, pid: 1 }));
      expect((await run(['call', 'users.list'])).code).toBe(3);
      expect((await run(['--data', join(folder, 'none'), 'events'])).said).toContain(join(folder, 'none'));
    });

    it.each([[[]], [['nonsense']], [['call']], [['call', 'users.list', '{']], [['methods', 'no.such']], [['--data']]])(
      'shows the usage and ends with code 2 for %j',
      async (args) => {
        const { code, out, said } = await run(args);
        expect([code, out]).toEqual([2, '']);
        expect(said).toContain('Usage: russet');
      },
    );

    it('prints events one a line until the bridge stops', async () => {
      let out = '';
      const arrived = new Promise<void>((resolve) => {
        void runCommand(['events'], folder, {
          out(text) {
            out += text;
            if (out.endsWith('\n')) resolve();
          },
          say: () => undefined,
          readInput: () => Promise.resolve(''),
        }).then((code) => (out += `ended ${String(code)}`));
      });
      await expect.poll(() => listeners.size).toBe(1);
      for (const listener of listeners) listener({ topic: 'devices', ids: ['E1'] });
      await arrived;
      expect(out).toBe('{"topic":"devices","ids":["E1"]}\n');
      await bridge.stop();
      await expect.poll(() => out).toContain('ended 0');
      expect(listeners.size).toBe(0);
    });
  });
});
