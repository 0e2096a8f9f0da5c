// Reads people and groups of a Microsoft Entra tenant through Graph, as the app itself. Knows nothing of storage.
// Microsoft: "Use delta query to track changes in Microsoft Graph data", "Microsoft Graph throttling guidance".
import { onOneLine } from '../../core/carried-text.ts';
import { z } from 'zod';
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import { retryAfterMs } from '../../net/retry.ts';
import { jsonOf, type EntraResponse } from './entra-request.ts';
import { createGraphToken, type EntraApp, type EntraPort } from './entra-token.ts';
import { minute } from '../../core/durations.ts';

/** Properties every person is read with. */
export const personProperties = [
  'userPrincipalName',
  'mail',
  'givenName',
  'surname',
  'displayName',
  'accountEnabled',
  'preferredLanguage',
  'userType',
] as const;

const userType = '#microsoft.graph.user';

const item = z.looseObject({ id: z.string().min(1), '@removed': z.looseObject({}).optional() });
const member = z.looseObject({
  id: z.string().min(1),
  '@odata.type': z.string().default(userType),
  '@removed': z.looseObject({}).optional(),
});
const group = item.extend({
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  'members@delta': z.array(member).optional(),
});
const page = <T extends z.ZodType>(row: T) =>
  z.looseObject({
    value: z.array(row),
    '@odata.nextLink': z.string().optional(),
    '@odata.deltaLink': z.string().optional(),
  });

/** A user as Graph sends it; values are checked by whoever reads them. */
export type GraphUser = z.infer<typeof item>;

export interface GraphGroup {
  readonly id: string;
  /** Undefined if this page does not say. */
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly removed: boolean;
  readonly joined: readonly string[];
  readonly left: readonly string[];
  /** The same of groups inside the group: what changes in those this group does not tell. */
  readonly nested: { readonly joined: readonly string[]; readonly left: readonly string[] };
}

export interface DeltaPage<T> {
  readonly rows: readonly T[];
  /** Where to go on: with the next page, or after the last one with what changed since. */
  readonly link: string;
  readonly last: boolean;
}

/** The delta link is too old: everything has to be read again. */
export class DeltaExpired extends Error {}

export interface EntraClient {
  /** How many users the tenant has; shows that address, credential and consent are right. */
  countUsers(): Promise<number>;
  /** Groups whose name has a word that begins with the text; at most 50. An empty text: any. */
  searchGroups(text: string): Promise<readonly { id: string; name: string; description: string }[]>;
  /** One page of people, from the beginning without a link. Throws `DeltaExpired`. */
  users(link: string | undefined, properties: readonly string[], signal?: AbortSignal): Promise<DeltaPage<GraphUser>>;
  /** One page of the given groups and their members. Throws `DeltaExpired`. */
  groups(link: string | undefined, ids: readonly string[], signal?: AbortSignal): Promise<DeltaPage<GraphGroup>>;
  /** Everybody in a group, and in groups inside it to any depth; undefined if there is no such group. */
  membersThroughout(groupId: string, signal?: AbortSignal): Promise<readonly string[] | undefined>;
  /** One person, undefined if there is none. */
  user(id: string, properties: readonly string[], signal?: AbortSignal): Promise<GraphUser | undefined>;
}

const maxTries = 6;
/** Without a Retry-After, and as the base of the pause that doubles. */
const firstPauseMs = 2000;
/** A service that wants a longer pause is asked again at the next sync. */
const longestPauseMs = 5 * minute;

const graphError = z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) });

const expiredCodes = /^(syncStateNotFound|syncStateInvalid|resyncRequired|Directory_ExpiredPageToken)$/i;

const pause = (clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const aborted = (): void => {
      cancel();
      reject(new AppError('directory.unreachable', say('directory.cancelled')));
    };
    const cancel = clock.schedule(ms, () => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    });
    if (signal?.aborted) aborted();
    else signal?.addEventListener('abort', aborted, { once: true });
  });

const consentMissing = (): AppError => new AppError('directory.consent', say('entra.graphConsent'));

const explain = (response: EntraResponse): Error => {
  const parsed = graphError.safeParse(jsonOf(response));
  const { code, message } = parsed.success ? parsed.data.error : { code: '', message: '' };
  if (response.status === 410 || expiredCodes.test(code)) return new DeltaExpired();
  if (response.status === 403) return consentMissing();
  if (response.status === 401) {
    return new AppError('directory.credentials', say('entra.graphToken'));
  }
  if (response.status >= 500 || response.status === 429) {
    return new AppError('directory.unreachable', say('entra.graphBusy', { status: response.status }));
  }
  return new AppError(
    'directory.failed',
    say('entra.graphRefuses', {
      status: `${String(response.status)}${code === '' ? '' : `, ${code}`}`,
      answer: message.slice(0, 300),
    }),
  );
};

const garbage = (): AppError => new AppError('directory.failed', say('entra.graphGarbage'));

/** A client of one tenant. Nothing is asked before the first call. */
export const createEntraClient = (port: EntraPort, app: EntraApp): EntraClient => {
  const { clock } = port;
  const graph = `${port.endpoints.graphOrigin}/v1.0`;
  const token = createGraphToken(port, app);

  const get = async (
    url: string,
    signal: AbortSignal | undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<EntraResponse> => {
    // Links come from outside, and the token must not go elsewhere.
    if (!URL.canParse(url) || new URL(url).origin !== new URL(graph).origin) throw garbage();
    let renewed = false;
    for (let tries = 1; ; tries += 1) {
      const response = await port.send({
        method: 'GET',
        url,
        headers: { ...headers, authorization: `Bearer ${await token.get(signal)}` },
        signal,
      });
      if (response.status === 200) return response;
      if (response.status === 401 && !renewed) {
        renewed = true;
        token.forget();
        continue;
      }
      const throttled = [429, 503, 504].includes(response.status);
      const ms = retryAfterMs(response.headers['retry-after'], clock.now()) ?? firstPauseMs * 2 ** (tries - 1);
      if (!throttled || tries >= maxTries || ms > longestPauseMs) {
        if (response.status === 404) return response;
        throw explain(response);
      }
      await pause(clock, ms, signal);
    }
  };

  const read = async <T extends z.ZodType>(
    schema: T,
    url: string,
    signal: AbortSignal | undefined,
    headers?: Readonly<Record<string, string>>,
  ): Promise<z.output<T>> => {
    const response = await get(url, signal, headers);
    if (response.status !== 200) throw explain(response);
    const parsed = schema.safeParse(jsonOf(response));
    if (!parsed.success) throw garbage();
    return parsed.data;
  };

  const deltaPage = async <T extends z.ZodType>(row: T, url: string, signal: AbortSignal | undefined) => {
    const found = await read(page(row), url, signal);
    const next = found['@odata.nextLink'];
    const link = next ?? found['@odata.deltaLink'];
    if (link === undefined) throw garbage();
    return { rows: found.value, link, last: next === undefined };
  };

  const query = (path: string, fields: Readonly<Record<string, string>>): string =>
    `${graph}${path}?${Object.entries(fields)
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
      .join('&')}`;

  const eventual = { consistencylevel: 'eventual' };

  return {
    async countUsers() {
      const response = await get(`${graph}/users/$count`, undefined, { ...eventual, accept: 'text/plain' });
      const count = Number(response.text.trim().replace(/^\uFEFF/, ''));
      if (response.status !== 200 || !Number.isInteger(count)) throw garbage();
      return count;
    },

    async searchGroups(text) {
      const word = text.replace(/["\\]/g, ' ').trim();
      const found = await read(
        page(group),
        query('/groups', {
          ...(word === '' ? {} : { $search: `"displayName:${word}"` }),
          $select: 'id,displayName,description',
          $orderby: 'displayName',
          $count: 'true',
          $top: '50',
        }),
        undefined,
        eventual,
      );
      return found.value.map(({ id, displayName, description }) => ({
        id,
        // What is picked comes back as input.
        name: onOneLine(displayName ?? '') || id,
        description: onOneLine(description ?? ''),
      }));
    },

    users: (link, properties, signal) =>
      deltaPage(item, link ?? query('/users/delta', { $select: properties.join(',') }), signal),

    async groups(link, ids, signal) {
      const first = query('/groups/delta', {
        $filter: ids.map((id) => `id eq '${id}'`).join(' or '),
        $select: 'displayName,description,members',
      });
      const found = await deltaPage(group, link ?? first, signal);
      const rows = found.rows.map((row): GraphGroup => {
        // Devices and contacts are members as well; only people can be members here.
        const changes = (type: string) => {
          const ofType = (row['members@delta'] ?? []).filter((one) => one['@odata.type'] === type);
          return {
            joined: ofType.filter((one) => one['@removed'] === undefined).map(({ id }) => id),
            left: ofType.filter((one) => one['@removed'] !== undefined).map(({ id }) => id),
          };
        };
        return {
          id: row.id,
          name: row.displayName ?? undefined,
          description: row.description ?? undefined,
          removed: row['@removed'] !== undefined,
          ...changes(userType),
          nested: changes('#microsoft.graph.group'),
        };
      });
      return { ...found, rows };
    },

    async membersThroughout(groupId, signal) {
      const members = new Set<string>();
      let url: string | undefined = query(`/groups/${encodeURIComponent(groupId)}/transitiveMembers`, {
        $select: 'id',
        $top: '999',
      });
      const pages = new Set<string>();
      while (url !== undefined) {
        // A link that leads back would never end.
        if (pages.has(url)) throw garbage();
        pages.add(url);
        const response = await get(url, signal);
        if (response.status === 404) return undefined;
        const parsed = page(member).safeParse(jsonOf(response));
        if (!parsed.success) throw garbage();
        for (const one of parsed.data.value) if (one['@odata.type'] === userType) members.add(one.id);
        url = parsed.data['@odata.nextLink'];
      }
      return [...members];
    },

    async user(id, properties, signal) {
      const url = query(`/users/${encodeURIComponent(id)}`, { $select: ['id', ...properties].join(',') });
      const response = await get(url, signal);
      if (response.status === 404) return undefined;
      const parsed = item.safeParse(jsonOf(response));
      if (!parsed.success) throw garbage();
      return parsed.data;
    },
  };
};
