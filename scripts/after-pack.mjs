// electron-builder's afterPack hook: switches off what an installed app must not be able to do (Electron's "fuses").
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { join } from 'node:path';

const executableOf = ({ appOutDir, electronPlatformName, packager }) => {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  return join(appOutDir, packager.executableName);
};

export const afterPack = async (context) => {
  const { electronPlatformName } = context;
  await flipFuses(executableOf(context), {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    // On only in the build that a test starts and drives.
    [FuseV1Options.EnableNodeCliInspectArguments]: process.env.RUSSET_PACKAGE_INSPECT === '1',
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: electronPlatformName !== 'linux',
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
};
