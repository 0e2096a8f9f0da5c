// Whatever fails while one request is served, its client hears of it or loses its connection, the log says why, and the
// server goes on.
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, ProtocolError } from '../../../electron/core/errors.ts';
import { silentLogger, systemClock, type LogFields, type Logger } from '../../../electron/core/ports.ts';
import type { MdmHandler, MdmRequest, MdmResponse } from '../../../electron/wire/http.ts';
import { createListener, type Listener } from '../../../electron/listener/listener.ts';
import type { LogRejection } from '../../../electron/mdm/rejections.ts';
import { routes, type RouteHandlers } from '../../../electron/listener/routes.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { generateRsaKey, selfSigned } from '../../support/device/keys-and-csr.ts';
import { startOffice } from '../../support/core.ts';

const good: MdmHandler = () => Promise.resolve({ status: 200, body: 'served' });
const answers = (reply: unknown): MdmHandler => (() => Promise.resolve(reply)) as MdmHandler;
const broken = new Error('the stage broke', { cause: new Error('its cause') });

describe('a failure at any stage of a request', () => {
  let listener: Listener;
  let port: number;
  let handler: MdmHandler = good;
  let logRejection: LogRejection = () => Promise.resolve();
  let logger: Logger = silentLogger;
  const errors: { readonly message: string; readonly fields: LogFields | undefined }[] = [];
  const unhandled: unknown[] = [];
  const noteUnhandled = (reason: unknown): void => void unhandled.push(reason);

  beforeAll(async () => {
    process.on('unhandledRejection', noteUnhandled);
    const key = await generateRsaKey(2048);
    listener = createListener({
      handlers: Object.fromEntries(
        routes.map((route) => [route.handler, (request: MdmRequest) => handler(request)]),
      ) as unknown as RouteHandlers,
      logger: {
        debug: (message) => {
          logger.debug(message);
        },
        info: silentLogger.info,
        warn: silentLogger.warn,
        error: (message, fields) => {
          errors.push({ message, fields });
          logger.error(message, fields);
        },
      },
      clock: systemClock,
      logRejection: (...all) => logRejection(...all),
      times: { checkEveryMs: 50, requestMs: 300, headersMs: 300 },
    });
    port = await listener.start({
      port: 0,
      address: '127.0.0.1',
      tls: {
        certificate: new X509Certificate(selfSigned(key, [[['CN', 'localhost']]], Date.now())).toString(),
        privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      },
    });
  });
  afterAll(async () => {
    await listener.stop();
    process.off('unhandledRejection', noteUnhandled);
  });

  const open = async (): Promise<TLSSocket> => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
    return socket;
  };
  /** All that the server says until it closes the connection. */
  const exchange = async (text: string): Promise<string> => {
    const socket = await open();
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.write(text);
    await once(socket, 'close');
    return said;
  };
  const get = 'GET /enroll/sign-in HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';

  /** The server is as it was: the next request is served, and nothing was left to Node. */
  const stillServes = async (): Promise<void> => {
    [handler, logRejection, logger] = [good, () => Promise.resolve(), silentLogger];
    expect(await exchange(get)).toContain('served');
    expect(unhandled).toEqual([]);
  };

  const failing: readonly [string, MdmHandler][] = [
    [
      'a handler that throws at once',
      () => {
        throw broken;
      },
    ],
    ['a handler that rejects', () => Promise.reject(broken)],
    [
      'an expected failure that is ours',
      () => Promise.reject(new AppError('internal', say('errors.internal'), { cause: broken })),
    ],
    ['a rejection without an error', answers(undefined)],
    ['a header with a line break', answers({ status: 200, headers: { 'x-name': 'a\r\nset-cookie: b' } })],
    ['a header beyond Latin-1', answers({ status: 303, headers: { location: 'https://x/€' } })],
    ['a header name that is none', answers({ status: 200, headers: { 'a b': 'c' } })],
    ['a header that is missing', answers({ status: 200, headers: { 'x-name': undefined } })],
    ['a status that is none', answers({ status: 1000 })],
    ['a body that is none', answers({ status: 200, body: 5 })],
  ];
  it.each(failing)('%s: 500 with a reference that the log has, with message, stack and cause', async (_name, bad) => {
    errors.length = 0;
    handler = bad;
    const said = await exchange(get);
    expect(said).toMatch(/^HTTP\/1\.1 500 /);
    const ref = /Reference ([0-9a-f]{8})/.exec(said)?.[1];
    expect(errors).toEqual([{ message: 'a request failed', fields: { ref, error: expect.anything() as unknown } }]);
    expect(said).not.toContain(' at ');
    await stillServes();
  });

  it('a refusal that cannot be logged is still answered', async () => {
    for (const failure of [
      () => Promise.reject(broken),
      () => {
        throw broken;
      },
    ] as LogRejection[]) {
      logRejection = failure;
      const body = 'x'.repeat(2_000_000);
      const head = `PUT /mdm/checkin HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${String(body.length)}\r\n\r\n`;
      expect(await exchange(head + body)).toMatch(/^HTTP\/1\.1 (413|500) /);
      await stillServes();
    }
  });

  it('a slow client that cannot be logged loses its connection, as it would have', async () => {
    for (const failure of [
      () => Promise.reject(broken),
      () => {
        throw broken;
      },
    ] as LogRejection[]) {
      logRejection = failure;
      const said = await exchange('PUT /mdm/checkin HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nab');
      expect(said).toMatch(/^HTTP\/1\.1 408 /);
      await stillServes();
    }
  });

  it('a log that fails costs at most the connection', async () => {
    const throws = (): never => {
      throw broken;
    };
    logger = { ...silentLogger, debug: throws };
    expect(await exchange(get)).toMatch(/^HTTP\/1\.1 200 /);
    logger = { ...silentLogger, error: throws };
    handler = () => Promise.reject(broken);
    expect(await exchange(get)).toBe('');
    await stillServes();
  });

  it('a client that leaves while its request is served', async () => {
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    let ended: Promise<unknown> = Promise.resolve();
    handler = () => {
      ended = left.then(() => Promise.reject(broken));
      return ended as Promise<MdmResponse>;
    };
    const socket = await open();
    socket.write(get);
    socket.destroy();
    await once(socket, 'close');
    leave();
    await ended.catch(() => undefined);
    await stillServes();
  });

  it('is refused by its own words where the client is at fault', async () => {
    handler = () => Promise.reject(new ProtocolError('device.rejected', 'Send a property list.'));
    expect(await exchange(get)).toMatch(/^HTTP\/1\.1 400 [^]*Send a property list\./);
    handler = () => Promise.reject(new ProtocolError('auth.locked', 'Not € now'));
    expect(await exchange(get)).toMatch(/^HTTP\/1\.1 429 [^]*Not € now/);
  });
});

describe('what a client writes into an address', () => {
  it('goes into a Location percent-encoded, whoever asks, and the server goes on', async () => {
    const office = await startOffice({ push: false });
    try {
      const { http } = office.device({ kind: 'iPhone' });
      const ask = (uri: string, more = '') =>
        http.send({
          method: 'GET',
          url: `${office.origin}/enroll/oauth2/authorize?client_id=russet-enrollment&redirect_uri=${uri}&response_type=bad${more}`,
        });
      const scheme = 'apple-remotemanagement-user-login:';
      for (const [uri, more, location] of [
        [`${scheme}//x/%E2%82%AC`, '', `${scheme}//x/%E2%82%AC?error=unsupported_response_type`],
        [`${scheme}//x/%0D%0Aa:%20b`, '', `${scheme}//x/%0D%0Aa:%20b?error=unsupported_response_type`],
        [`${scheme}//x/a`, '&state=%F0%9F%98%80', `${scheme}//x/a?error=unsupported_response_type&state=%F0%9F%98%80`],
      ] as const) {
        const reply = await ask(uri, more);
        expect([reply.status, reply.headers.location]).toEqual([308, location]);
      }
      expect(office.problems).toEqual([]);
    } finally {
      await office.stop();
    }
  });
});
