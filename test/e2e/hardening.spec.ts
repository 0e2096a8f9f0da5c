// The window is a prison for its page: one test for each item of Electron's security checklist that a real window shows.
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { endApp, expect, sharingTest, test } from './fixtures.ts';
import { selfSigned } from './self-signed.ts';

sharingTest(
  'the page is served from app://russet under a strict policy with a nonce of its own',
  async ({ window }) => {
    expect(window.url()).toMatch(/^app:\/\/russet\/index\.html(#.*)?$/);
    const load = () =>
      window.evaluate(async () => {
        const response = await fetch('/index.html');
        const nonce = /name="csp-nonce" content="([^"]+)"/.exec(await response.text())?.[1];
        return { policy: response.headers.get('content-security-policy') ?? '', nonce };
      });
    const first = await load();
    const second = await load();
    expect(first.policy).toContain("default-src 'none'");
    expect(first.policy).toContain("script-src 'self';");
    expect(first.policy).toContain(`'nonce-${first.nonce ?? 'none'}'`);
    expect(first.policy).not.toContain('unsafe');
    expect(first.nonce).not.toBe(second.nonce);
  },
);

sharingTest('the policy blocks inline script and foreign connections', async ({ window }) => {
  const outcome = await window.evaluate(async () => {
    const kept = globalThis as { violations?: string[] };
    kept.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => kept.violations?.push(event.effectiveDirective));
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.head.append(inline);
    const connected = await fetch('https://127.0.0.1:1/').then(
      () => true,
      () => false,
    );
    return { inlineRan: 'inlineRan' in window, connected };
  });
  expect(outcome).toEqual({ inlineRan: false, connected: false });
  await expect
    .poll(() => window.evaluate(() => (globalThis as { violations?: string[] }).violations))
    .toEqual(expect.arrayContaining(['script-src-elem', 'connect-src']));
});

sharingTest('the console itself violates its policy nowhere', async ({ window, app }) => {
  const complaints: string[] = [];
  window.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.reload();
  });
  await window.locator('nav').first().waitFor();
  await expect.poll(() => window.evaluate(() => document.readyState)).toBe('complete');
  expect(complaints).toEqual([]);
});

sharingTest('the page sees two functions and nothing of Node or Electron', async ({ window }) => {
  const seen = await window.evaluate(() => ({
    bridge: Object.keys((globalThis as unknown as { russet: object }).russet).sort(),
    leaks: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in globalThis),
  }));
  expect(seen.bridge).toEqual(['call', 'subscribe']);
  expect(seen.leaks).toEqual([]);
});

sharingTest('the renderer runs sandboxed, isolated and without node integration', async ({ app, window }) => {
  await window.title();
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as
      { getLastWebPreferences(): Record<string, unknown> } | undefined;
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
      contents?.getLastWebPreferences() ?? {};
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

sharingTest('the page can neither navigate away nor open a window', async ({ app, window }) => {
  const before = window.url();
  await app.evaluate(({ shell }) => {
    shell.openExternal = (url: string) => {
      (globalThis as { opened?: string[] }).opened = [...((globalThis as { opened?: string[] }).opened ?? []), url];
      return Promise.resolve();
    };
  });
  await window.evaluate(() => {
    location.href = 'https://example.com/';
  });
  const opened = await window.evaluate(() => [
    globalThis.open('https://example.com/') === null,
    globalThis.open('file:///etc/passwd') === null,
    globalThis.open('https://business.apple.com/') === null,
  ]);
  expect(opened).toEqual([true, true, true]);
  await expect
    .poll(() => app.evaluate(() => (globalThis as { opened?: string[] }).opened))
    .toEqual(['https://business.apple.com/']);
  expect(window.url()).toBe(before);
  expect(app.windows()).toHaveLength(1);
});

sharingTest('every permission is denied', async ({ window }) => {
  const states = await window.evaluate(async () => {
    const query = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
    const position = await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('given'),
        () => resolve('denied'),
      );
    });
    return { notifications: await query('notifications'), camera: await query('camera'), position };
  });
  expect(states).toEqual({ notifications: 'denied', camera: 'denied', position: 'denied' });
});

sharingTest('files outside the bundle are out of reach', async ({ window, dataFolder }) => {
  await writeFile(join(dataFolder, 'probe.json'), '{}');
  const statuses = await window.evaluate(
    (folder) =>
      Promise.all(
        [
          '/../main/main.js',
          '/%2e%2e/main/main.js',
          '/..%2f..%2fpackage.json',
          `${folder}/probe.json`,
          '/icon.svg',
        ].map(async (path) => (await fetch(path)).status),
      ),
    dataFolder,
  );
  expect(statuses).toEqual([404, 404, 404, 404, 200]);
});

sharingTest('a frame inside the page may not call the core', async ({ app, window }) => {
  await window.title();
  const answer = await app.evaluate(async ({ BrowserWindow, ipcMain, session }) => {
    // A window of another origin that sends the same message as our preload does.
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...args: unknown[]) => unknown> })
      ._invokeHandlers;
    const foreign = new BrowserWindow({ show: false, webPreferences: { session: session.fromPartition('foreign') } });
    await foreign.loadURL('about:blank');
    const event = { senderFrame: foreign.webContents.mainFrame };
    try {
      await handlers.get('russet:call')?.(event, 'server.get', {});
      return 'answered';
    } catch (error) {
      return String(error);
    } finally {
      foreign.destroy();
    }
  });
  expect(answer).toContain('access.denied');
});

sharingTest('the session keeps nothing on disk', async ({ app, window }) => {
  await window.title();
  const storagePath = await app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.session.storagePath ?? null,
  );
  expect(storagePath).toBeNull();
});

sharingTest('a certificate that the system does not trust is refused', async ({ app, window }) => {
  await window.title();
  const server = createServer(selfSigned(), (_request, response) => response.end('reached'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const outcome = await app.evaluate(
      ({ session }, url) =>
        session
          .fromPartition('russet')
          .fetch(url)
          .then((response) => response.text(), String),
      `https://127.0.0.1:${port}/`,
    );
    expect(outcome).toContain('ERR_CERT_AUTHORITY_INVALID');
  } finally {
    server.close();
  }
});

test('closing the window hides it, and a second start brings it back', async ({ app, window, startWith }) => {
  await window.title();
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(isVisible).toBe(true);
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
  await expect.poll(isVisible).toBe(false);

  // The second start ends by itself at once, often before it can be driven.
  await startWith({}).catch(() => undefined);
  await expect.poll(isVisible).toBe(true);
});

test.describe('started hidden', () => {
  test.use({ launchArgs: ['--hidden'] });

  test('the page is loaded but no window shows', async ({ app, window }) => {
    await window.title();
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(false);
  });
});

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`with the ${scheme} scheme forced`, () => {
    test.use({ launchEnv: { RUSSET_COLOR_SCHEME: scheme } });

    test(`the page follows ${scheme}`, async ({ window }) => {
      expect(await window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(scheme === 'dark');
    });
  });
}

test('quitting ends the process with code 0 after the core has drained', async ({ running, window }) => {
  await window.title();
  await endApp(running);
  expect(running.process.exitCode).toBe(0);
});
