// Fetches the discovery file of a domain the way a device does and says what is right and wrong with it.
import { z } from 'zod';
import { type AdminText, say } from '../../../shared/locales/admin-texts.ts';
import type { Clock } from '../../core/ports.ts';
import { discoveryPath } from './discovery.ts';

export interface DomainCheckItem {
  readonly name: AdminText;
  readonly ok: boolean;
  readonly detail: AdminText;
}

export interface DomainCheck {
  readonly ok: boolean;
  readonly url: string;
  readonly checks: DomainCheckItem[];
}

/** The part of `fetch` that is used; redirects are followed here, one by one. */
export type FetchPage = (
  url: string,
  init: { readonly redirect: 'manual'; readonly signal: AbortSignal; readonly headers: Record<string, string> },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}>;

export interface DomainCheckDeps {
  readonly fetch: FetchPage;
  readonly clock: Pick<Clock, 'schedule'>;
  readonly origin: () => Promise<string>;
  /** Identifier of an enabled person of that mail domain, to see a real answer; undefined if there is none. */
  readonly personOf: (domain: string) => Promise<string | undefined>;
}

const timeoutMs = 10_000;
const maxRedirects = 5;
const maxBytes = 100_000;

const serversSchema = z.object({
  Servers: z.array(z.object({ Version: z.string(), BaseURL: z.string() })).min(1),
});
const refusalSchema = z.object({ code: z.literal('com.apple.well-known.failed'), message: z.string().optional() });

interface Answer {
  readonly url: URL;
  readonly redirects: number;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

type Looked = 'connection' | 'tls' | 'redirect' | 'status' | 'contentType' | 'json' | 'version' | 'baseUrl' | 'answer';

const pass = (name: Looked, detail: AdminText): DomainCheckItem => ({ name: say(`domain.${name}`), ok: true, detail });
const fail = (name: Looked, detail: AdminText): DomainCheckItem => ({ name: say(`domain.${name}`), ok: false, detail });

const tlsCodes = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|ISSUER/;

/** What to do about a failed connection, in words. */
const connectionProblem = (error: unknown, host: string): DomainCheckItem => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (error instanceof Error && error.name === 'AbortError') {
    return fail('connection', say('domain.noAnswer', { host, seconds: timeoutMs / 1000 }));
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return fail('connection', say('domain.notInDns', { host }));
  if (tlsCodes.test(code)) {
    return fail('tls', say('domain.untrusted', { host, code }));
  }
  return fail(
    'connection',
    code === '' ? say('domain.unreachable', { host }) : say('domain.unreachableCode', { host, code }),
  );
};

const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
};

const checkServer = (server: { Version: string; BaseURL: string }, origin: string): DomainCheckItem[] => {
  const known = server.Version === 'mdm-byod' || server.Version === 'mdm-adde';
  const target = URL.canParse(server.BaseURL) ? new URL(server.BaseURL) : undefined;
  const path = target?.pathname;
  const expected = `/enroll/account/${server.Version === 'mdm-adde' ? 'adde' : 'byod'}`;
  return [
    known
      ? pass(
          'version',
          say(server.Version === 'mdm-byod' ? 'domain.offersUser' : 'domain.offersDevice', { version: server.Version }),
        )
      : fail('version', say('domain.unknownVersion', { version: server.Version })),
    target?.protocol === 'https:' && target.origin === origin && path === expected
      ? pass('baseUrl', say('domain.leadsHere', { url: server.BaseURL }))
      : fail('baseUrl', say('domain.leadsElsewhere', { url: server.BaseURL, expected: `${origin}${expected}` })),
  ];
};

const checkAnswer = (answer: Answer, origin: string): DomainCheckItem[] => {
  const json = parseJson(answer.body);
  const refusal = refusalSchema.safeParse(json);
  if (answer.status === 403 && refusal.success && answer.url.origin === origin) {
    return [pass('answer', say('domain.nobodyKnown'))];
  }
  if (answer.status !== 200) return [fail('status', say('domain.otherStatus', { status: answer.status }))];
  const checks = [
    pass('status', say('domain.status200')),
    /^application\/json\b/i.test(answer.contentType)
      ? pass('contentType', say('domain.typeJson'))
      : fail('contentType', say('domain.otherType', { type: answer.contentType })),
  ];
  const servers = serversSchema.safeParse(json);
  if (!servers.success) {
    return [...checks, fail('json', say('domain.noServers'))];
  }
  const [first, ...more] = servers.data.Servers;
  checks.push(
    more.length === 0
      ? pass('json', say('domain.oneServer'))
      : fail('json', say('domain.manyServers', { servers: more.length + 1 })),
  );
  return first === undefined ? checks : [...checks, ...checkServer(first, origin)];
};

/** Never throws for what a foreign server does; every problem becomes a failed check. */
export const createDomainCheck = ({ fetch, clock, origin, personOf }: DomainCheckDeps) => {
  const request = async (
    url: URL,
  ): Promise<{ status: number; location: string | null; contentType: string; body: string }> => {
    const abort = new AbortController();
    const cancel = clock.schedule(timeoutMs, () => {
      abort.abort();
    });
    try {
      const response = await fetch(url.href, {
        redirect: 'manual',
        signal: abort.signal,
        headers: { accept: 'application/json' },
      });
      return {
        status: response.status,
        location: response.headers.get('location'),
        contentType: response.headers.get('content-type') ?? '',
        body: (await response.text()).slice(0, maxBytes),
      };
    } finally {
      cancel();
    }
  };

  /** The final answer, or the check that failed on the way to it. */
  const follow = async (start: URL): Promise<Answer | DomainCheckItem> => {
    let url = start;
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      const response = await request(url).catch((error: unknown) => connectionProblem(error, url.host));
      if ('ok' in response) return response;
      const redirected = [301, 302, 303, 307, 308].includes(response.status);
      if (!redirected || response.location === null) return { url, redirects, ...response };
      if (!URL.canParse(response.location, url.href))
        return fail('redirect', say('domain.noAddress', { address: response.location }));
      url = new URL(response.location, url);
      if (url.protocol !== 'https:') return fail('redirect', say('domain.notHttps', { origin: url.origin }));
    }
    return fail('redirect', say('domain.tooMany'));
  };

  const keepsQuery = (answer: Answer, identifier: string): DomainCheckItem[] => {
    if (answer.redirects === 0) return [];
    const kept =
      answer.url.searchParams.get('user-identifier') === identifier && answer.url.searchParams.has('model-family');
    return [
      kept
        ? pass('redirect', say('domain.keepsQuery', { origin: answer.url.origin }))
        : fail('redirect', say('domain.losesQuery')),
    ];
  };

  return async (domain: string): Promise<DomainCheck> => {
    const identifier = (await personOf(domain)) ?? `check@${domain}`;
    const url = new URL(`https://${domain}${discoveryPath}`);
    url.searchParams.set('user-identifier', identifier);
    url.searchParams.set('model-family', 'iPhone');
    const answer = await follow(url);
    const checks =
      'ok' in answer
        ? [answer]
        : [
            pass('tls', say('domain.trusted')),
            ...keepsQuery(answer, identifier),
            ...checkAnswer(answer, await origin()),
          ];
    return { ok: checks.every((check) => check.ok), url: `https://${domain}${discoveryPath}`, checks };
  };
};
