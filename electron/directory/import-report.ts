// What a sync hands over about its directory, and what it is told of what became of its people.
import type { DirectorySource as SourceRef } from '../db/stores/directories/directory-people.ts';
import type { ManagedAppleIdRule, SkippedPerson } from '../model/directory-person.ts';

export interface DirectorySource extends SourceRef {
  /** What the admin calls the directory; tells groups of the same name apart. */
  readonly name: string;
  readonly managedAppleId: ManagedAppleIdRule;
}

export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** People who were not taken in, or whose account stays as it was. */
  readonly skipped: readonly SkippedPerson[];
  /** External ids of those whose entry was not taken over as a whole: skipped, or with a clash. */
  readonly leftOut: readonly string[];
  /** Accounts that keep the Managed Apple ID they have, or none, because another one has what the rule makes. */
  readonly clashes: readonly {
    readonly who: string;
    /** Masked. */
    readonly managedAppleId: string;
    readonly heldBy: string;
  }[];
}
