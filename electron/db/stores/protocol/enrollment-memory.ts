// What is remembered of enrollments, so that a contact of a device costs no query.
import type { Contact } from '../../../model/enrollment.ts';
import type { Query } from '../../executor.ts';

/** Enrollments in memory: a small office has hundreds, the bound is far above. */
export const maxRemembered = 50_000;

/** What is remembered of contacts and certificates. One per database, shared by all executors on it. */
export interface EnrollmentMemory {
  /** Enrollment id to channel id to contact. */
  contacts: Map<string, Map<string, Contact>>;
  bindings: Map<string, string>;
  /** When each enrollment was last noted as seen. */
  seen: Map<string, number>;
  /** Raised by every change: a read that began before must not be remembered. */
  epoch: number;
}

/** Runs a change of one enrollment; what was remembered of it is forgotten after the commit. */
export type ChangeEnrollment = <T>(enrollmentId: string, work: (query: Query) => Promise<T>) => Promise<T>;

export const createEnrollmentMemory = (): EnrollmentMemory => ({
  contacts: new Map(),
  bindings: new Map(),
  seen: new Map(),
  epoch: 0,
});
