// Joins the people of the office: users, groups, their settings, PINs, and the check of what they sign in with.
import type { EventTopic } from '../../shared/ipc/events.ts';
import { groupsHandlers } from '../admin/people/groups.ts';
import { rulesHandlers } from '../admin/rules/rules.ts';
import { queriesHandlers } from '../admin/rules/saved-queries.ts';
import { signInHandlers } from '../admin/people/sign-in.ts';
import { userSettingsHandlers } from '../admin/people/user-settings.ts';
import { usersHandlers } from '../admin/people/users.ts';
import type { Executor } from '../db/executor.ts';
import { createDirectoryPeopleStore } from '../db/stores/directories/directory-people.ts';
import type { SettingsStore } from '../db/stores/office/settings.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import { createAuthentication, type DirectoryBind } from '../people/authenticate.ts';
import { createGroupImport } from '../people/group-import.ts';
import { createGroupsService } from '../people/groups.ts';
import { createOwnPasswords } from '../people/own-passwords.ts';
import { createPasswords, type PasswordCost } from '../people/passwords.ts';
import { createPinRequests } from '../people/pin-requests.ts';
import { createPins } from '../people/pins.ts';
import { createUserSettingsService } from '../people/user-settings.ts';
import { createUsersService } from '../people/users.ts';
import type { Audit } from '../office/audit.ts';
import type { Notifications } from '../office/notifications.ts';
import type { Clock, Logger, SecretBox } from '../core/ports.ts';
import type { Tasks } from '../core/tasks.ts';

/** Directories and mail join in later and by their own files: only the password check of LDAP and the mail of a PIN are needed here. */
export const createPeople = (deps: {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly tasks: Tasks;
  readonly audit: Audit;
  readonly settings: SettingsStore;
  /** Ends the access tokens of a person that no enrollment holds, in the transaction with this executor. */
  readonly endUnbound: (userId: string, bound: Executor) => Promise<void>;
  readonly ldap: DirectoryBind & { readonly requireAnswers: () => Promise<void> };
  readonly logger: Logger;
  readonly notifications: Pick<Notifications, 'clear'>;
  readonly passwordCost: PasswordCost | undefined;
  /** Mails a person a new PIN. */
  readonly mailPin: (userId: string) => Promise<void>;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}) => {
  const { executor, clock, secretBox, tasks, audit, settings, endUnbound, ldap, changed } = deps;
  const endAccess = async (userIds: readonly string[], bound: Executor): Promise<void> => {
    for (const userId of userIds) await endUnbound(userId, bound);
  };
  const store = createUsersStore(executor);
  const passwords = createPasswords(deps.passwordCost);
  const users = createUsersService({ executor, clock, endAccess, passwords });
  const userSettings = createUserSettingsService({ executor, clock });
  const pins = createPins({ executor, clock, secretBox });
  const authentication = createAuthentication({
    verifyPassword: users.verifyPassword,
    pins,
    registrationTypeOf: async (userId) => (await userSettings.registration(userId)).registrationType,
    registrationTypes: async () => (await userSettings.list('registration')).map(({ body }) => body.registrationType),
    ldap,
    requireAnswers: ldap.requireAnswers,
  });
  const groupImport = createGroupImport({
    executor,
    clock,
    tasks,
    changed: () => {
      for (const topic of ['groups', 'users', 'userSettings'] as const) changed(topic);
    },
  });

  return {
    store,
    users,
    userSettings,
    pins,
    authentication,
    ownPasswords: createOwnPasswords({ executor, clock, passwords }),
    pinRequests: createPinRequests({
      clock,
      audit,
      logger: deps.logger,
      byIdentifier: (identifier) => users.byIdentifier(identifier),
      settings: userSettings,
      mailPin: deps.mailPin,
    }),
    endAccess,
    handlers: {
      ...usersHandlers({
        users,
        store,
        directories: createDirectoryPeopleStore(executor),
        userSettings,
        settings,
        clock,
        changed,
      }),
      ...rulesHandlers({ executor, clock }),
      ...queriesHandlers({ executor, clock, changed }),
      ...signInHandlers({ executor, clock, changed, notifications: deps.notifications }),
      ...groupsHandlers({ executor, groups: createGroupsService({ executor, clock }), groupImport, clock, changed }),
      ...userSettingsHandlers({ userSettings, executor, changed }),
    },
  };
};
