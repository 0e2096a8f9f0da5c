// Entry of the desktop app: one instance, the core, one window, the tray. Wiring only.
import { app, ipcMain, nativeTheme, protocol, safeStorage, session, shell } from 'electron';
import { join, resolve } from 'node:path';
import { say } from '../shared/locales/admin-texts.ts';
import { firstKnownLanguage, type Language } from '../shared/locales/text-keys.ts';
import { createCore, type Core } from './compose/create-core.ts';
import { endpointsFromEnvironment } from './core/environment.ts';
import { isAppError } from './core/errors.ts';
import { silentLogger, systemClock, type DesktopNotifier, type Logger } from './core/ports.ts';
import { openProgramLog } from './core/program-log.ts';
import { openSecretBox } from './core/secret-box.ts';
import { surviveUnexpected } from './core/unexpected.ts';
import { requireKeyOfDatabase } from './db/data-folder.ts';
import { lockDataFolder } from './db/folder-lock.ts';
import { createAppProtocol, pageResponse } from './shell/app-protocol.ts';
import { parseCommandLine, type LaunchOptions } from './shell/command-line.ts';
import { createDesktopNotifier } from './shell/desktop-notifier.ts';
import { bindIpc } from './shell/ipc.ts';
import { setApplicationMenu } from './shell/menu.ts';
import { appSchemePrivileges, hardenSession, hardenWebContents, isOwnUrl } from './shell/security.ts';
import { createKeyWrapper } from './shell/secret-box.ts';
import { explainFailure, failurePage, failurePath } from './shell/startup-failure-page.ts';
import { showStartupFailure } from './shell/startup-failure.ts';
import { createTray, removeTray } from './shell/tray.ts';
import { createMainWindow } from './shell/window.ts';

const bundleFolder = join(import.meta.dirname, '../renderer');
const preload = join(import.meta.dirname, '../preload/preload.cjs');

interface RunningCore {
  readonly core: Core;
  /** Ends it and leaves the data folder to the next one. */
  readonly stop: () => Promise<void>;
}

/** Opens the core; with it everything that lies in the data folder. Throws AppError for what the person can mend. */
const startCore = async (
  dataFolder: string,
  options: LaunchOptions,
  logger: Logger,
  desktop: DesktopNotifier,
): Promise<RunningCore> => {
  // The single instance is one per account and program; a headless server may be at work in the same folder.
  const lock = await lockDataFolder(dataFolder, 'desktop');
  try {
    const core = await openCore(dataFolder, options, logger, desktop);
    const stop = async (): Promise<void> => {
      try {
        await core.stop();
      } finally {
        await lock.release();
      }
    };
    return { core, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
};

const openCore = async (
  dataFolder: string,
  options: LaunchOptions,
  logger: Logger,
  desktop: DesktopNotifier,
): Promise<Core> => {
  await requireKeyOfDatabase(dataFolder);
  const secretBox = await openSecretBox(dataFolder, await createKeyWrapper(safeStorage, process.platform));
  const core = await createCore(
    { dataDir: dataFolder, port: options.port, ...endpointsFromEnvironment(process.env) },
    { clock: systemClock, logger, secretBox, desktop },
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

/** A folder that takes no log is explained by the start of the core, which fails on it as well. */
const openLog = (dataFolder: string): Logger => {
  try {
    return openProgramLog(dataFolder);
  } catch {
    return silentLogger;
  }
};

const run = async (options: LaunchOptions, dataFolder: string): Promise<void> => {
  const logger = openLog(dataFolder);
  const tellBy = surviveUnexpected(process, logger);

  // The choice of the console lies in the data, which a start that failed may not have read.
  const language = firstKnownLanguage(app.getPreferredSystemLanguages());
  let failure = explainFailure(undefined);
  const consoleSession = session.fromPartition('russet');
  hardenSession(consoleSession);
  const serveBundle = createAppProtocol(bundleFolder);
  consoleSession.protocol.handle(appSchemePrivileges.scheme, (request) =>
    isOwnUrl(request.url) && new URL(request.url).pathname === failurePath
      ? pageResponse(failurePage({ ...failure, dataFolder }, language))
      : serveBundle(request),
  );
  setApplicationMenu(process.platform, language);

  let show = (): void => undefined;
  let languageNow = (): Language => language;
  const desktop = createDesktopNotifier(
    () => show(),
    () => languageNow(),
  );
  let running: RunningCore | undefined;
  while (!running) {
    try {
      running = await startCore(dataFolder, options, logger, desktop);
    } catch (error) {
      failure = explainFailure(error);
      logger.error('the core did not start', { error });
      const choice = await showStartupFailure({
        session: consoleSession,
        language,
        openFolder: () => void shell.openPath(dataFolder),
      });
      if (choice === 'quit') {
        app.exit(1);
        return;
      }
    }
  }
  tellBy(running.core.tellOfUnexpected);
  await useAppearance(running.core, options);
  const chosen = await followLanguage(running.core);
  languageNow = chosen.now;
  show = openConsole(
    running,
    { ...options, dataFolder },
    { session: consoleSession, logger, desktop, language: chosen },
  );
};

/** Windows, menus and the page are light or dark as the admin chose; the command line comes first. */
const useAppearance = async (core: Core, options: LaunchOptions): Promise<void> => {
  if (options.colorScheme) return;
  const apply = async (): Promise<void> => {
    nativeTheme.themeSource = await core.appearance();
  };
  await apply();
  core.events.subscribe(({ topic }) => {
    if (topic === 'preferences') void apply();
  });
};

/** The console's language. */
interface ChosenLanguage {
  now(): Language;
  /** Calls at once, and again after each change. */
  follow(apply: () => void): void;
}

/** The language that the admin chose, read again when it changes. */
const followLanguage = async (core: Core): Promise<ChosenLanguage> => {
  const read = async (): Promise<Language> => {
    const choice = await core.language();
    return choice === 'system' ? firstKnownLanguage(app.getPreferredSystemLanguages()) : choice;
  };
  let language = await read();
  const followers: (() => void)[] = [];
  core.events.subscribe(({ topic }) => {
    if (topic !== 'preferences') return;
    void read().then((chosen) => {
      if (chosen === language) return;
      language = chosen;
      for (const apply of followers) apply();
    });
  });
  return {
    now: () => language,
    follow(apply) {
      followers.push(apply);
      apply();
    },
  };
};

/** Answers how to bring the window up. */
const openConsole = (
  { core, stop }: RunningCore,
  options: LaunchOptions & { readonly dataFolder: string },
  around: {
    readonly session: Electron.Session;
    readonly logger: Logger;
    readonly desktop: DesktopNotifier;
    readonly language: ChosenLanguage;
  },
): (() => void) => {
  const { logger, desktop, language } = around;
  const devTools = !app.isPackaged;
  const window = createMainWindow({
    dataFolder: options.dataFolder,
    bundleFolder,
    preload,
    session: around.session,
    devTools,
    hidden: options.hidden,
    language: language.now,
    onFirstClose: () => {
      desktop.show({ title: say('shell.goesOn'), text: say('shell.goesOnWhy') });
    },
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

  const tray = createTray({ bundleFolder, language: language.now, open: show, quit: () => app.quit() });
  const showListener = () => {
    tray.setListener(core.listener.state());
  };
  language.follow(() => {
    setApplicationMenu(process.platform, language.now());
    showListener();
  });
  core.events.subscribe(({ topic }) => {
    if (topic === 'server') showListener();
  });

  let ended = false;
  let ending = false;
  const end = async (): Promise<void> => {
    // What is typed and not saved is asked about first; who keeps it goes on working.
    if (!(await window.leave())) {
      ending = false;
      return;
    }
    // Answers that are under way still go out; then the app really ends.
    await stop().catch((error: unknown) => {
      logger.error('the core did not stop cleanly', { error });
    });
    unbind();
    removeTray();
    ended = true;
    // Not from inside the event: Electron would forget that it is quitting.
    setImmediate(() => {
      app.quit();
    });
  };
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    if (ending) return;
    ending = true;
    void end();
  });
  return show;
};

const readOptions = (): LaunchOptions | undefined => {
  try {
    return parseCommandLine(process.argv.slice(1), process.env);
  } catch (error) {
    console.error(`russet: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
};

const main = (): void => {
  const options = readOptions();
  if (!options) {
    app.exit(2);
    return;
  }
  if (options.dataFolder !== undefined) {
    // The lock of the single instance lies in there too: one instance per data folder.
    app.setPath('userData', resolve(options.dataFolder));
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
