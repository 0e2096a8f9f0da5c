// What an administrator chooses about people of a directory who may be here already.
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import {
  createDirectoryMatchesStore,
  type DirectoryMatch,
  type DirectoryPolicy,
} from '../db/stores/directories/directory-matches.ts';
import { createEntraStore } from '../db/stores/directories/entra.ts';
import { createLdapServersStore } from '../db/stores/directories/ldap-servers.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import type { User } from '../model/people.ts';
import { changesBetween, createAudit, type AuditedValues } from '../office/audit.ts';
import type { DirectoryImport } from './directory-import.ts';
import type { DirectorySource } from './import-report.ts';
import { entraDirectoryOf } from './entra-sync.ts';
import { sourceOf } from './ldap-sync.ts';

export interface FoundMatch extends DirectoryMatch {
  readonly source: DirectorySource;
  readonly existing: User;
}

/** What is not given stays. */
export type PolicyChange = { readonly [key in keyof DirectoryPolicy]?: DirectoryPolicy[key] | undefined };

const policyWords = {
  ask: 'Ask',
  adopt: 'Take over',
  keep: 'Keep',
  disable: 'Disable',
  retire: 'Disable and retire devices',
} as const;

const auditedPolicy = ({ existing, gone, goneLimit }: DirectoryPolicy): AuditedValues => ({
  'People Found Twice': policyWords[existing],
  'People Gone From Directory': policyWords[gone],
  'Disabled at Once Without Asking': goneLimit,
});

/** `sourceId` is the id of an LDAP server, or `entra`. `actor` says in the audit trail who did it. */
export interface DirectoryMatches {
  list(): Promise<readonly FoundMatch[]>;
  /**
   * `adopt` makes the record here the directory's, `keep-apart` takes the person in beside it. Throws `record.notFound`
   * if there is nothing to choose any more. With
   * one user name for both, keeping apart leaves the directory's person outside: a name belongs to one account.
   */
  decide(
    choice: { readonly sourceId: string; readonly externalId: string; readonly adopt: boolean },
    actor: string,
  ): Promise<void>;
  /** Both throw `record.notFound` for a directory that is not there. */
  policy(sourceId: string): Promise<DirectoryPolicy>;
  setPolicy(sourceId: string, policy: PolicyChange, actor: string): Promise<void>;
}

export const createDirectoryMatches = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  readonly directoryOver: (bound: Executor) => DirectoryImport;
}): DirectoryMatches => {
  const { executor, clock, directoryOver } = deps;

  const requireSource = async (sourceId: string, bound: Executor = executor): Promise<DirectorySource> => {
    const entra = await createEntraStore(bound).get();
    if (entra && (sourceId === 'entra' || sourceId === entra.id)) return entraDirectoryOf(entra);
    const server = await createLdapServersStore(bound).find(sourceId);
    if (server) return sourceOf(server);
    throw new AppError('record.notFound', say(sourceId === 'entra' ? 'entra.none' : 'directory.serverGone'));
  };

  return {
    async list() {
      const matches = await createDirectoryMatchesStore(executor).list();
      const users = new Map(
        (await createUsersStore(executor).byIds(matches.map(({ userId }) => userId))).map((user) => [user.id, user]),
      );
      const sources = new Map<string, DirectorySource>();
      for (const { sourceId } of matches) {
        if (!sources.has(sourceId)) sources.set(sourceId, await requireSource(sourceId));
      }
      return matches.flatMap((match) => {
        const [source, existing] = [sources.get(match.sourceId), users.get(match.userId)];
        return source && existing ? [{ ...match, source, existing }] : [];
      });
    },

    decide: ({ sourceId, externalId, adopt }, actor) =>
      inTransaction(executor, async (bound) => {
        const source = await requireSource(sourceId, bound);
        const matches = createDirectoryMatchesStore(bound);
        const match = await matches.find(source.id, externalId);
        if (!match) throw new AppError('record.notFound', say('directory.matchGone'));
        const { person, userId } = match;
        const existing = await createUsersStore(bound).find(userId);
        if (!adopt) await matches.keepApart(source.id, externalId);
        // The whole person as the directory told them last, in the same step: nobody is half taken over until a sync.
        const report = await directoryOver(bound).apply(source, [person], { adopt: adopt ? [externalId] : [] });
        if (adopt && report.updated === 0) throw new AppError('record.conflict', say('directory.matchGone'));
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Users',
          type: 'User',
          name: existing?.displayName ?? person.displayName,
          activity: 'Changed',
          changes: [
            {
              attribute: adopt ? 'Adopted by Directory' : 'Kept Apart From Directory',
              after: `${source.name}: ${person.displayName} (${person.username})`,
            },
          ],
        });
      }),

    policy: async (sourceId) => createDirectoryMatchesStore(executor).policy((await requireSource(sourceId)).id),

    setPolicy: (sourceId, change, actor) =>
      inTransaction(executor, async (bound) => {
        const source = await requireSource(sourceId, bound);
        const store = createDirectoryMatchesStore(bound);
        const before = await store.policy(source.id);
        const after: DirectoryPolicy = {
          existing: change.existing ?? before.existing,
          gone: change.gone ?? before.gone,
          goneLimit: change.goneLimit ?? before.goneLimit,
        };
        const changes = changesBetween(auditedPolicy(before), auditedPolicy(after));
        if (changes.length === 0) return;
        await store.setPolicy(source.id, after);
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Admin',
          type: source.kind === 'ldap' ? 'LDAP Server' : 'Entra ID',
          name: source.name,
          activity: 'Changed',
          changes,
        });
      }),
  };
};
