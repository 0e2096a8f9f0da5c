import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderText } from '../../../shared/locales/admin-texts.ts';
import { createDomainCheck, type FetchPage } from '../../../electron/mdm/enroll/domain-check.ts';
import { domainFile } from '../../../electron/mdm/enroll/domain-file.ts';
import { createListenerCertificates } from '../../../electron/pki/listener-certificate.ts';
import { inEnglish } from '../../support/english.ts';
import { openPki } from '../../support/pki/open-pki.ts';
import { createHttpsClient } from '../../support/device/https-client.ts';
import { createManualClock } from '../../support/fakes/manual-clock.ts';

const path = '/.well-known/com.apple.remotemanagement';
const ours = 'https://mdm.office.example';
const good = { Servers: [{ Version: 'mdm-byod', BaseURL: `${ours}/enroll/account/byod?account=1` }] };

interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly location?: string;
  readonly body?: unknown;
}
type Site = (host: string, url: URL) => Reply | undefined;

describe('the check of a domain', () => {
  let chain: string;
  let root: string;
  let key: string;
  let server: Server | undefined;
  const clock = createManualClock();

  beforeAll(async () => {
    const pki = await openPki();
    const identity = await createListenerCertificates(pki).current({
      hostNames: ['office.example', 'mdm.office.example'],
      addresses: [],
    });
    ({ chainPem: chain, keyPem: key } = identity);
    root = pki.authority.rootCertificatePem();
    await pki.close();
  });
  afterEach(() => {
    server?.close();
    server = undefined;
  });

  /** Serves `site` on loopback and returns a check whose fetch reaches it over real TLS. */
  const checkOf = async (site: Site, trusted = true) => {
    const started = createServer({ key, cert: chain }, (request, response) => {
      const host = request.headers.host ?? '';
      const reply = site(host, new URL(request.url ?? '/', `https://${host}`));
      if (reply === undefined) return;
      response.writeHead(reply.status ?? 200, {
        'content-type': reply.type ?? 'application/json',
        ...(reply.location === undefined ? {} : { location: reply.location }),
      });
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
    });
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    const target = { address: '127.0.0.1', port: (started.address() as AddressInfo).port };
    const client = createHttpsClient({
      trusted: trusted ? [root] : [],
      hosts: { 'office.example': target, 'mdm.office.example': target },
      keepAlive: false,
    });
    const fetch: FetchPage = async (url, { signal }) => {
      const stopped = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
      const response = await Promise.race([client.send({ method: 'GET', url }), stopped]);
      return {
        status: response.status,
        headers: new Headers(response.headers),
        text: () => Promise.resolve(response.body.toString('utf8')),
      };
    };
    return createDomainCheck({
      fetch,
      clock,
      origin: () => Promise.resolve(ours),
      personOf: () => Promise.resolve('anna@office.example'),
    });
  };
  const failedOf = async (site: Site, trusted = true) => {
    const result = await (await checkOf(site, trusted))('office.example');
    expect(result.ok).toBe(result.checks.every(({ ok }) => ok));
    return result.checks.filter(({ ok }) => !ok).map(({ name }) => name.english);
  };

  it('finds a redirect that keeps the query right', async () => {
    const asked: string[] = [];
    const check = await checkOf((host, url) => {
      asked.push(url.searchParams.get('user-identifier') ?? '');
      return host === 'office.example' ? { status: 307, location: `${ours}${path}${url.search}` } : { body: good };
    });
    expect(await check('office.example')).toMatchObject({ ok: true, url: `https://office.example${path}` });
    expect(asked).toEqual(['anna@office.example', 'anna@office.example']);
  });

  it('finds a static file right', async () => {
    expect(await failedOf(() => ({ body: domainFile('office.example', ours).json }))).toEqual([]);
  });

  it('scenario 5: finds a redirect that loses the query', async () => {
    const site: Site = (host) =>
      host === 'office.example' ? { status: 301, location: `${ours}${path}` } : { body: good };
    expect(await failedOf(site)).toEqual(['Redirect']);
  });

  it.each<[string, Reply, string[]]>([
    ['a missing file', { status: 404, body: 'no' }, ['Status']],
    ['the wrong content type', { type: 'text/html', body: good }, ['Content type']],
    ['no JSON', { body: '<html>' }, ['JSON']],
    ['an empty list', { body: { Servers: [] } }, ['JSON']],
    ['two servers', { body: { Servers: [...good.Servers, ...good.Servers] } }, ['JSON']],
    ['an unknown version', { body: { Servers: [{ ...good.Servers[0], Version: 'mdm-x' }] } }, ['Version']],
    [
      'another server',
      { body: { Servers: [{ Version: 'mdm-byod', BaseURL: 'https://other.example/x' }] } },
      ['BaseURL'],
    ],
    ['a redirect to http', { status: 302, location: 'http://office.example/' }, ['Redirect']],
    ['a redirect in circles', { status: 302, location: `https://office.example${path}` }, ['Redirect']],
  ])('finds %s', async (_name, reply, failed) => {
    expect(await failedOf(() => reply)).toEqual(failed);
  });

  it('takes our own refusal of an unknown person as reached', async () => {
    const refusal = { status: 403, body: { code: 'com.apple.well-known.failed' } };
    const site: Site = (host, url) =>
      host === 'office.example' ? { status: 307, location: `${ours}${path}${url.search}` } : refusal;
    expect(await failedOf(site)).toEqual([]);
    expect(await failedOf(() => refusal)).toEqual(['Status']);
  });

  it('says that a certificate is not trusted', async () => {
    expect(await failedOf(() => ({ body: good }), false)).toEqual(['TLS']);
  });

  it('gives up on a server that does not answer', async () => {
    const check = await checkOf(() => undefined);
    const running = check('office.example');
    await clock.advance(10_000);
    const result = await running;
    expect(inEnglish(result.checks)).toEqual([
      { name: 'Connection', ok: false, detail: 'office.example did not answer within 10 seconds.' },
    ]);
    expect(result.checks.map(({ detail }) => renderText(detail, 'de'))).toEqual([
      'office.example hat innerhalb von 10 Sekunden nicht geantwortet.',
    ]);
    server?.closeAllConnections();
  });
});

describe('the domain file', () => {
  const file = domainFile('office.example', 'https://mdm.office.example:8443');
  it('is what a device reads', () => {
    expect(JSON.parse(file.json)).toEqual({
      Servers: [{ Version: 'mdm-byod', BaseURL: 'https://mdm.office.example:8443/enroll/account/byod' }],
    });
    expect(file.path).toBe(`https://office.example${path}`);
  });
  it.each([
    ['nginx', '$is_args$args'],
    ['Apache', 'QSA'],
    ['Cloudflare', 'http.request.uri.query'],
    ['IIS', 'appendQueryString="true"'],
  ])('comes with a snippet for %s that keeps the query', (name, keeper) => {
    const text = file.snippets.find((snippet) => snippet.name === name)?.text;
    expect(text).toContain(file.redirectTarget);
    expect(text).toContain(keeper);
  });
});
