// What an acknowledged command changes in our records, and the line it leaves in the log.
import type { Channel, Enrollment } from '../../model/enrollment.ts';
import { cancelAllCommands } from './cancel-all.ts';
import type { CommandStores } from './database.ts';
import type { DeviceError } from './error-chain.ts';
import {
  decodeCertificateList,
  decodeInstalledApplicationList,
  decodeManagedApplicationList,
  decodeProfileList,
  decodeSettingsResult,
} from './report-lists.ts';
import { decodeDeviceInformation, decodeSecurityInfo } from './report.ts';
import { compact, type Decoded, type Dictionary } from './report-reader.ts';
import type { CommandRecord } from './store.ts';

export interface ResultContext {
  readonly enrollment: Enrollment;
  readonly channel: Channel;
  readonly command: CommandRecord;
  readonly report: Dictionary;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface ResultOutcome {
  readonly detail: string;
  /** Present when the command was acknowledged but a part of it failed. */
  readonly errors?: readonly DeviceError[];
}

const remarks = ({ skipped, dropped }: Decoded<unknown>): string =>
  [
    skipped.length > 0 ? `not understood: ${skipped.slice(0, 10).join(', ')}` : '',
    dropped.length > 0 ? `dropped, because User Enrollment must not send it: ${dropped.join(', ')}` : '',
  ]
    .filter((remark) => remark !== '')
    .map((remark) => `; ${remark}`)
    .join('');

const saveDeviceInformation = async (stores: CommandStores, context: ResultContext): Promise<ResultOutcome> => {
  const { enrollment, report, at } = context;
  const decoded = decodeDeviceInformation(report, { platform: enrollment.platform, enrollmentType: enrollment.type });
  const facts = decoded.value;
  await stores.enrollments.saveDeviceInformation(enrollment.id, {
    ...compact({
      name: facts.deviceName,
      osVersion: facts.osVersion,
      buildVersion: facts.buildVersion,
      productName: facts.productName,
      model: facts.model,
      modelName: facts.modelName,
      serialNumber: facts.serialNumber,
      imei: facts.imei,
      supervised: facts.isSupervised,
    }),
    // A supervised device belongs to the office, whatever the setting or an admin said before it told.
    ...(facts.isSupervised === true && enrollment.type === 'device' && { ownership: 'company-owned' as const }),
    info: facts,
    at,
  });
  const line = [facts.deviceName, facts.modelName, facts.osVersion].filter(Boolean).join(', ');
  return { detail: `${line}${remarks(decoded)}` };
};

const saveSecurityInfo = async (stores: CommandStores, context: ResultContext): Promise<ResultOutcome> => {
  const { enrollment, report, at } = context;
  const decoded = decodeSecurityInfo(report, { platform: enrollment.platform, enrollmentType: enrollment.type });
  const facts = decoded.value;
  await stores.enrollments.saveSecurityInfo(enrollment.id, {
    ...compact({ isUserEnrollment: facts.isUserEnrollment, enrolledViaDep: facts.enrolledViaAde }),
    security: facts,
    at,
  });
  const kind =
    facts.isUserEnrollment === undefined
      ? 'Security state received'
      : `The device says: ${facts.isUserEnrollment ? 'User Enrollment' : 'no User Enrollment'}`;
  return { detail: `${kind}${remarks(decoded)}` };
};

const saveList = async <T>(
  stores: CommandStores,
  { enrollment, channel, at }: ResultContext,
  kind: 'profiles' | 'certificates' | 'installed-apps' | 'managed-apps',
  decoded: Decoded<readonly T[]>,
  noun: string,
  itemOf: (item: T) => unknown = (item) => item,
): Promise<ResultOutcome> => {
  await stores.enrollments.saveInventory(channel.id, enrollment.id, kind, decoded.value.map(itemOf), at);
  return { detail: `${String(decoded.value.length)} ${noun}${remarks(decoded)}` };
};

/** Whether the command removes the enrollment itself. */
export const removesEnrollment = (
  command: Pick<CommandRecord, 'requestType' | 'kind'>,
  enrollment: Enrollment,
): boolean => command.requestType === 'RemoveProfile' && command.kind === `Profile:${enrollment.profileIdentifier}`;

/** Stores what an acknowledged command brought. Call inside the transaction that retires the command. */
export const applyResult = async (stores: CommandStores, context: ResultContext): Promise<ResultOutcome> => {
  const { command, report, enrollment, at } = context;
  switch (command.requestType) {
    case 'DeviceInformation':
      return saveDeviceInformation(stores, context);
    case 'SecurityInfo':
      return saveSecurityInfo(stores, context);
    case 'ProfileList':
      return saveList(stores, context, 'profiles', decodeProfileList(report), 'profiles');
    case 'CertificateList':
      return saveList(
        stores,
        context,
        'certificates',
        decodeCertificateList(report),
        'certificates',
        ({ commonName, isIdentity, parsed }) => ({ commonName, isIdentity, ...parsed }),
      );
    case 'InstalledApplicationList':
      return saveList(stores, context, 'installed-apps', decodeInstalledApplicationList(report), 'apps');
    case 'ManagedApplicationList':
      return saveList(stores, context, 'managed-apps', decodeManagedApplicationList(report), 'managed apps');
    case 'Settings': {
      const failed = decodeSettingsResult(report).value.filter((item) => !item.succeeded);
      return failed.length === 0
        ? { detail: 'Applied' }
        : { detail: 'The device refused a setting', errors: failed.flatMap((item) => item.errors) };
    }
    case 'DeclarativeManagement':
      await stores.enrollments.update(enrollment.id, { declarativeManagement: true });
      return { detail: 'Declarative management is on' };
    case 'EraseDevice':
      await stores.enrollments.disable(enrollment.id, 'wiped', at);
      await cancelAllCommands(stores, enrollment.id, at, 'The device erases itself');
      return { detail: 'The device erases itself' };
    case 'RemoveProfile':
      if (removesEnrollment(command, enrollment)) {
        await stores.enrollments.disable(enrollment.id, 'removed-by-admin', at);
        await cancelAllCommands(stores, enrollment.id, at, 'The enrollment has ended');
        return { detail: 'The enrollment profile was removed' };
      }
      return { detail: 'Removed' };
    default:
      return { detail: 'Done' };
  }
};

/** After a failed or cancelled command that was to end the enrollment: it goes on as before. */
export const undoPending = async (
  stores: Pick<CommandStores, 'enrollments'>,
  command: CommandRecord,
  enrollment: Enrollment,
): Promise<void> => {
  const ends =
    (command.requestType === 'EraseDevice' && enrollment.state === 'wipe-pending') ||
    (removesEnrollment(command, enrollment) && enrollment.state === 'retire-pending');
  if (ends) await stores.enrollments.setState(enrollment.id, 'enrolled');
};
