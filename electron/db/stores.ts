// All stores over one executor, and the same set bound to one transaction.
import { inSavepoint, inTransaction, type Executor } from './executor.ts';
import { createAccessTokenStore } from './stores/protocol/access-tokens.ts';
import { createCommandStore, loadCommandMemory, type CommandMemory } from './stores/protocol/commands.ts';
import { createDeviceLogStore } from './stores/protocol/device-log.ts';
import { createEnrollmentTicketStore } from './stores/protocol/enrollment-tickets.ts';
import { createEnrollmentMemory, type EnrollmentMemory } from './stores/protocol/enrollment-memory.ts';
import { createEnrollmentStore } from './stores/protocol/enrollments.ts';
import { createInvitationStore } from './stores/people/invitations.ts';
import { createPinsStore } from './stores/people/pins.ts';
import { createIssuedCertificates } from './stores/protocol/pki.ts';

interface Memory {
  readonly enrollments: EnrollmentMemory;
  readonly commands: CommandMemory;
}

const bind = (executor: Executor, memory: Memory) => ({
  enrollments: createEnrollmentStore(executor, memory.enrollments),
  commands: createCommandStore(executor, memory.commands),
  log: createDeviceLogStore(executor),
  tickets: createEnrollmentTicketStore(executor),
  invitations: createInvitationStore(executor),
  tokens: createAccessTokenStore(executor),
  certificates: createIssuedCertificates(executor),
  pins: createPinsStore(executor),
});

export type BoundStores = ReturnType<typeof bind>;

export interface Stores extends BoundStores {
  /** `executor` is bound to the same transaction, for what else has to be read in it. */
  transaction<T>(work: (stores: BoundStores, executor: Executor) => Promise<T>): Promise<T>;
  /** A part of a transaction that may fail by itself; see `inSavepoint`. `bound` is the executor of the transaction. */
  savepoint<T>(bound: Executor, work: (stores: BoundStores) => Promise<T>): Promise<T>;
}

/** Opens the stores of the device protocol; reads once which channels have work. */
export const openStores = async (executor: Executor): Promise<Stores> => {
  const memory: Memory = { enrollments: createEnrollmentMemory(), commands: await loadCommandMemory(executor) };
  return {
    ...bind(executor, memory),
    transaction: (work) => inTransaction(executor, (bound) => work(bind(bound, memory), bound)),
    savepoint: (bound, work) => inSavepoint(bound, (inner) => work(bind(inner, memory))),
  };
};
