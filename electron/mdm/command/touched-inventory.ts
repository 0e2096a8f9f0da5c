// Which parts of the inventory a command changes when a device carries it out: they are asked for anew, so that nobody
// reads in the console what Russet itself has just changed.
import { organizationKind } from './catalog.ts';
import type { CommandRecord } from './store.ts';

const profiles = ['ProfileList', 'CertificateList'];
const apps = ['InstalledApplicationList', 'ManagedApplicationList'];

const touched = new Map<string, readonly string[]>([
  ['InstallProfile', profiles],
  ['RemoveProfile', profiles],
  ['InstallProvisioningProfile', profiles],
  ['RemoveProvisioningProfile', profiles],
  ['InstallApplication', apps],
  ['InstallEnterpriseApplication', apps],
  ['RemoveApplication', apps],
  ['Settings', ['DeviceInformation']],
  ['ClearPasscode', ['SecurityInfo']],
  ['SetFirmwarePassword', ['SecurityInfo']],
  ['SetRecoveryLock', ['SecurityInfo']],
  ['EnableRemoteDesktop', ['SecurityInfo']],
  ['DisableRemoteDesktop', ['SecurityInfo']],
]);

/** Request types of the queries whose answers an acknowledged command has made old. */
export const touchedInventory = ({
  requestType,
  kind,
}: Pick<CommandRecord, 'requestType' | 'kind'>): readonly string[] =>
  // The name of the office is no part of any inventory.
  kind === organizationKind ? [] : (touched.get(requestType) ?? []);
