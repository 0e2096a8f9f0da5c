// The packaged app: built as it ships but for one fuse that lets a test drive it, then started.
import { extractFile } from '@electron/asar';
import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureRuntime, expect, importScript, test } from './fixtures.ts';

interface PackageScript {
  packageApp: (runtime: unknown, args: readonly string[], options: object) => Promise<void>;
}

const executableIn: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'mac/Russet.app/Contents/MacOS/Russet',
  linux: 'linux-unpacked/russet',
  win32: 'win-unpacked/Russet.exe',
};

/** How a fuse is written in the executable: the characters 0 and 1. */
const off = '0'.charCodeAt(0);
const on = '1'.charCodeAt(0);

test.describe.configure({ mode: 'serial' });

let output: string;
let executablePath: string;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  output = await mkdtemp(join(tmpdir(), 'russet-package-'));
  executablePath = join(output, executableIn[process.platform] ?? 'linux-unpacked/russet');
  const { packageApp } = await importScript<PackageScript>('package.mjs');
  await packageApp(await ensureRuntime(), ['--dir', `-c.directories.output=${output}`], {
    quiet: true,
    env: { ...process.env, RUSSET_PACKAGE_INSPECT: '1' },
  });
});

test.afterAll(async () => {
  await rm(output, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

test('the fuses of the package are off, but for the one this test needs', async () => {
  const wire = await getCurrentFuseWire(executablePath);
  expect(wire[FuseV1Options.RunAsNode]).toBe(off);
  expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(off);
  expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(off);
  expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on);
  expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(on);
  expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(on);
});

test('the archive holds the notices that the licences of the bundled packages want', () => {
  const archive = join(dirname(executablePath), process.platform === 'darwin' ? '../Resources' : 'resources');
  const notices = extractFile(join(archive, 'app.asar'), join('out', 'renderer', 'licenses.txt')).toString('utf8');
  for (const bundled of ['react', '@mui/material', 'qrcode.react']) expect(notices).toContain(`\n## ${bundled} - `);
});

test('the packaged app starts out of its archive, shows the console and has no developer tools', async ({
  startWith,
}) => {
  const { app } = await startWith({ executablePath, appFolder: undefined });
  const window = await app.firstWindow();
  await window.locator('nav').first().waitFor();
  const state = await app.evaluate(({ app: packaged, BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.openDevTools();
    return {
      packaged: packaged.isPackaged,
      archive: packaged.getAppPath().endsWith('app.asar'),
      devTools: contents?.isDevToolsOpened(),
    };
  });
  expect(state).toEqual({ packaged: true, archive: true, devTools: false });
});
