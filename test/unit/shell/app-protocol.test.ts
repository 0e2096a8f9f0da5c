import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlePathOf, createAppProtocol } from '../../../electron/shell/app-protocol.ts';

describe('path of a URL inside the bundle', () => {
  it('takes the root for the page itself', () => {
    expect(bundlePathOf('/bundle', 'app://russet/')).toBe('/bundle/index.html');
    expect(bundlePathOf('/bundle', 'app://russet/assets/a.js?v=1#x')).toBe('/bundle/assets/a.js');
  });

  it.each([
    'app://russet/%2e%2e/secret.json',
    'app://russet/..%2fsecret.json',
    'app://russet/assets/..%2f..%2fsecret.json',
    'app://russet/..%5csecret.json',
    'app://russet/%00.html',
    'app://russet/%E0%A4%A.html',
    'app://other/index.html',
    'file:///bundle/index.html',
  ])('finds nothing outside the bundle: %s', (url) => {
    const path = bundlePathOf('/bundle', url);
    // The URL parser itself resolves plain dot segments; what is left must lie inside.
    expect(path === undefined || path.startsWith('/bundle/')).toBe(true);
  });

  it('is not fooled by a folder whose name only begins like the bundle', () => {
    expect(bundlePathOf('/bundle', 'app://russet/..%2fbundle-of-others/a.json')).toBeUndefined();
  });
});

describe('serving the bundle', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'russet-bundle-'));
    mkdirSync(join(folder, 'bundle'));
    writeFileSync(join(folder, 'bundle/index.html'), '<meta name="csp-nonce" content="{{csp-nonce}}">');
    writeFileSync(join(folder, 'bundle/a.js'), 'export {};');
    writeFileSync(join(folder, 'bundle/run.sh'), 'echo');
    writeFileSync(join(folder, 'secret.json'), '{}');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const get = (path: string, method = 'GET') =>
    createAppProtocol(join(folder, 'bundle'))({ method, url: `app://russet${path}` });

  it('gives each load of the page its own nonce, in the header and in the page', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await get('/index.html');
        const nonce = /content="([^"]+)"/.exec(await response.text())?.[1] ?? '';
        expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
        expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('names the type of a file and forbids guessing it', async () => {
    const response = await get('/a.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['/missing.js', '/run.sh', '/..%2fsecret.json', '/assets'])('answers 404 for %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('answers 404 for anything but GET', async () => {
    expect((await get('/index.html', 'POST')).status).toBe(404);
  });
});
