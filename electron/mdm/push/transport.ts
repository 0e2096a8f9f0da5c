// Holds the APNs client that belongs to the push certificate in use, and replaces it when the certificate is replaced.
import type { AppleEndpoints, Clock, Logger } from '../../core/ports.ts';
import { createApnsClient, type ApnsClient, type ApnsLimits, type PushCredentials } from './apns-client.ts';

export interface PushTransport {
  /** Undefined while no push certificate is installed. */
  client(): ApnsClient | undefined;
}

export interface ReplaceablePushTransport extends PushTransport {
  /**
   * Takes another certificate into use, or none. The old connection ends when its pushes have ended. Tell the push service
   * afterwards (`credentialsChanged`).
   */
  replace(credentials: PushCredentials | undefined): Promise<void>;
  close(): Promise<void>;
}

export interface PushTransportDeps {
  readonly endpoints: AppleEndpoints;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly limits?: Partial<ApnsLimits>;
}

/** Creates a transport without a certificate. */
export const createPushTransport = (deps: PushTransportDeps): ReplaceablePushTransport => {
  let current: ApnsClient | undefined;
  const replace = async (credentials: PushCredentials | undefined): Promise<void> => {
    const old = current;
    current = credentials === undefined ? undefined : createApnsClient({ ...deps, credentials });
    await old?.close();
  };
  return { client: () => current, replace, close: () => replace(undefined) };
};
