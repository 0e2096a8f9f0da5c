// The listener alone, with handlers that a test gives, for what no office would do: tiny bounds, answers without end.
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { silentLogger, systemClock } from '../../electron/core/ports.ts';
import { createListener, type Listener, type ListenerDeps } from '../../electron/listener/listener.ts';
import { routes, type RouteHandlers } from '../../electron/listener/routes.ts';
import type { MdmHandler, MdmRequest } from '../../electron/wire/http.ts';
import { generateRsaKey, selfSigned } from './device/keys-and-csr.ts';

export interface OwnListener {
  readonly listener: Listener;
  readonly port: number;
  /** A connection after its handshake. */
  open(): Promise<TLSSocket>;
  /** Writes `text` and resolves to all that the server says until it closes the connection. */
  exchange(text: string | Buffer): Promise<string>;
}

/** All routes lead to `handler`. */
export const startOwnListener = async (
  handler: MdmHandler,
  options: Partial<Omit<ListenerDeps, 'handlers'>> = {},
): Promise<OwnListener> => {
  const key = await generateRsaKey(2048);
  const listener = createListener({
    handlers: Object.fromEntries(
      routes.map((route) => [route.handler, (request: MdmRequest) => handler(request)]),
    ) as unknown as RouteHandlers,
    logger: silentLogger,
    clock: systemClock,
    logRejection: () => Promise.resolve(),
    ...options,
  });
  const port = await listener.start({
    port: 0,
    address: '127.0.0.1',
    tls: {
      certificate: new X509Certificate(selfSigned(key, [[['CN', 'localhost']]], Date.now())).toString(),
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  });
  const open = async (): Promise<TLSSocket> => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
    return socket;
  };
  return {
    listener,
    port,
    open,
    async exchange(text) {
      const socket = await open();
      let said = '';
      socket.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
      socket.write(text);
      await once(socket, 'close');
      return said;
    },
  };
};
