// Reads a directory server: bind, search in pages, referrals. Nothing here knows of people or storage.
import {
  AndFilter,
  EqualityFilter,
  FilterParser,
  NotFilter,
  OrFilter,
  SubstringFilter,
  type Entry,
  type Filter,
} from 'ldapts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError, isAppError } from '../../core/errors.ts';
import { once } from '../../core/once.ts';
import { bindRefusalOf, type BindRefusal } from './ldap-errors.ts';
import { ldapHost, openLdapConnection, type LdapConnection, type LdapEndpoint } from './ldap-connection.ts';

export interface LdapServer extends Omit<LdapEndpoint, 'url'> {
  readonly url: string;
  /** Asked when the first one cannot be reached, or does not answer in time. */
  readonly failoverUrl: string | undefined;
  /** Empty: anonymous. */
  readonly bindDn: string;
  readonly password: string;
  readonly referrals: 'follow' | 'ignore' | 'throw';
  readonly pageSize: number;
}

export type LdapScope = 'base' | 'one' | 'sub';

export interface LdapSearch {
  readonly baseDn: string;
  readonly scope: LdapScope;
  readonly filter: Filter;
  readonly attributes: readonly string[];
}

/** An entry; names of attributes are in lower case. */
export interface LdapEntry {
  readonly dn: string;
  readonly values: ReadonlyMap<string, readonly (string | Buffer)[]>;
}

export interface LdapSession {
  /** Host and port that answered. */
  readonly server: string;
  /** True if the failover server answered. */
  readonly failedOver: boolean;
  /** All entries, page by page. Referrals as the server's setting says. */
  pages(search: LdapSearch): AsyncGenerator<readonly LdapEntry[]>;
  /** At most `limit` entries; more may exist. Throws as `pages` does. */
  first(search: LdapSearch, limit: number): Promise<readonly LdapEntry[]>;
  /** Whether this server accepts the password for the DN, and if not, why. */
  checkPassword(dn: string, password: string): Promise<'right' | BindRefusal>;
  /** What the server says of itself. */
  rootDse(): Promise<{ namingContexts: readonly string[]; defaultNamingContext: string | undefined }>;
  close(): void;
}

const maxReferralDepth = 5;

/** Active Directory keeps them as bytes. */
const binaryAttributes = ['objectGUID', 'objectguid', 'objectSid', 'objectsid'];

const toEntry = ({ dn, ...rest }: Entry): LdapEntry => ({
  dn,
  values: new Map(
    Object.entries(rest).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value : [value]]),
  ),
});

/** Throws `input.invalid` naming the mistake. */
export const parseLdapFilter = (text: string): Filter => {
  const trimmed = text.trim();
  try {
    return FilterParser.parseString(trimmed.startsWith('(') ? trimmed : `(${trimmed})`);
  } catch (cause) {
    throw new AppError('input.invalid', say('directory.badFilter', { filter: trimmed.slice(0, 100) }), { cause });
  }
};

export const allOf = (...filters: readonly Filter[]): Filter => new AndFilter({ filters: [...filters] });
export const anyOf = (filters: readonly Filter[]): Filter => new OrFilter({ filters: [...filters] });

export const noneOf = (filter: Filter): Filter => new NotFilter({ filter });

/** Values are sent as bytes of their own, so that nothing in them can be taken for syntax. */
export const equals = (attribute: string, value: string | Buffer): Filter => new EqualityFilter({ attribute, value });

export const containsWords = (attribute: string, text: string): Filter =>
  new SubstringFilter({ attribute, any: [text] });

const isBound = (server: LdapServer): boolean => server.bindDn !== '';

const endpointOf = (server: LdapServer): LdapEndpoint => ({
  url: server.url,
  startTls: server.startTls,
  caCertificates: server.caCertificates,
  timeoutMs: server.timeoutMs,
});

/** Connects and binds: one step, in one bound of time, because a server can hang at each part of it. */
const connectAs = async (
  server: LdapServer,
  who: { readonly dn: string; readonly password: string } | undefined,
  signal: AbortSignal | undefined,
): Promise<LdapConnection> => {
  const connection = await openLdapConnection(endpointOf(server), signal);
  try {
    if (who) {
      await connection.runInTime(say('directory.theBind', { dn: who.dn }), (client) =>
        client.bind(who.dn, who.password),
      );
    }
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
};

/**
 * Does the work with the first server, and from the beginning with the failover server if the first cannot be reached or
 * leaves any part of the work without an answer. Only that matters: a refused password is refused by the other one as well.
 */
const onEither = async <T>(
  server: LdapServer,
  signal: AbortSignal | undefined,
  work: (one: LdapServer, failedOver: boolean) => Promise<T>,
): Promise<T> => {
  const { failoverUrl } = server;
  try {
    return await work(server, false);
  } catch (error) {
    if (failoverUrl === undefined || signal?.aborted || !isAppError(error, 'directory.unreachable')) throw error;
    try {
      return await work({ ...server, url: failoverUrl, failoverUrl: undefined }, true);
    } catch (second) {
      if (!(second instanceof AppError)) throw second;
      throw new AppError(second.code, say('directory.failoverFailed', { first: error.text, second: second.text }), {
        cause: second,
      });
    }
  }
};

const hostOf = (url: string): string => ldapHost(url).host.toLowerCase();

/** The DNS domain of a DN: `office.example` of `dc=office,dc=example` (RFC 2247). */
const domainOfDn = (dn: string): string =>
  [...dn.matchAll(/(?:^|,)\s*dc\s*=\s*([^,+]+)/gi)]
    .map(([, label = '']) => label.trim())
    .join('.')
    .toLowerCase();

/** The same of whom a bind names, also as `reader@office.example`. `OFFICE\\reader` tells none. */
const domainOf = (bindDn: string): string =>
  /^[^=,]+@(?<domain>[^=,]+)$/.exec(bindDn)?.groups?.['domain']?.toLowerCase() ?? domainOfDn(bindDn);

/** A domain without a dot is no domain of anybody. */
const isWithin = (host: string, domain: string): boolean =>
  domain.includes('.') && (host === domain || host.endsWith(`.${domain}`));

const isNamed = (host: string, { url, failoverUrl }: LdapServer): boolean =>
  [url, ...(failoverUrl === undefined ? [] : [failoverUrl])].map(hostOf).includes(host);

/** Parts of Active Directory that each search of a whole domain refers to, and where nobody is. */
const holdsNobody = (uri: string): boolean =>
  /^ldaps?:\/\/[^/]*\/(cn=(configuration|schema)|dc=(forest|domain)dnszones),/i.test(uri);

/**
 * Where a referral leads (RFC 4516). The bind user's password goes to the servers that the admin named, with the security
 * that they are reached by, and into the bind user's own domain or `domains`, there by TLS only: whoever may write an
 * entry can make a referral to anywhere. Throws `directory.failed` for anything else.
 */
export const referralTarget = (
  uri: string,
  server: LdapServer,
  search: LdapSearch,
  domains: readonly string[] = [],
): { readonly server: LdapServer; readonly search: LdapSearch } => {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (!url || (url.protocol !== 'ldap:' && url.protocol !== 'ldaps:') || url.hostname === '') {
    throw new AppError('directory.failed', say('directory.referralNotLdap', { address: uri.slice(0, 200) }));
  }
  const host = hostOf(`${url.protocol}//${url.host}`);
  const named = isNamed(host, server);
  if (isBound(server) && !named && ![domainOf(server.bindDn), ...domains].some((domain) => isWithin(host, domain))) {
    throw new AppError('directory.failed', say('directory.referralForeign', { address: url.host }));
  }
  const [, scope] = url.search.slice(1).split('?');
  const secure = server.startTls || server.url.startsWith('ldaps:') || (isBound(server) && !named);
  return {
    server: {
      ...server,
      url: `${url.protocol}//${url.host}`,
      failoverUrl: undefined,
      startTls: secure && url.protocol === 'ldap:',
    },
    search: {
      ...search,
      baseDn: decodeURIComponent(url.pathname.slice(1)) || search.baseDn,
      scope: scope === 'base' || scope === 'one' || scope === 'sub' ? scope : search.scope,
    },
  };
};

/**
 * Whether the server accepts the password for the DN, and if not, why. An empty password is never right: RFC 4513 5.1.2
 * makes such a bind succeed for anybody.
 */
const checkPassword = async (server: LdapServer, dn: string, password: string): Promise<'right' | BindRefusal> => {
  if (dn === '' || password === '') return 'wrong';
  try {
    (await connectAs(server, { dn, password }, undefined)).close();
    return 'right';
  } catch (error) {
    if (isAppError(error, 'directory.credentials')) return bindRefusalOf(error);
    throw error;
  }
};

const openSession = async (
  server: LdapServer,
  failedOver: boolean,
  signal: AbortSignal | undefined,
  /** Of a session that a referral led to: the referrals before it, and where else the password may go. */
  before?: { readonly visited: ReadonlySet<string>; readonly domains: readonly string[] },
): Promise<LdapSession> => {
  const visited = before?.visited ?? new Set<string>();
  const reader = isBound(server) ? { dn: server.bindDn, password: server.password } : undefined;
  const connection = await connectAs(server, reader, signal);

  const options = (search: LdapSearch) => ({
    scope: search.scope,
    filter: search.filter,
    attributes: [...search.attributes],
    explicitBufferAttributes: binaryAttributes,
    timeLimit: Math.ceil(server.timeoutMs / 1000),
  });

  const rootDse = async (): Promise<{
    readonly namingContexts: readonly string[];
    readonly defaultNamingContext: string | undefined;
    readonly rootDomainNamingContext: string | undefined;
  }> => {
    const { searchEntries } = await connection.run(say('directory.rootEntry'), (client) =>
      client.search('', {
        scope: 'base',
        filter: '(objectClass=*)',
        attributes: ['namingContexts', 'defaultNamingContext', 'rootDomainNamingContext'],
      }),
    );
    const values = searchEntries[0] ? toEntry(searchEntries[0]).values : new Map<string, string[]>();
    return {
      namingContexts: (values.get('namingcontexts') ?? []).map(String),
      defaultNamingContext: values.get('defaultnamingcontext')?.map(String)[0],
      rootDomainNamingContext: values.get('rootdomainnamingcontext')?.map(String)[0],
    };
  };

  /** The domain of the server that the admin named, and the root of its forest, as it says itself. */
  const forest = once(async (): Promise<readonly string[]> => {
    if (before !== undefined) return before.domains;
    const { defaultNamingContext = '', rootDomainNamingContext = '' } = await rootDse();
    return [domainOfDn(defaultNamingContext), domainOfDn(rootDomainNamingContext)];
  });

  const followed = async function* (uri: string, search: LdapSearch): AsyncGenerator<readonly LdapEntry[]> {
    const key = uri.toLowerCase();
    if (visited.has(key)) return;
    if (visited.size >= maxReferralDepth) {
      throw new AppError('directory.failed', say('directory.referralLoop', { address: uri.slice(0, 200) }));
    }
    const domains = await forest();
    const target = referralTarget(uri, server, search, domains);
    const session = await openSession(target.server, false, signal, { visited: new Set([...visited, key]), domains });
    try {
      yield* session.pages(target.search);
    } finally {
      session.close();
    }
  };

  const pages = async function* (search: LdapSearch): AsyncGenerator<readonly LdapEntry[]> {
    const results = connection.client.searchPaginated(search.baseDn, {
      ...options(search),
      paged: { pageSize: server.pageSize },
    });
    const references = new Set<string>();
    for (;;) {
      const page = await connection.run(search.baseDn, () => results.next());
      if (page.done) break;
      for (const uri of page.value.searchReferences) if (!holdsNobody(uri)) references.add(uri);
      yield page.value.searchEntries.map(toEntry);
    }
    if (server.referrals === 'ignore') return;
    const [first] = references;
    if (server.referrals === 'throw' && first !== undefined) {
      throw new AppError('directory.failed', say('directory.referral', { address: first.slice(0, 200) }));
    }
    for (const uri of references) yield* followed(uri, search);
  };

  return {
    server: connection.server,
    failedOver,
    pages,

    async first(search, limit) {
      const found = await connection.run(search.baseDn, (client) =>
        client.search(search.baseDn, { ...options(search), sizeLimit: limit }),
      );
      return found.searchEntries.slice(0, limit).map(toEntry);
    },

    rootDse,

    checkPassword: (dn, password) => checkPassword(server, dn, password),

    close: () => connection.close(),
  };
};

/**
 * Connects, binds, does the work and closes. The work begins anew with the failover server when the first one leaves it
 * without an answer, so it must only read. Throws `directory.unreachable`, `directory.untrusted`, `directory.credentials`
 * or `directory.failed`, each saying what to do.
 */
export const inLdapSession = <T>(
  server: LdapServer,
  work: (session: LdapSession) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> =>
  onEither(server, signal, async (one, failedOver) => {
    const session = await openSession(one, failedOver, signal);
    try {
      return await work(session);
    } finally {
      session.close();
    }
  });
