// Slow clients: time limits close them, and nobody else waits for them.
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger, systemClock } from '../../../electron/core/ports.ts';
import type { MdmHandler, MdmRequest } from '../../../electron/wire/http.ts';
import { createListener, type Listener } from '../../../electron/listener/listener.ts';
import { routes, type RouteHandlers } from '../../../electron/listener/routes.ts';
import { generateRsaKey, selfSigned } from '../../support/device/keys-and-csr.ts';

const short = { handshakeMs: 400, headersMs: 400, requestMs: 800, keepAliveMs: 400, checkEveryMs: 50, stopMs: 200 };
const put = 'PUT /mdm/checkin HTTP/1.1\r\nhost: mdm.office.example\r\n';

describe('slow clients', () => {
  const served: MdmRequest[] = [];
  const rejected: { readonly path: string; readonly address: string; readonly why: string }[] = [];
  let listener: Listener;
  let port: number;
  let tls: { certificate: string; privateKey: string };

  const handler: MdmHandler = (request) => {
    served.push(request);
    return Promise.resolve({ status: 200, body: 'served' });
  };
  const start = async (times: typeof short): Promise<{ listener: Listener; port: number }> => {
    const created = createListener({
      handlers: Object.fromEntries(routes.map((route) => [route.handler, handler])) as unknown as RouteHandlers,
      logger: silentLogger,
      clock: systemClock,
      logRejection: ({ path, remoteAddress }, error) => {
        rejected.push({ path, address: remoteAddress, why: error instanceof Error ? error.message : '' });
        return Promise.resolve();
      },
      times,
    });
    return { listener: created, port: await created.start({ port: 0, address: '127.0.0.1', tls }) };
  };

  beforeAll(async () => {
    const privateKey = await generateRsaKey(2048);
    const certificate = selfSigned(privateKey, [[['CN', 'localhost']]], Date.now());
    tls = {
      certificate: new X509Certificate(certificate).toString(),
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
    ({ listener, port } = await start(short));
  });
  afterAll(async () => {
    await listener.stop();
  });

  const open = async (to = port): Promise<TLSSocket> => {
    const socket = connect({ host: '127.0.0.1', port: to, rejectUnauthorized: false });
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
    return socket;
  };
  /** Everything the server says until it closes the connection. */
  const untilClosed = async (socket: TLSSocket): Promise<string> => {
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(socket, 'close');
    return said;
  };
  /** Writes one byte now and then until the connection is gone. */
  const trickle = (socket: TLSSocket, text: string): void => {
    const timer = setInterval(() => socket.writable && socket.write(text), 30);
    socket.on('close', () => {
      clearInterval(timer);
    });
  };
  const askNormally = async (): Promise<string> => {
    const socket = await open();
    const answer = untilClosed(socket);
    socket.write(`${put}connection: close\r\ncontent-length: 2\r\n\r\nhi`);
    return answer;
  };

  it('closes a connection that never begins the handshake', async () => {
    const socket = connectPlain(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'close');
    expect(socket.bytesRead).toBe(0);
  });

  it('closes a connection that says nothing after the handshake', async () => {
    expect(await untilClosed(await open())).toMatch(/^HTTP\/1\.1 408 |^$/);
  });

  it('closes a client whose headers trickle, with 408, while others are served', async () => {
    const slow = await open();
    const closed = untilClosed(slow);
    slow.write(put);
    trickle(slow, 'x');
    expect(await askNormally()).toContain('served');
    expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('closes a client whose body trickles, with 408, logs it, and hands its request to nobody', async () => {
    const before = served.length;
    rejected.length = 0;
    const slow = await open();
    const closed = untilClosed(slow);
    slow.write(`${put}content-length: 100000\r\n\r\n`);
    trickle(slow, 'x');
    expect(await askNormally()).toContain('served');
    expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
    expect(served.length).toBe(before + 1);
    await expect
      .poll(() => rejected)
      .toEqual([
        {
          path: '/mdm/checkin',
          address: expect.stringContaining('127.0.0.1') as string,
          why: expect.stringContaining('0.8 seconds') as string,
        },
      ]);
  });

  it('serves others at once while fifty slow clients hold connections', async () => {
    const slow = await Promise.all(Array.from({ length: 50 }, () => open()));
    for (const socket of slow) socket.write(`${put}content-length: 10\r\n\r\nx`);
    expect(await askNormally()).toContain('served');
    await Promise.all(slow.map(untilClosed));
  });

  it('answers headers over the limit with 431 and no HTTP at all with 400', async () => {
    const large = await open();
    const refused = untilClosed(large);
    large.write(`${put}x: ${'y'.repeat(60_000)}\r\n\r\n`);
    expect(await refused).toMatch(/^HTTP\/1\.1 431 /);
    const other = await open();
    const answer = untilClosed(other);
    other.write('SSH-2.0-OpenSSH\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('stops in time although a slow client is connected', async () => {
    const second = await start({ ...short, handshakeMs: 60_000, headersMs: 60_000, requestMs: 60_000 });
    const slow = await open(second.port);
    const closed = untilClosed(slow);
    slow.write(`${put}content-length: 10\r\n\r\nx`);
    await askNormally();
    const mute = connectPlain(second.port, '127.0.0.1');
    mute.on('error', () => undefined);
    await once(mute, 'connect');
    await second.listener.stop();
    expect(await closed).toBe('');
  });
});
