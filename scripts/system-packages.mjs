// Debian packages: finds out which are missing, installs them as root, else says how.
import { existsSync } from 'node:fs';
import { run, SetupError, step } from './run.mjs';

const groups = {
  /** Shared libraries of the Electron runtime. */
  electron: [
    'libgtk-3-0',
    'libnss3',
    'libatk1.0-0',
    'libatk-bridge2.0-0',
    'libcups2',
    'libdrm2',
    'libgbm1',
    'libasound2',
    'libxss1',
    'libxkbcommon0',
  ],
  /** A screen where there is none. */
  display: ['xvfb', 'xauth'],
  /** Independent clients that the tests let talk to our SCEP server, and a real directory that they let us talk to. */
  test: ['strongswan-pki', 'libstrongswan-extra-plugins', 'certmonger', 'openssl', 'slapd', 'ldap-utils'],
  /** Compiles sqlite3 where no ready-made build can be fetched. */
  build: ['g++', 'make', 'python3'],
};

const isDebian = () => process.platform === 'linux' && existsSync('/usr/bin/dpkg-query');

const installedNames = async () => {
  const { output } = await run('dpkg-query', ['-W', '-f', '${db:Status-Abbrev}\t${Package}\t${Provides}\n'], {
    quiet: true,
  });
  const names = new Set();
  for (const line of output.split('\n')) {
    const [status, name, provides = ''] = line.split('\t');
    if (!status?.startsWith('ii')) continue;
    names.add(name);
    for (const provided of provides.split(', ')) names.add(provided.split(' ')[0]);
  }
  return names;
};

/** Newer Debian releases renamed some libraries to `...t64`. */
const nameInThisRelease = async (name) => {
  const { code } = await run('apt-cache', ['show', `${name}t64`], { quiet: true });
  return code === 0 ? `${name}t64` : name;
};

/**
 * Installs the missing packages of the named groups. Without root it fails with the exact command to run, except for
 * the group `build`, which is only needed where no ready-made binary can be fetched: then it merely warns.
 * Does nothing on systems that are not Debian or made from it.
 */
export const ensureSystemPackages = async (wanted) => {
  if (!isDebian()) return;
  const installed = await installedNames();
  const missingOf = (names) => names.flatMap((group) => groups[group]).filter((name) => !installed.has(name));
  const missing = missingOf(wanted);
  if (missing.length === 0) return;
  if (process.getuid() !== 0) {
    const hint = `System packages are missing. Install them with:\n  sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`;
    if (missingOf(wanted.filter((group) => group !== 'build')).length > 0)
      throw new SetupError(`${hint}\nand run the same command again.`);
    console.log(`setup: ${hint}\nsetup: going on without them`);
    return;
  }
  await step(`installing system packages: ${missing.join(' ')}`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    const names = await Promise.all(missing.map(nameInThisRelease));
    const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
      env,
      quiet: true,
    });
    if (code !== 0) throw new SetupError(`${output}\napt-get could not install: ${names.join(' ')}`);
  });
};
