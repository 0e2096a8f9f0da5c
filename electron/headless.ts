// Entry of the headless server: the same core without Electron. Wiring only.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CoreConfig } from './core/config.ts';
import { parseHeadlessOptions, usage } from './core/headless-options.ts';
import { createCore } from './compose/create-core.ts';
import { defaultDataFolder } from './core/default-data-folder.ts';
import { isAppError } from './core/errors.ts';
import { systemClock } from './core/ports.ts';
import { openProgramLog } from './core/program-log.ts';
import { openSecretBox } from './core/secret-box.ts';
import { surviveUnexpected } from './core/unexpected.ts';
import { requireKeyOfDatabase } from './db/data-folder.ts';
import { lockDataFolder, type FolderLock } from './db/folder-lock.ts';

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const run = async (): Promise<void> => {
  if (process.argv.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  const options = parseHeadlessOptions(process.argv.slice(2), process.env);
  const dataDir = options.dataDir ?? defaultDataFolder(process.platform, process.env, homedir());
  // Before anything else is written there: another program may be at work in it.
  const lock = await lockDataFolder(dataDir, 'headless');
  try {
    await serve({ ...options, dataDir }, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
};

const serve = async (options: CoreConfig, lock: FolderLock): Promise<void> => {
  const { dataDir } = options;
  await requireKeyOfDatabase(dataDir);
  const secretBox = await openSecretBox(dataDir);
  const logger = openProgramLog(dataDir);
  const tellBy = surviveUnexpected(process, logger);
  const core = await createCore({ ...options, commandLineAccess: true }, { clock: systemClock, logger, secretBox });
  tellBy(core.tellOfUnexpected);

  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= core.stop().then(
      async () => {
        await lock.release();
        process.exit(0);
      },
      (error: unknown) => fail(`russet: it did not stop cleanly: ${String(error)}`),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  try {
    await core.start();
  } catch (error) {
    // Without a screen there is nobody to choose another port.
    await core.stop();
    throw error;
  }
  const ready = {
    url: await core.listener.origin(),
    port: core.listener.port(),
    tokenFile: join(dataDir, 'bridge.json'),
    dataFolder: dataDir,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
};

await run().catch((error: unknown) => {
  if (!isAppError(error)) fail(`russet: ${String(error)}`);
  else fail(error.code === 'input.invalid' ? `russet: ${error.message}\n${usage}` : `russet: ${error.message}`);
});
