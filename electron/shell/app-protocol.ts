// Serves the built renderer as app://russet/: only files inside the bundle, each page with its own policy and nonce.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { lookUp } from '../../shared/look-up.ts';
import { contentSecurityPolicy, isOwnUrl } from './security.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const noncePlaceholder = '{{csp-nonce}}';

/** The file of the bundle that a URL names, or undefined when it names none: foreign host, escape, NUL, bad escape. */
export const bundlePathOf = (bundleFolder: string, url: string): string | undefined => {
  if (!isOwnUrl(url)) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.includes('\\')) return undefined;
  const root = normalize(bundleFolder + sep);
  const file = normalize(join(root, path === '/' ? 'index.html' : path));
  return file.startsWith(root) ? file : undefined;
};

const respond = (status: number, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response =>
  new Response(body, {
    status,
    headers: { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', ...headers },
  });

/** A page under the policy: HTML with the nonce put in place of its placeholder. */
export const pageResponse = (html: string): Response => {
  const nonce = randomBytes(16).toString('base64');
  return respond(200, html.replaceAll(noncePlaceholder, nonce), {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(nonce),
  });
};

/** The handler of the scheme. Answers 404 for whatever is not a file of a known kind in the bundle. */
export const createAppProtocol =
  (bundleFolder: string) =>
  async (request: Pick<Request, 'method' | 'url'>): Promise<Response> => {
    const notFound = () => respond(404, 'Not found', { 'content-type': 'text/plain; charset=utf-8' });
    const file = bundlePathOf(bundleFolder, request.url);
    const contentType = lookUp(contentTypes, extname(file ?? ''));
    if (request.method !== 'GET' || file === undefined || contentType === undefined) return notFound();
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch {
      return notFound();
    }
    if (extname(file) === '.html') return pageResponse(bytes.toString('utf8'));
    return respond(200, new Uint8Array(bytes), { 'content-type': contentType });
  };
