// HTTPS as a device speaks it: raw bytes, only the certificate authorities it was told to trust, names that can be
// pointed at loopback, and redirects that lose the query unless the server copied it.
import { request as startPlainRequest } from 'node:http';
import { Agent, request as startRequest } from 'node:https';
import { isIP } from 'node:net';

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Buffer | undefined;
  /** Follows up to ten redirects with the same method; the new URL is exactly the Location. */
  readonly followRedirects?: boolean | undefined;
  /** Lets http URLs through; devices accept them for SCEP only. */
  readonly allowPlain?: boolean | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly body: Buffer;
  /** The URL that answered, after redirects. */
  readonly url: string;
}

export interface HttpsClientOptions {
  /** PEM certificates trusted as authorities; nothing else is. */
  readonly trusted: readonly string[];
  /** Where to connect for a URL's `host` or `host:port`, such as { 'office.example': { address: '127.0.0.1', port: 8443 } }. */
  readonly hosts?: Readonly<Record<string, { readonly address: string; readonly port: number }>> | undefined;
  /** False opens a new connection with a full handshake for each request. Default true. */
  readonly keepAlive?: boolean | undefined;
  /** Default 15000. */
  readonly timeoutMs?: number | undefined;
}

export interface HttpsClient {
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Trusts these from the next connection on; existing connections are dropped. */
  trust(pems: readonly string[]): void;
  close(): void;
}

/** Makes a client. Rejects for TLS failures, timeouts and URLs that are not https. */
export const createHttpsClient = (options: HttpsClientOptions): HttpsClient => {
  const trusted = [...options.trusted];
  const newAgent = (): Agent =>
    new Agent({
      keepAlive: options.keepAlive ?? true,
      maxSockets: 4,
      ...(options.keepAlive === false ? { maxCachedSessions: 0 } : {}),
    });
  let agent = newAgent();

  const sendOnce = (request: HttpRequest): Promise<HttpResponse> =>
    new Promise((resolve, reject) => {
      const url = new URL(request.url);
      const plain = url.protocol === 'http:' && request.allowPlain === true;
      if (url.protocol !== 'https:' && !plain) {
        reject(new Error(`a device talks https only, not ${request.url}`));
        return;
      }
      const hostname = url.hostname.replace(/^\[|\]$/g, '');
      const target = options.hosts?.[url.host] ?? options.hosts?.[hostname];
      const body = request.body;
      const outgoing = (plain ? startPlainRequest : startRequest)(
        {
          method: request.method,
          host: target?.address ?? hostname,
          port: target?.port ?? (url.port === '' ? (plain ? 80 : 443) : Number(url.port)),
          path: `${url.pathname}${url.search}`,
          headers: {
            host: url.host,
            ...(body === undefined ? {} : { 'content-length': body.length }),
            ...request.headers,
          },
          ...(plain ? {} : { servername: isIP(hostname) === 0 ? hostname : '', ca: trusted, agent }),
          timeout: options.timeoutMs ?? 15_000,
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const headers: Record<string, string> = {};
            for (const [name, value] of Object.entries(incoming.headers)) {
              if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
            }
            resolve({
              status: incoming.statusCode ?? 0,
              headers,
              setCookies: incoming.headers['set-cookie'] ?? [],
              body: Buffer.concat(chunks),
              url: request.url,
            });
          });
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer from ${url.host} in time`)));
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  return {
    async send(request) {
      let response = await sendOnce(request);
      for (let hops = 0; request.followRedirects === true && isRedirect(response.status) && hops < 10; hops += 1) {
        const location = response.headers.location;
        if (location === undefined) break;
        response = await sendOnce({ ...request, url: new URL(location, response.url).href });
      }
      return response;
    },
    trust(pems) {
      const added = pems.filter((pem) => !trusted.includes(pem));
      if (added.length === 0) return;
      trusted.push(...added);
      agent.destroy();
      agent = newAgent();
    },
    close() {
      agent.destroy();
    },
  };
};

export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** Content type without parameters, lower case. */
export const mediaType = (response: HttpResponse): string =>
  (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
