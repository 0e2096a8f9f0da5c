// The desktop app as the demo opens it: by itself, or driven for pictures.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type Page } from 'playwright';

export interface AppCommand {
  readonly command: string;
  readonly args: readonly string[];
}

export interface OpenApp {
  /** Exit code of the app. */
  readonly ended: Promise<number>;
  /** The window, if the app was opened to be driven. */
  readonly window: Page | undefined;
  close(): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Opens the app; an interrupt of this process closes it. */
export const openApp = async (app: AppCommand, env: Environment, driven: boolean): Promise<OpenApp> => {
  const { child, window } = driven ? await openDriven(app, env) : { child: openFree(app, env), window: undefined };
  const close = (): void => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close);
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 0));
  return { ended, window, close };
};

const openFree = ({ command, args }: AppCommand, env: Environment) =>
  spawn(command, [...args], { stdio: 'inherit', env: { ...env } });

const openDriven = async ({ command, args }: AppCommand, env: Environment) => {
  const defined = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const app = await _electron.launch({
    executablePath: command,
    args: [...args],
    env: Object.fromEntries(defined),
    colorScheme: null,
  });
  return { child: app.process(), window: await app.firstWindow() };
};

const pages = [
  'Home',
  'Devices',
  'Users',
  'User Groups',
  'User Settings',
  'Enroll',
  'Server',
  'Apple Business Manager',
] as const;

/** Saves the main pages as PNG, 1280x800, light and dark. */
export const takeScreenshots = async (app: OpenApp, folder: string, say: (line: string) => void): Promise<void> => {
  const { window } = app;
  if (window === undefined) throw new Error('the app was not opened to be driven');
  await mkdir(folder, { recursive: true });
  await window.setViewportSize({ width: 1280, height: 800 });
  const save = async (name: string): Promise<void> => {
    // Lists are filled by then; nothing on the page says so for all of them.
    await window.waitForTimeout(700);
    const path = join(folder, `${name}.png`);
    await window.screenshot({ path, animations: 'disabled' });
    say(`saved ${path}`);
  };
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    for (const page of pages) {
      await window.getByRole('link', { name: page, exact: true }).first().click();
      await window.getByRole('heading', { name: page, level: 1 }).waitFor();
      await save(`${page.toLowerCase().replaceAll(' ', '-')}-${colorScheme}`);
    }
  }
};
