// Joins pushing to Apple's service, the stores and the push certificate.
import { createPushStore } from '../db/stores/protocol/push.ts';
import type { Executor } from '../db/executor.ts';
import type { Stores } from '../db/stores.ts';
import type { Notifications } from '../office/notifications.ts';
import { appleEndpoints, type CoreConfig } from '../core/config.ts';
import { hour } from '../core/durations.ts';
import type { CoreEvents } from '../core/events.ts';
import type { Clock, Logger } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';
import { speaksForCertificate, type PushResult } from '../mdm/push/result.ts';
import { createPushService } from '../mdm/push/service.ts';
import { createPushTransport } from '../mdm/push/transport.ts';
import type { PushCertificates } from '../pki/push-certificate.ts';
import { createPushAlarms } from './push-alarms.ts';

export interface PushPartDeps {
  readonly config: CoreConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly executor: Executor;
  readonly stores: Stores;
  readonly events: CoreEvents;
  readonly notifications: Notifications;
  readonly pushCertificates: PushCertificates;
  readonly settingsInForce: () => Promise<Settings>;
}

/** Creates it; it connects once a push certificate is taken into use. */
export const createPushPart = (deps: PushPartDeps) => {
  const { config, clock, logger, stores, events, pushCertificates } = deps;

  const transport = createPushTransport({
    endpoints: { ...appleEndpoints, ...config.endpoints },
    clock,
    random: Math.random,
    log: logger,
  });
  const alarms = createPushAlarms({ notifications: deps.notifications, changed: () => events.changed('server') });
  const push = createPushService({
    clock,
    random: Math.random,
    transport,
    store: createPushStore(deps.executor, stores.enrollments.forget),
    logDevice: async (row) => {
      await stores.log.append({ ...row, at: clock.now() });
      events.changed('logs', [row.enrollmentId]);
      events.changed('devices', [row.enrollmentId]);
    },
    checkInIntervalMs: async () => (await deps.settingsInForce()).checkInHours * hour,
    emit: alarms.emit,
    log: logger,
  });

  let topic: string | undefined;

  /** Takes the stored push certificate into use; after a start. */
  const usePushCertificate = async (): Promise<void> => {
    topic = await pushCertificates.topic();
    const credentials = topic === undefined ? undefined : await pushCertificates.credentials();
    await transport.replace(
      credentials && {
        certificatePem: credentials.certificatePem,
        privateKeyPem: credentials.keyPem,
        topic: credentials.topic,
      },
    );
    push.credentialsChanged();
  };

  return {
    push,
    transport,
    /** Of the certificate in use; undefined without one. */
    topic: () => topic,
    usePushCertificate,
    /** The same after an import. */
    replacePushCertificate: async (): Promise<void> => {
      await alarms.forget();
      await usePushCertificate();
    },
    /** Connects to Apple afresh; undefined without a push certificate. Ends a pause if Apple accepts the certificate. */
    checkPush: async (): Promise<PushResult | undefined> => {
      const client = transport.client();
      const result = await client?.check();
      const accepted = result !== undefined && speaksForCertificate(result);
      if (accepted && push.status().pause !== undefined && transport.client() === client) push.credentialsChanged();
      return result;
    },
    /** When the device is due to be asked by push, which may be past; undefined if it cannot be asked. */
    nextContactAt: async (channelId: string): Promise<number | undefined> => {
      const { configured, pause } = push.status();
      return configured && pause === undefined ? push.nextAt(channelId) : undefined;
    },
    /** Lets pushes in flight end, and what they have to tell. */
    stopPush: async (): Promise<void> => {
      await push.stop();
      await alarms.settled();
    },
  };
};
