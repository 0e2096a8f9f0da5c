// The desktop app under measurement, driven through its real window.
import { _electron, type Page } from 'playwright';

/** How to start Electron with the built app. */
export interface AppCommand {
  readonly command: string;
  readonly args: readonly string[];
}

export interface RunningApp {
  readonly window: Page;
  close(): Promise<void>;
}

/** Starts the app on a data folder and resolves with its main window. */
export const openApp = async (
  { command, args }: AppCommand,
  options: { readonly dataDir: string; readonly port: number; readonly env: Readonly<Record<string, string>> },
): Promise<RunningApp> => {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const app = await _electron.launch({
    executablePath: command,
    args: [...args, '--data', options.dataDir, '--port', String(options.port)],
    env: { ...Object.fromEntries(own), ...options.env },
    colorScheme: null,
  });
  return { window: await app.firstWindow(), close: () => app.close() };
};
