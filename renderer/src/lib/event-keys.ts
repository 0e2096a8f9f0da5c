// Which lists and details a change in the core makes stale: every method of the contract declares what it reads.
import { contract, type MethodName } from '@shared/ipc/contract.ts';
import { type CoreEvent, enrollmentTopics } from '@shared/ipc/events.ts';

/** The cache key of a read: every query of the console is one of the contract. */
export type ContractKey = readonly [method: MethodName, input: object];

/** True if the query may show something that the event changed. */
export const isStaleAfter = ({ topic, ids }: CoreEvent, [method, input]: ContractKey): boolean => {
  const { reads, enrollment } = contract[method];
  if (!reads.includes(topic)) return false;
  if (ids === undefined || enrollment === undefined || !enrollmentTopics.includes(topic)) return true;
  return ids.some((id) => id === Reflect.get(input, enrollment));
};
