// Joins what the contract says of the server itself: settings, listener, certificates, push, domains, and what is declared
// of Apple Business Manager.
import { businessManagerHandlers } from '../admin/apple/business-manager.ts';
import { pushHandlers } from '../admin/apple/push.ts';
import { domainHandlers } from '../admin/server/domain.ts';
import { serverHandlers, type ServerHandlerDeps } from '../admin/server/server.ts';
import type { CoreEvents } from '../core/events.ts';
import { machineHostName } from '../core/network.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import { version } from '../core/version.ts';
import type { Executor } from '../db/executor.ts';
import { createSettingsStore } from '../db/stores/office/settings.ts';
import type { UsersStore } from '../db/stores/people/users.ts';
import { createDomainCheck } from '../mdm/enroll/domain-check.ts';
import { domainFile } from '../mdm/enroll/domain-file.ts';
import { createServerSettings } from '../office/server-settings.ts';
import type { Authority } from '../pki/authority.ts';
import type { ListenerCertificates } from '../pki/listener-certificate.ts';
import type { PushCertificates } from '../pki/push-certificate.ts';
import { authoritiesOf } from './authority-care.ts';
import type { ListenerControl } from './listener-control.ts';
import type { Protocol } from './mdm.ts';

export interface ServerPartDeps extends Pick<
  ServerHandlerDeps,
  'dataFolder' | 'databaseProblem' | 'settingsInForce' | 'setCommandLineAccess' | 'userSettings'
> {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly events: CoreEvents;
  readonly authority: Authority;
  readonly listenerCertificates: ListenerCertificates;
  readonly pushCertificates: PushCertificates;
  readonly control: ListenerControl;
  readonly protocol: Protocol;
  readonly users: UsersStore;
  /** Gives the authorities the office's name; resolves to whether there are others now. */
  readonly nameAuthorities: (actor: string) => Promise<boolean>;
}

export const createServerPart = (deps: ServerPartDeps) => {
  const { executor, clock, authority, control, protocol, pushCertificates, users } = deps;
  const { changed } = deps.events;
  const settings = createSettingsStore(executor);
  const serverSettings = createServerSettings({ executor, clock });

  const checkDomain = createDomainCheck({
    fetch,
    clock,
    origin: control.origin,
    personOf: async (domain) => {
      const { rows } = await users.list({ search: `@${domain}`, enabled: true }, clock.now());
      return rows[0]?.username;
    },
  });

  return {
    handlers: {
      ...serverHandlers({
        version,
        dataFolder: deps.dataFolder,
        secretProtection: deps.secretBox.protection,
        databaseProblem: deps.databaseProblem,
        clock,
        settings,
        changes: {
          ...serverSettings,
          // Some take effect without a restart of the listener.
          change: async (values, actor) => {
            const before = await serverSettings.change(values, actor);
            await control.refresh();
            if (await deps.nameAuthorities(actor)) await control.renewCertificate();
            return before;
          },
        },
        settingsInForce: deps.settingsInForce,
        computerName: machineHostName,
        origin: control.origin,
        listener: control,
        certificates: {
          listener: control.identity,
          authorities: (shown) => authoritiesOf(authority, shown),
          import: deps.listenerCertificates.import,
          revert: deps.listenerCertificates.revert,
        },
        push: {
          summary: pushCertificates.summary,
          status: () => protocol.push.status(),
          connection: () => protocol.transport.client()?.state() ?? 'none',
        },
        setCommandLineAccess: deps.setCommandLineAccess,
        users,
        userSettings: deps.userSettings,
        enrolledDevices: protocol.devices.enrolled,
        changed,
      }),
      ...pushHandlers({
        import: pushCertificates.import,
        credentialsChanged: protocol.replacePushCertificate,
        check: protocol.checkPush,
        changed,
      }),
      ...businessManagerHandlers({ settings, changes: serverSettings, changed }),
      ...domainHandlers({
        domainFile: async (domain) => domainFile(domain, await control.origin()),
        checkDomain,
        origin: control.origin,
        settings,
        clock,
        changed,
      }),
    },
  };
};
