// What the window may not do. Pure decisions and option objects first, then the two functions that apply them to Electron.
// After Electron's "Security" checklist.
import type { BrowserWindowConstructorOptions, Event, Session, WebContents, WebFrameMain } from 'electron';

const appScheme = 'app';
const appHost = 'russet';

/** The only origin that ever runs in a window. */
export const appOrigin = `${appScheme}://${appHost}`;

/** Privileges of the scheme; to be registered before the app is ready. */
export const appSchemePrivileges = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const;

/** The policy of one page load. `nonce` lets the page add styles at run time and is different for every load. */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Options of every window. `devTools` is off in what we ship. */
export const secureWindowOptions = (settings: {
  preload?: string;
  session: Session;
  devTools: boolean;
}): BrowserWindowConstructorOptions => ({
  webPreferences: {
    ...(settings.preload === undefined ? {} : { preload: settings.preload }),
    session: settings.session,
    devTools: settings.devTools,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  },
});

const parse = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null);

/** Whether a URL belongs to our own page. Node gives every custom scheme the origin "null", so the parts are compared. */
export const isOwnUrl = (url: string): boolean => {
  const parsed = parse(url);
  return parsed?.protocol === `${appScheme}:` && parsed.host === appHost;
};

/** Hosts that links in the console may open in the person's browser. */
const externalHosts: ReadonlySet<string> = new Set([
  'account.apple.com',
  'business.apple.com',
  'developer.apple.com',
  'identity.apple.com',
  'school.apple.com',
  'support.apple.com',
]);

/** Whether a link may leave the app: https, a known host, no credentials, no odd port. */
export const isAllowedExternalUrl = (url: string): boolean => {
  const parsed = parse(url);
  return (
    parsed?.protocol === 'https:' &&
    parsed.username === '' &&
    parsed.password === '' &&
    parsed.port === '' &&
    externalHosts.has(parsed.hostname)
  );
};

/** Whether a message comes from the main frame of a page of ours. A frame that is gone is not trusted. */
export const isTrustedFrame = (frame: Pick<WebFrameMain, 'parent' | 'url'> | null): boolean =>
  frame?.parent === null && isOwnUrl(frame.url);

/** Denies every permission: the console needs none. */
export const hardenSession = (
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
};

/**
 * Keeps a page where it is: no navigation, no redirect, no new window, no webview. A link to an allowed site is handed to
 * `openExternal`; anything else is dropped.
 */
export const hardenWebContents = (contents: WebContents, openExternal: (url: string) => void): void => {
  const prevent = (event: Pick<Event, 'preventDefault'>) => {
    event.preventDefault();
  };
  contents.on('will-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-frame-navigate', prevent);
  contents.on('will-attach-webview', prevent);
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedExternalUrl(url)) openExternal(url);
    return { action: 'deny' };
  });
};
