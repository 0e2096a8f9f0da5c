// What a device reported, as the tabs of the details page show it.
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { z } from 'zod';
import type { Output } from '../../shared/ipc/method.ts';
import { inventoryParts, type devicesApi, type InventoryPart } from '../../shared/ipc/devices/devices.ts';
import type { InventoryList } from '../db/stores/protocol/devices.ts';
import type { Enrollment } from '../model/enrollment.ts';

type Api = typeof devicesApi;

const certificate = z.object({
  commonName: z.string(),
  isIdentity: z.boolean(),
  issuer: z.string().optional(),
  notBefore: z.number().optional(),
  notAfter: z.number().optional(),
  sha256: z.string().default(''),
});

const profile = z.object({
  identifier: z.string(),
  displayName: z.string().optional(),
  organization: z.string().optional(),
  isManaged: z.boolean().optional(),
  payloadTypes: z.array(z.string()).default([]),
});

const installedApp = z.object({
  identifier: z.string(),
  name: z.string().optional(),
  version: z.string().optional(),
  shortVersion: z.string().optional(),
  bundleSize: z.number().optional(),
});

const managedApp = z.object({ identifier: z.string(), status: z.string() });

const queries: Readonly<Record<InventoryPart, readonly string[]>> = {
  overview: ['DeviceInformation', 'SecurityInfo'],
  certificates: ['CertificateList'],
  configurations: ['ProfileList'],
  apps: ['InstalledApplicationList', 'ManagedApplicationList'],
};

/** When each part was reported last; `asked`: request types of the commands that wait for the device. */
export const reportedOf = (
  times: Readonly<Record<InventoryPart, readonly number[]>>,
  asked: readonly string[],
): Output<Api['devices.reported']> =>
  inventoryParts.map((part) => ({
    part,
    // The tab is as old as the oldest of what it shows.
    at: times[part].length === 0 ? undefined : Math.min(...times[part]),
    asked: queries[part].some((requestType) => asked.includes(requestType)),
  }));

const itemsOf = <T>(lists: readonly InventoryList[], schema: z.ZodType<T>): { item: T; channel: 'device' | 'user' }[] =>
  lists.flatMap((list) =>
    list.items.flatMap((raw) => {
      const parsed = schema.safeParse(raw);
      const channel = list.channelId.includes(':') ? ('user' as const) : ('device' as const);
      return parsed.success ? [{ item: parsed.data, channel }] : [];
    }),
  );

export const certificatesOf = (lists: readonly InventoryList[]): Output<Api['devices.certificates']> =>
  itemsOf(lists, certificate).map(({ item, channel }) => ({ ...item, usageType: channel }));

export const configurationsOf = (
  lists: readonly InventoryList[],
  enrollmentProfile: string,
): Output<Api['devices.configurations']> =>
  itemsOf(lists, profile).map(({ item, channel }) => ({
    identifier: item.identifier,
    name: item.displayName ?? item.identifier,
    organization: item.organization,
    isManaged: item.isManaged,
    payloadTypes: item.payloadTypes,
    isEnrollmentProfile: item.identifier === enrollmentProfile,
    channel,
  }));

const appsNote = (enrollment: Enrollment): AdminText | undefined => {
  if (enrollment.type === 'device') return undefined;
  return enrollment.platform === 'macOS' ? say('devices.appsOfMac') : say('devices.appsManaged');
};

/** Installed and managed apps merged by bundle identifier. */
export const appsOf = (
  enrollment: Enrollment,
  installed: readonly InventoryList[],
  managed: readonly InventoryList[],
): Output<Api['devices.apps']> => {
  const states = new Map(itemsOf(managed, managedApp).map(({ item }) => [item.identifier, item.status]));
  const seen = new Set<string>();
  const apps = itemsOf(installed, installedApp).map(({ item }) => {
    if (item.identifier !== '') seen.add(item.identifier);
    return {
      identifier: item.identifier,
      name: item.name ?? item.identifier,
      version: item.shortVersion ?? item.version,
      sizeBytes: item.bundleSize,
      managed: states.has(item.identifier),
      state: states.get(item.identifier),
    };
  });
  const onlyManaged = [...states]
    .filter(([identifier]) => !seen.has(identifier))
    .map(([identifier, state]) => ({ identifier, name: identifier, managed: true, state }));
  return { note: appsNote(enrollment), apps: [...apps, ...onlyManaged] };
};
