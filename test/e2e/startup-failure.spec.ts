// A core that cannot start is explained in a window with a way on, and the data is left as it was.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { callThrough, endApp, expect, test } from './fixtures.ts';

test.use({ firstStart: true });

test('a damaged key file is explained, left alone, and forgotten once it is mended', async ({
  dataFolder,
  startWith,
}) => {
  const keyFile = join(dataFolder, 'secret.key');
  await writeFile(keyFile, 'not a key');
  const { app } = await startWith({});

  const failure = await app.firstWindow();
  await expect(failure.getByRole('heading', { name: 'Russet could not start' })).toBeVisible();
  await expect(failure.getByRole('alert')).toContainText('is damaged');
  await expect(failure.getByText('secrets.unreadable')).toBeVisible();
  expect(await readFile(keyFile, 'utf8')).toBe('not a key');

  // Somebody puts things right, here by removing the file: nothing was stored with it yet.
  await rm(keyFile);
  const next = app.waitForEvent('window');
  await failure.getByRole('link', { name: 'Try again' }).click();
  const console = await next;
  await expect(console.locator('#root > *').first()).toBeVisible();
});

test('quitting from the failure window ends the process with a failing code', async ({ dataFolder, startWith }) => {
  await writeFile(join(dataFolder, 'secret.key'), '{}');
  const { app, process: child } = await startWith({});
  const failure = await app.firstWindow();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await failure
    .getByRole('link', { name: 'Quit' })
    .click()
    .catch(() => undefined);
  expect(await ended).toBe(1);
});

test('a damaged database is explained and left alone', async ({ dataFolder, startWith }) => {
  const file = join(dataFolder, 'russet.db');
  // A start makes the key that belongs to it; without one the database is not even looked into.
  const first = await startWith({});
  await (await first.app.firstWindow()).locator('nav').first().waitFor();
  await endApp(first);
  for (const beside of ['-wal', '-shm']) await rm(`${file}${beside}`, { force: true });
  await writeFile(file, 'this is no database, nor was it ever one');
  const { app } = await startWith({});
  const failure = await app.firstWindow();
  await expect(failure.getByText('database.corrupt')).toBeVisible();
  expect(await readFile(file, 'utf8')).toBe('this is no database, nor was it ever one');
});

test('a taken port leaves the listener down and the console usable', async ({ startWith }) => {
  const occupant = createServer();
  await new Promise<void>((resolve) => occupant.listen(0, resolve));
  try {
    const { app } = await startWith({ port: (occupant.address() as AddressInfo).port });
    const window = await app.firstWindow();
    await expect(window.locator('#root > *').first()).toBeVisible();
    expect(await callThrough(window, 'server.get', {})).toMatchObject({ listener: { state: 'failed' } });
  } finally {
    occupant.close();
  }
});
