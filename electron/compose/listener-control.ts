// Starts, restarts and watches the HTTPS listener with the settings and the certificate in force.
import { isIP } from 'node:net';
import type { ServerState } from '../../shared/ipc/server/server.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import type { Listener } from '../listener/listener.ts';
import type { ListenerCertificates, ListenerIdentity, ListenerNames } from '../pki/listener-certificate.ts';
import { isAppError } from '../core/errors.ts';
import { machineAddresses } from '../core/network.ts';
import type { Clock } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';

export interface ListenerControlDeps {
  readonly listener: Listener;
  readonly certificates: ListenerCertificates;
  readonly settingsInForce: () => Promise<Settings>;
  readonly address: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
  readonly changed: () => void;
}

const originOf = (hostName: string, port: number): string =>
  port === 443 ? `https://${hostName}` : `https://${hostName}:${String(port)}`;

export type ListenerControl = ReturnType<typeof createListenerControl>;

export const createListenerControl = (deps: ListenerControlDeps) => {
  const { listener, certificates, settingsInForce, clock } = deps;
  let state: ServerState['listener'] = { state: 'stopped', url: '', addresses: [] };
  let boundPort: number | undefined;
  let served = '';

  const namesOf = (settings: Settings): ListenerNames => ({
    hostNames: [settings.hostName, ...settings.extraNames.filter((name) => isIP(name) === 0)],
    addresses: [...machineAddresses(), ...settings.extraNames.filter((name) => isIP(name) !== 0)],
  });

  const identity = async (): Promise<ListenerIdentity> => certificates.current(namesOf(await settingsInForce()));

  const tlsOf = (current: ListenerIdentity) => ({ certificate: current.chainPem, privateKey: current.keyPem });

  const set = (next: ServerState['listener']): void => {
    state = next;
    deps.changed();
  };

  /** `https://name:port` as devices use it, with the port really in use. */
  const origin = async (): Promise<string> => {
    const settings = await settingsInForce();
    return originOf(settings.hostName, boundPort ?? settings.port);
  };

  const start = async (): Promise<void> => {
    const settings = await settingsInForce();
    listener.trustProxies(settings.trustedProxies);
    const addresses = machineAddresses();
    const url = originOf(settings.hostName, settings.port);
    set({ state: 'starting', url, addresses });
    try {
      const current = await identity();
      boundPort = await listener.start({
        port: settings.port,
        tls: tlsOf(current),
        ...(deps.address === undefined ? {} : { address: deps.address }),
      });
      served = current.chainPem;
      set({ state: 'listening', url: originOf(settings.hostName, boundPort), addresses, startedAt: clock.now() });
    } catch (error) {
      const message = isAppError(error) ? error.text : say('errors.listenerDown');
      set({ state: 'failed', url, addresses, error: message });
      throw error;
    }
  };

  const stop = async (): Promise<void> => {
    await listener.stop();
    boundPort = undefined;
    state = { state: 'stopped', url: state.url, addresses: state.addresses };
  };

  return {
    identity,
    origin,
    start,
    stop,
    state: () => state,
    port: () => boundPort,

    /** Throws `listener.portTaken` or `listener.failed`; the listener is down then. */
    async restart(): Promise<void> {
      await stop();
      await start();
    },

    /** Takes changed settings into use that need no restart. */
    async refresh(): Promise<void> {
      listener.trustProxies((await settingsInForce()).trustedProxies);
    },

    /** Takes a renewed certificate into use without dropping connections. */
    async renewCertificate(): Promise<void> {
      if (state.state !== 'listening') return;
      const current = await identity();
      if (current.chainPem === served) return;
      listener.setTls(tlsOf(current));
      served = current.chainPem;
      deps.changed();
    },
  };
};
