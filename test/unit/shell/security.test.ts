import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import {
  contentSecurityPolicy,
  hardenSession,
  hardenWebContents,
  isAllowedExternalUrl,
  isOwnUrl,
  isTrustedFrame,
  secureWindowOptions,
} from '../../../electron/shell/security.ts';

describe('window options', () => {
  const session = Object.create(null) as Session;
  const options = secureWindowOptions({ preload: '/preload.cjs', session, devTools: false });

  it('keeps the page away from Node', () => {
    expect(options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it('keeps web security on and experiments, webviews and developer tools off', () => {
    expect(options.webPreferences).toMatchObject({
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      devTools: false,
    });
    expect(options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
  });
});

describe('content security policy', () => {
  it('allows nothing by default, no inline script, and styles only by file or nonce', () => {
    const directives = new Map(
      contentSecurityPolicy('abc')
        .split('; ')
        .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
    );
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('script-src')).toBe("'self'");
    expect(directives.get('style-src')).toBe("'self' 'nonce-abc'");
    expect(directives.get('base-uri')).toBe("'none'");
    expect(directives.get('form-action')).toBe("'none'");
    expect(directives.get('frame-ancestors')).toBe("'none'");
    expect(contentSecurityPolicy('abc')).not.toContain('unsafe');
  });
});

describe('origins', () => {
  it.each(['app://russet/', 'app://russet/index.html#/devices'])('takes %s for our own page', (url) => {
    expect(isOwnUrl(url)).toBe(true);
  });

  it.each([
    'app://russet.example/',
    'app://other/',
    'https://russet/',
    'file:///russet/index.html',
    'app://russet:81/',
    'app://user@evil/',
    'about:blank',
    '',
    'not a url',
  ])('takes %s for foreign', (url) => {
    expect(isOwnUrl(url)).toBe(false);
  });

  it('trusts only the main frame of our own page', () => {
    const parent = { url: 'app://russet/' } as NonNullable<Parameters<typeof isTrustedFrame>[0]>['parent'];
    expect(isTrustedFrame({ parent: null, url: 'app://russet/index.html' })).toBe(true);
    expect(isTrustedFrame({ parent, url: 'app://russet/index.html' })).toBe(false);
    expect(isTrustedFrame({ parent: null, url: 'https://example.com/' })).toBe(false);
    expect(isTrustedFrame(null)).toBe(false);
  });
});

describe('external links', () => {
  it.each(['https://business.apple.com/', 'https://identity.apple.com/pushcert/'])('lets %s out', (url) => {
    expect(isAllowedExternalUrl(url)).toBe(true);
  });

  it.each([
    'http://business.apple.com/',
    'https://business.apple.com.example.com/',
    'https://evil.example/business.apple.com',
    'https://business.apple.com@evil.example/',
    'https://user:password@business.apple.com/',
    'https://business.apple.com:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://business.apple.com/share',
  ])('keeps %s in', (url) => {
    expect(isAllowedExternalUrl(url)).toBe(false);
  });
});

describe('session and contents', () => {
  it('denies every permission, asked for or checked', () => {
    const answers: boolean[] = [];
    hardenSession({
      setPermissionRequestHandler: (handler) => {
        handler?.({} as never, 'media', (granted) => answers.push(granted), {} as never);
      },
      setPermissionCheckHandler: (handler) => {
        answers.push(handler?.(null, 'clipboard-read', 'app://russet', {} as never) ?? true);
      },
    });
    expect(answers).toEqual([false, false]);
  });

  it('stops every kind of navigation and hands only allowed links to the browser', () => {
    const listeners = new Map<string, (event: { preventDefault: () => void }) => void>();
    let openWindow: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
    const opened: string[] = [];
    const contents = {
      on: (name: string, listener: (event: { preventDefault: () => void }) => void) => listeners.set(name, listener),
      setWindowOpenHandler: (handler: typeof openWindow) => (openWindow = handler),
    };
    hardenWebContents(contents as unknown as WebContents, (url) => opened.push(url));

    expect([...listeners.keys()].sort()).toEqual([
      'will-attach-webview',
      'will-frame-navigate',
      'will-navigate',
      'will-redirect',
    ]);
    let prevented = 0;
    for (const listener of listeners.values()) listener({ preventDefault: () => (prevented += 1) });
    expect(prevented).toBe(4);

    expect(openWindow({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
    expect(openWindow({ url: 'https://support.apple.com/guide' })).toEqual({ action: 'deny' });
    expect(opened).toEqual(['https://support.apple.com/guide']);
  });
});
