// Entry of the desktop app: one instance, the core, one window, the tray. Wiring only.
import { app, ipcMain, nativeTheme, protocol, safeStorage, session, shell } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { coreEventSchema } from '../shared/ipc/events.ts';
import { serverState } from '../shared/ipc/server.ts';
import { isAppError } from './core/errors.ts';
import { systemClock, type Logger, type SecretBox } from './core/ports.ts';
import { openProgramLog } from './core/program-log.ts';
import { openSecretBox } from './core/secret-box.ts';
import { createAppProtocol, pageResponse } from './shell/app-protocol.ts';
import { parseCommandLine, type LaunchOptions } from './shell/command-line.ts';
import { bindIpc, type AdminPort, type EventSource } from './shell/ipc.ts';
import { setApplicationMenu } from './shell/menu.ts';
import { appSchemePrivileges, hardenSession, hardenWebContents, isOwnUrl } from './shell/security.ts';
import { createKeyWrapper } from './shell/secret-box.ts';
import { failurePage, failurePath } from './shell/startup-failure-page.ts';
import { showStartupFailure } from './shell/startup-failure.ts';
import { createTray, removeTray, type TrayIcon } from './shell/tray.ts';
import { createMainWindow } from './shell/window.ts';

interface Core {
  admin: AdminPort;
  events: EventSource;
  start(): Promise<void>;
  stop(): Promise<void>;
}

// PLACEHOLDER until electron/core/create-core.ts lands.
const createCore = (
  _config: { dataDir: string; port?: number },
  _ports: { clock: typeof systemClock; logger: Logger; secretBox: SecretBox },
): Promise<Core> =>
  Promise.resolve({
    admin: {
      call: (method) =>
        Promise.resolve({ ok: false, error: { code: 'method.unknown', message: `There is no method ${method}.` } }),
    },
    events: { subscribe: () => () => undefined },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  });

const bundleFolder = join(import.meta.dirname, '../renderer');
const preload = join(import.meta.dirname, '../preload/preload.cjs');

/** Opens the core; with it everything that lies in the data folder. Throws AppError for what the person can mend. */
const startCore = async (dataFolder: string, options: LaunchOptions, logger: Logger): Promise<Core> => {
  const secretBox = await openSecretBox(dataFolder, await createKeyWrapper(safeStorage, process.platform));
  const core = await createCore(
    { dataDir: dataFolder, ...(options.port === undefined ? {} : { port: options.port }) },
    { clock: systemClock, logger, secretBox },
  );
  try {
    await core.start();
  } catch (error) {
    // A taken port is mended on the Server page, which needs the rest to run.
    if (!isAppError(error, 'listener.portTaken') && !isAppError(error, 'listener.failed')) {
      await core.stop();
      throw error;
    }
    logger.warn('the listener is down', { code: error.code, message: error.message });
  }
  return core;
};

const showListenerInTray = async (core: Core, tray: TrayIcon) => {
  const result = await core.admin.call('server.get', {});
  const state = result.ok ? serverState.safeParse(result.value) : undefined;
  tray.setListener(state?.data?.listener);
};

const run = async (options: LaunchOptions, dataFolder: string): Promise<void> => {
  const logger = openProgramLog(dataFolder);
  process.on('unhandledRejection', (reason) => {
    logger.error('unhandled rejection', { reason: reason instanceof Error ? reason.stack : String(reason) });
  });

  let failure = { code: '', message: '', dataFolder };
  const consoleSession = session.fromPartition('russet');
  hardenSession(consoleSession);
  const serveBundle = createAppProtocol(bundleFolder);
  consoleSession.protocol.handle(appSchemePrivileges.scheme, (request) =>
    isOwnUrl(request.url) && new URL(request.url).pathname === failurePath
      ? pageResponse(failurePage(failure))
      : serveBundle(request),
  );
  setApplicationMenu(process.platform);

  let core: Core | undefined;
  while (!core) {
    try {
      core = await startCore(dataFolder, options, logger);
    } catch (error) {
      const message = isAppError(error) ? error.message : 'Something unexpected happened; the program log tells more.';
      failure = { code: isAppError(error) ? error.code : 'internal', message, dataFolder };
      logger.error('the core did not start', { error: error instanceof Error ? error.stack : String(error) });
      const choice = await showStartupFailure({
        session: consoleSession,
        openFolder: () => void shell.openPath(dataFolder),
      });
      if (choice === 'quit') {
        app.exit(1);
        return;
      }
    }
  }
  openConsole(core, options, dataFolder, consoleSession, logger);
};

const openConsole = (
  core: Core,
  options: LaunchOptions,
  dataFolder: string,
  consoleSession: Electron.Session,
  logger: Logger,
) => {
  const devTools = !app.isPackaged;
  const window = createMainWindow({
    dataFolder,
    bundleFolder,
    preload,
    session: consoleSession,
    devTools,
    hidden: options.hidden,
  });
  const unbind = bindIpc({
    ipcMain,
    admin: core.admin,
    events: core.events,
    broadcast: (channel, event) => {
      window.send(channel, event);
    },
  });
  const show = () => window.show();
  app.on('second-instance', show);
  app.on('activate', show);

  const tray = createTray({ bundleFolder, open: show, quit: () => app.quit() });
  void showListenerInTray(core, tray);
  core.events.subscribe((event) => {
    if (coreEventSchema.safeParse(event).data?.topic === 'server') void showListenerInTray(core, tray);
  });

  let drained = false;
  app.on('before-quit', (event) => {
    if (drained) return;
    // Answers that are under way still go out; then the app really ends.
    event.preventDefault();
    drained = true;
    core
      .stop()
      .catch((error: unknown) => {
        logger.error('the core did not stop cleanly', { error: error instanceof Error ? error.stack : String(error) });
      })
      .finally(() => {
        unbind();
        removeTray();
        window.allowClose();
        // Not from inside this event: Electron would forget that it is quitting.
        setImmediate(() => {
          app.quit();
        });
      });
  });
};

const main = (): void => {
  const options = parseCommandLine(process.argv.slice(1), process.env);
  if (options.dataFolder !== undefined) {
    mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
    // The lock of the single instance lies in there too: one instance per data folder.
    app.setPath('userData', options.dataFolder);
  }
  // What Chromium keeps for itself stays out of the way of our own files.
  app.setPath('sessionData', join(app.getPath('userData'), 'chromium'));
  if (options.colorScheme) nativeTheme.themeSource = options.colorScheme;
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  protocol.registerSchemesAsPrivileged([appSchemePrivileges]);
  app.on('web-contents-created', (_event, contents) => {
    hardenWebContents(contents, (url) => void shell.openExternal(url));
  });
  // The failure window may be the only one and close before the next opens; quitting is always said explicitly.
  app.on('window-all-closed', () => undefined);
  void app.whenReady().then(() => run(options, app.getPath('userData')));
};

main();
