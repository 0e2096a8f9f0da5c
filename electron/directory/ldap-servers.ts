// LDAP servers as the admin sets them up: storing, testing, looking into them; and the password check at sign-in.
import { randomUUID, X509Certificate } from 'node:crypto';
import type { AuditChange } from '../../shared/ipc/office/audit.ts';
import type { LdapHit, LdapItem, LdapServerInput } from '../../shared/ipc/directories/ldap.ts';
import { type AdminText, saidTogether, say } from '../../shared/locales/admin-texts.ts';
import type { LdapItemKind } from '../../shared/model/ldap.ts';
import { pemCertificates } from '../../shared/pem.ts';
import { AppError } from '../core/errors.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import {
  createLdapServersStore,
  type LdapConfig,
  type LdapServerRecord,
  type LdapServersStore,
} from '../db/stores/directories/ldap-servers.ts';
import { createDirectoryMatchesStore, newPolicy } from '../db/stores/directories/directory-matches.ts';
import type { UsersStore } from '../db/stores/people/users.ts';
import { inLdapSession, parseLdapFilter, type LdapServer } from './clients/ldap-client.ts';
import { byExternalId } from './clients/ldap-people.ts';
import type { DirectoryBind } from '../people/authenticate.ts';
import type { DirectoryImport } from './directory-import.ts';
import { changesBetween, createAudit } from '../office/audit.ts';
import { auditedConfig, auditedInput, itemNames } from './ldap-audited.ts';
import { lookInto } from './ldap-look-up.ts';
import { baseOf } from './ldap-read.ts';

export interface LdapServersDeps {
  readonly executor: Executor;
  readonly users: Pick<UsersStore, 'find'>;
  /** What becomes of the people of a server, in the transaction with this executor. */
  readonly directory: (bound: Executor) => Pick<DirectoryImport, 'release'>;
  readonly secretBox: SecretBox;
  readonly clock: Pick<Clock, 'now'>;
}

export interface LdapTest {
  readonly ok: boolean;
  readonly message: AdminText;
  readonly namingContexts: readonly string[];
  readonly namingContext: string | undefined;
}

/** A person waits at the sign-in page. */
const signInTimeoutMs = 10_000;

/** With another server to ask, the time is for both. */
const forSignIn = (server: LdapServer): LdapServer => ({
  ...server,
  timeoutMs: Math.min(server.timeoutMs, server.failoverUrl === undefined ? signInTimeoutMs : signInTimeoutMs / 2),
});

/** Throws `input.invalid` for something that is not a certificate in PEM. */
const authorities = (caCertificates: readonly string[]): string[] =>
  caCertificates.flatMap((text) => {
    const blocks = pemCertificates(text);
    try {
      if (blocks.length === 0) throw new Error('no PEM block');
      for (const block of blocks) new X509Certificate(block);
    } catch (cause) {
      const message = say('directory.caCertificate');
      throw new AppError('input.invalid', message, {
        cause,
        fields: { 'options.caCertificates': say('fields.notPem') },
      });
    }
    return blocks;
  });

const serverFrom = (
  connection: Omit<LdapServerInput['connection'], 'password'>,
  options: LdapServerInput['options'],
  password: string,
): LdapServer => ({
  url: connection.url,
  failoverUrl: options.failoverUrl === '' ? undefined : options.failoverUrl,
  startTls: connection.startTls && !connection.url.startsWith('ldaps:'),
  caCertificates: authorities(options.caCertificates),
  timeoutMs: options.resultsTimeout * 1000,
  bindDn: connection.bindDn,
  password,
  referrals: options.referrals,
  pageSize: options.resultsCount,
});

/** Settings that decide where a password goes and how it is protected. */
const sameAddress = (stored: LdapConfig, connection: LdapServerInput['connection'], failoverUrl: string): boolean =>
  stored.connection.url === connection.url &&
  stored.connection.startTls === connection.startTls &&
  stored.connection.bindDn === connection.bindDn &&
  stored.options.failoverUrl === failoverUrl;

/** RFC 4511 4.5.1.8: `1.1` as attribute asks for none. */
const anything = parseLdapFilter('(objectClass=*)');

const notFound = (): AppError => new AppError('record.notFound', say('directory.serverGone'));

const configOf = (input: LdapServerInput): LdapConfig => {
  const connection: Partial<LdapServerInput['connection']> & LdapConfig['connection'] = { ...input.connection };
  delete connection.password;
  return { ...input, connection };
};

export const createLdapServers = (deps: LdapServersDeps) => {
  const { executor, users, directory, secretBox, clock } = deps;
  const store = createLdapServersStore(executor);
  const encoder = new TextEncoder();

  const seal = (password: string | undefined): Uint8Array | undefined =>
    password === undefined ? undefined : secretBox.seal(encoder.encode(password));

  const passwordOf = (record: LdapServerRecord): string =>
    record.sealedPassword === undefined ? '' : Buffer.from(secretBox.open(record.sealedPassword)).toString('utf8');

  const require = async (id: string, within: LdapServersStore = store): Promise<LdapServerRecord> => {
    const record = await within.find(id);
    if (!record) throw notFound();
    return record;
  };

  /** The typed password, or the stored one if it goes where it always went. */
  const passwordFor = async (
    id: string | undefined,
    connection: LdapServerInput['connection'],
    failoverUrl: string,
  ): Promise<string> => {
    if (connection.password !== undefined) return connection.password;
    const record = id === undefined ? undefined : await require(id);
    if (record === undefined || connection.bindDn === '') return '';
    if (sameAddress(record.config, connection, failoverUrl)) return passwordOf(record);
    throw new AppError('input.invalid', say('directory.passwordAgain'), {
      fields: { 'connection.password': say('fields.passwordAgain') },
    });
  };

  const refuseClash = async (within: LdapServersStore, name: string, self: string | undefined): Promise<void> => {
    const same = (await within.list()).find(
      (record) => record.id !== self && record.config.connection.name.toLowerCase() === name.toLowerCase(),
    );
    if (same) {
      throw new AppError('record.conflict', say('directory.serverNameTaken', { name }), {
        fields: { 'connection.name': say('fields.used') },
      });
    }
  };

  const check = (input: LdapServerInput): void => {
    authorities(input.options.caCertificates);
    for (const part of ['users', 'groups', 'units'] as const) {
      try {
        parseLdapFilter(input.search[part].filter);
      } catch (cause) {
        if (!(cause instanceof AppError)) throw cause;
        throw new AppError(cause.code, cause.text, {
          cause,
          fields: { [`search.${part}.filter`]: say('fields.searchFilter') },
        });
      }
    }
  };

  const record = async (
    bound: Executor,
    actor: string,
    activity: 'Added' | 'Changed' | 'Deleted',
    name: string,
    changes: readonly AuditChange[],
    always = false,
  ): Promise<void> => {
    if (changes.length === 0 && !always) return;
    const entry = { actor, category: 'Admin', type: 'LDAP Server', name, activity, changes } as const;
    await createAudit({ executor: bound, clock }).record(entry);
  };

  const serverOf = (record: LdapServerRecord): LdapServer =>
    serverFrom(record.config.connection, record.config.options, passwordOf(record));

  const tested = (server: LdapServer): Promise<LdapTest> =>
    inLdapSession(server, async (session) => {
      const { namingContexts, defaultNamingContext } = await session.rootDse();
      const inTheClear = server.bindDn !== '' && !server.startTls && !server.url.startsWith('ldaps:');
      return {
        ok: true,
        message: saidTogether([
          say(server.bindDn === '' ? 'directory.connectedAnonymously' : 'directory.connected', {
            server: session.server,
          }),
          ...(session.failedOver ? [say('directory.onFailover')] : []),
          ...(inTheClear ? [say('directory.inTheClear')] : []),
        ]),
        namingContexts,
        namingContext: defaultNamingContext ?? namingContexts[0],
      };
    });

  const bindAs: DirectoryBind['bindAs'] = async ({ id }, password) => {
    const link = (await users.find(id))?.directory;
    const record = link && (await store.find(link.sourceId));
    // Switched off: nobody is told whom it knows.
    if (!link || !record?.config.options.enabled) return 'wrong';
    const { search } = record.config;
    return inLdapSession(forSignIn(serverOf(record)), async (session) => {
      // Asked for anew each time: entries are moved and renamed.
      const [entry] = await session.first(
        {
          baseDn: baseOf(search, 'users'),
          scope: 'sub',
          filter: byExternalId(search.users.guid, link.externalId),
          attributes: [search.users.guid],
        },
        1,
      );
      if (entry === undefined) return 'wrong';
      const verdict = await session.checkPassword(entry.dn, password);
      // Who is no longer among those selected is known there, but not let in here; told only to who knows the password.
      return verdict === 'right' && link.syncState === 'no-sync' ? 'blocked' : verdict;
    });
  };

  /** Throws unless all that are switched on answer, asked as a sign-in would: binding alone does not show it. */
  const requireAnswers = async (): Promise<void> => {
    const asked = (await store.list()).filter(({ config }) => config.options.enabled);
    await Promise.all(
      asked.map((record) => {
        const { search } = record.config;
        const base = { baseDn: baseOf(search, 'users'), scope: 'base', filter: anything, attributes: ['1.1'] } as const;
        return inLdapSession(forSignIn(serverOf(record)), (session) => session.first(base, 1));
      }),
    );
  };

  return {
    serverOf,
    bindAs,
    requireAnswers,
    list: () => store.list(),
    /** Throws `record.notFound`. */
    get: (id: string) => require(id),
    selections: (id: string) => store.selections(id),

    /** Never throws for what is wrong with the server: that is the answer. */
    async test(input: {
      readonly id?: string | undefined;
      readonly connection: LdapServerInput['connection'];
      readonly options: LdapServerInput['options'];
    }): Promise<LdapTest> {
      const password = await passwordFor(input.id, input.connection, input.options.failoverUrl);
      const server = serverFrom(input.connection, input.options, password);
      try {
        return await tested(server);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { ok: false, message: error.text, namingContexts: [], namingContext: undefined };
      }
    },

    async preview(
      input: LdapServerInput,
      id: string | undefined,
      kind: LdapItemKind,
      text: string,
    ): Promise<LdapHit[]> {
      const password = await passwordFor(id, input.connection, input.options.failoverUrl);
      return lookInto(serverFrom(input.connection, input.options, password), input, kind, text);
    },

    async search(id: string, kind: LdapItemKind, text: string): Promise<LdapHit[]> {
      const record = await require(id);
      return lookInto(serverOf(record), record.config, kind, text);
    },

    /**
     * Throws `input.invalid` for a filter or certificate that cannot be read, `record.conflict` for a taken name. `actor`
     * says in the audit trail who did it, here and below.
     */
    async create(input: LdapServerInput, actor: string): Promise<string> {
      check(input);
      const id = randomUUID();
      await inTransaction(executor, async (bound) => {
        const within = createLdapServersStore(bound);
        await refuseClash(within, input.connection.name, undefined);
        await within.insert(id, configOf(input), seal(input.connection.password), clock.now());
        await createDirectoryMatchesStore(bound).setPolicy(id, newPolicy);
        await record(bound, actor, 'Added', input.connection.name, changesBetween(undefined, auditedInput(input)));
      });
      return id;
    },

    /** Throws as `create`, and `input.invalid` if the address changed but no password was given. */
    async update(id: string, input: LdapServerInput, actor: string): Promise<void> {
      check(input);
      await passwordFor(id, input.connection, input.options.failoverUrl);
      await inTransaction(executor, async (bound) => {
        const within = createLdapServersStore(bound);
        const before = await require(id, within);
        await refuseClash(within, input.connection.name, id);
        await within.update(id, configOf(input), seal(input.connection.password), clock.now());
        // A stored password is not read for the trail: that it was replaced is what counts.
        const changes = changesBetween(auditedConfig(before.config), auditedInput(input));
        await record(bound, actor, 'Changed', input.connection.name, changes);
      });
    },

    /** Its people become local ones and its groups manual ones. */
    async delete(id: string, actor: string): Promise<void> {
      await inTransaction(executor, async (bound) => {
        const within = createLdapServersStore(bound);
        const { config, origins, groups } = await require(id, within);
        await directory(bound).release(id);
        await within.delete(id);
        const released = { 'People Turned Local': origins, 'Groups Turned Manual': groups };
        await record(bound, actor, 'Deleted', config.connection.name, changesBetween({}, released), true);
      });
    },

    async select(id: string, items: readonly LdapItem[], actor: string): Promise<void> {
      await inTransaction(executor, async (bound) => {
        const within = createLdapServersStore(bound);
        const { config } = await require(id, within);
        await within.select(id, items, clock.now());
        const changes = [{ attribute: 'Selected', after: itemNames(items) }];
        await record(bound, actor, 'Changed', config.connection.name, changes);
      });
    },

    async deselect(id: string, items: readonly Pick<LdapItem, 'kind' | 'externalId'>[], actor: string): Promise<void> {
      await inTransaction(executor, async (bound) => {
        const within = createLdapServersStore(bound);
        const { config } = await require(id, within);
        const gone = (await within.selections(id)).filter((one) =>
          items.some((item) => item.kind === one.kind && item.externalId === one.externalId),
        );
        await within.deselect(id, items);
        const changes = gone.length === 0 ? [] : [{ attribute: 'Selected', before: itemNames(gone) }];
        await record(bound, actor, 'Changed', config.connection.name, changes);
      });
    },
  };
};

export type LdapServers = ReturnType<typeof createLdapServers>;
