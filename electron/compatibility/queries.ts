// Chooses the DeviceInformation queries that an enrollment may be asked. Pure; the facts are in queries-data.ts.
import { checkSupport, type CommandTarget } from './allowed.ts';
import { queryRule, queryRules, type DeviceInformationQuery } from './queries-data.ts';

/** True if Apple lets this enrollment answer the query. Unknown queries are not allowed. */
export const isQueryAllowed = (target: CommandTarget, query: string): boolean => {
  const rule = queryRule(query);
  if (rule === undefined) return false;
  // A query that a later system removed is left out while the version is unknown: nobody misses its answer.
  if (target.osVersion === undefined && rule.removedIn !== undefined) return false;
  // Queries have no rule for the Shared iPad user channel of their own; DeviceInformation itself is allowed there.
  const asked: CommandTarget = target.platform === 'iPadOS' ? { ...target, channel: 'device' } : target;
  return checkSupport(asked, query, rule).allowed;
};

/** Exactly the queries that this enrollment may answer. A User Enrollment is never asked a forbidden one. */
export const deviceInformationQueries = (target: CommandTarget): DeviceInformationQuery[] =>
  (Object.keys(queryRules) as DeviceInformationQuery[]).filter((query) => isQueryAllowed(target, query));

// Attestation is slow and rate-limited by Apple; the push token comes with TokenUpdate and is a secret.
const notForInventory: readonly DeviceInformationQuery[] = ['DevicePropertiesAttestation', 'PushToken'];

/** The allowed queries that the regular inventory asks: all but those that cost the device or reveal its push token. */
export const inventoryQueries = (target: CommandTarget): DeviceInformationQuery[] =>
  deviceInformationQueries(target).filter((query) => !notForInventory.includes(query));
