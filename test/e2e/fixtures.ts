// The app under test: the built app in a real Electron, each test with its own data folder, ended in every case.
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page, type TestInfo } from 'playwright/test';
import { preparedFolder } from '../support/prepared.ts';
import { startHeadless } from '../support/running/headless.ts';

/** Result of a contract method as the page sees it. */
type CallResult = { ok: true; value: unknown } | { ok: false; error: { code: string; message: string } };

/** The bridge that preload.ts puts on `window`. */
interface Bridge {
  call(method: string, input: unknown): Promise<CallResult>;
  subscribe(listener: (event: unknown) => void): () => void;
}

interface Launch {
  /** Electron executable; the runtime that the scripts found unless a test names another. */
  executablePath?: string;
  /** Folder of the app, left out for a packaged one. */
  appFolder?: string | undefined;
  dataFolder: string;
  /** Listener port; a free one unless a test needs a certain one. */
  port?: number;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

interface Runtime {
  executable: string;
}

const projectFolder = join(import.meta.dirname, '../..');

/** A script of the project as a module; they are plain JavaScript, so the caller says what it expects of it. */
export const importScript = async <Script>(name: string): Promise<Script> =>
  (await import(join(projectFolder, 'scripts', name))) as Script;

/** The Electron the scripts found or fetched. */
export const ensureRuntime = async (): Promise<Runtime> =>
  (await importScript<{ ensureElectron(): Promise<Runtime> }>('electron-runtime.mjs')).ensureElectron();

const sandboxSwitches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const launchApp = async (launch: Launch): Promise<ElectronApplication> => {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return _electron.launch({
    executablePath: launch.executablePath ?? (await ensureRuntime()).executable,
    args: [
      ...sandboxSwitches,
      ...('appFolder' in launch && launch.appFolder === undefined ? [] : [launch.appFolder ?? projectFolder]),
      '--data',
      launch.dataFolder,
      '--port',
      String(launch.port ?? 0),
      // As a person may set it in the system: nothing has to be waited for, or drawn sixty times a second.
      '--force-prefers-reduced-motion',
      ...(launch.args ?? []),
    ],
    env: { ...environment, ...launch.env },
    colorScheme: null,
    timeout: 30_000,
  });
};

/** A running app and its process, which can still be asked after the app has ended. */
export interface RunningApp {
  readonly app: ElectronApplication;
  readonly process: ChildProcess;
}

/** Starts the app and remembers its process. The caller must end it with `endApp`. */
export const startApp = async (launch: Launch): Promise<RunningApp> => {
  const app = await launchApp(launch);
  return { app, process: app.process() };
};

/** Ends the app as a quit from the tray does; kills it if it does not end within 15 s. Ended already: does nothing. */
export const endApp = async ({ app, process: child }: RunningApp): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const killer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  try {
    await app.close();
  } finally {
    clearTimeout(killer);
  }
};

/** Calls a contract method through the page's bridge and gives its value; throws `code: message` for a failure. */
export const callThrough = async (window: Page, method: string, input: unknown): Promise<unknown> => {
  const result = await window.evaluate(
    ([name, value]) => (globalThis as unknown as { russet: Bridge }).russet.call(name, value),
    [method, input] as const,
  );
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

interface Fixtures {
  /** The app starts in an empty folder, not on an office that was made before and that nobody has used. */
  firstStart: boolean;
  /** More switches for the app, set by `test.use`. */
  launchArgs: readonly string[];
  launchEnv: Readonly<Record<string, string>>;
  dataFolder: string;
  /** Starts the app on the test's data folder, for tests that prepare it first or start more than one. */
  startWith: (options: Partial<Launch>) => Promise<RunningApp>;
  running: RunningApp;
  app: ElectronApplication;
  /** The main window, once its page has rendered. */
  window: Page;
  call: (method: string, input: unknown) => Promise<unknown>;
}

const makeDataFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'russet-e2e-'));

/** What a first start leaves: keys, authorities, an empty database. Made once by each worker. */
const prepareOffice = preparedFolder(async (folder) => {
  const headless = await startHeadless({ root: projectFolder, dataDir: folder, host: hostname() });
  await headless.stop();
  await rm(join(folder, 'logs'), { recursive: true });
});

const removeDataFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

/** The main window, once its page has rendered. */
const mainWindow = async (app: ElectronApplication): Promise<Page> => {
  const window = await app.firstWindow();
  await window.locator('nav').first().waitFor();
  return window;
};

const attachPicture = async (window: Page, testInfo: TestInfo): Promise<void> => {
  if (testInfo.status === testInfo.expectedStatus) return;
  await testInfo.attach('window', { body: await window.screenshot(), contentType: 'image/png' });
};

export const test = base.extend<Fixtures>({
  launchArgs: [['--lang=en'], { option: true }],
  launchEnv: [{}, { option: true }],
  firstStart: [false, { option: true }],
  dataFolder: async ({ firstStart }, use) => {
    const folder = await makeDataFolder();
    if (!firstStart) await prepareOffice(folder);
    await use(folder);
    await removeDataFolder(folder);
  },
  startWith: async ({ dataFolder, launchArgs, launchEnv }, use) => {
    const started: RunningApp[] = [];
    try {
      await use(async (options) => {
        const running = await startApp({ dataFolder, args: launchArgs, env: launchEnv, ...options });
        started.push(running);
        return running;
      });
    } finally {
      for (const running of started) await endApp(running);
    }
  },
  running: async ({ startWith }, use) => {
    await use(await startWith({}));
  },
  app: async ({ running }, use) => {
    await use(running.app);
  },
  window: async ({ app }, use, testInfo) => {
    const window = await mainWindow(app);
    await use(window);
    await attachPicture(window, testInfo);
  },
  call: async ({ window }, use) => {
    await use((method, input) => callThrough(window, method, input));
  },
});

interface SharedApp extends RunningApp {
  readonly dataFolder: string;
  readonly window: Page;
}

/**
 * Tests that leave the app as they found it: those of one file share one, on one data folder. The page starts anew for each,
 * at Home.
 */
export const sharingTest = base.extend<
  Pick<Fixtures, 'app' | 'window' | 'call'> & { dataFolder: string },
  { shared: SharedApp }
>({
  shared: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const dataFolder = await makeDataFolder();
      const running = await startApp({ dataFolder, args: ['--lang=en'] });
      try {
        await use({ ...running, dataFolder, window: await mainWindow(running.app) });
      } finally {
        await endApp(running);
        await removeDataFolder(dataFolder);
      }
    },
    { scope: 'worker' },
  ],
  dataFolder: async ({ shared }, use) => {
    await use(shared.dataFolder);
  },
  app: async ({ shared }, use) => {
    await use(shared.app);
  },
  window: async ({ shared: { window } }, use, testInfo) => {
    await window.evaluate(() => {
      location.hash = '#/';
    });
    await window.reload();
    await window.locator('nav').first().waitFor();
    await use(window);
    await attachPicture(window, testInfo);
  },
  call: async ({ window }, use) => {
    await use((method, input) => callThrough(window, method, input));
  },
});

export { expect } from 'playwright/test';
