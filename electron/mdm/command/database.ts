// What the command service needs to remember besides the queue. `transaction` gives the same set bound to one commit.
import type { AdminText } from '../../../shared/locales/admin-texts.ts';
import type { EnrollmentState, Ownership } from '../../../shared/model/enrollment.ts';
import type { Channel, Contact, Enrollment, LogEntry, Speaker } from '../../model/enrollment.ts';
import type { CommandQueue } from './store.ts';

export type InventoryKind = 'profiles' | 'certificates' | 'installed-apps' | 'managed-apps';

/** What a DeviceInformation changes of an enrollment: only what is given. */
export interface DeviceInformationValues {
  readonly name?: string;
  readonly osVersion?: string;
  readonly buildVersion?: string;
  readonly productName?: string;
  readonly model?: string;
  readonly modelName?: string;
  readonly serialNumber?: string;
  readonly imei?: string;
  readonly supervised?: boolean;
  readonly ownership?: Ownership;
  readonly info: unknown;
  readonly at: number;
}

export interface CommandStores {
  readonly enrollments: {
    find(id: string): Promise<Enrollment | undefined>;
    contact(speaker: Speaker): Promise<Contact | undefined>;
    channelsOf(enrollmentId: string): Promise<Channel[]>;
    appendContact(enrollmentId: string, channelId: string, at: number): Promise<void>;
    setState(id: string, state: EnrollmentState): Promise<void>;
    revive(id: string): Promise<void>;
    disable(id: string, state: EnrollmentState, at: number): Promise<void>;
    update(
      id: string,
      values: {
        inventoryRequestedAt?: number;
        renewalRequestedAt?: number;
        renewalFailure?: { readonly at: number; readonly problem: AdminText };
        declarativeManagement?: boolean;
        organizationTold?: string | null;
      },
    ): Promise<void>;
    saveDeviceInformation(id: string, values: DeviceInformationValues): Promise<void>;
    saveSecurityInfo(
      id: string,
      values: { isUserEnrollment?: boolean; enrolledViaDep?: boolean; security: unknown; at: number },
    ): Promise<void>;
    saveInventory(
      channelId: string,
      enrollmentId: string,
      kind: InventoryKind,
      items: readonly unknown[],
      at: number,
    ): Promise<void>;
    sealedTokens(id: string): Promise<{ unlockToken?: Uint8Array }>;
    boundTo(sha256: string): Promise<string | undefined>;
  };
  readonly queue: CommandQueue;
  readonly log: { append(entry: LogEntry): Promise<void> };
}

export interface CommandTransaction extends CommandStores {
  /**
   * A part of the transaction that may fail by itself: then it is undone as a whole. Rejects with what it failed with;
   * `database.…` means that the transaction is lost and must not go on.
   */
  attempt<T>(work: (stores: CommandStores) => Promise<T>): Promise<T>;
}

export interface CommandDatabase extends CommandStores {
  transaction<T>(work: (stores: CommandTransaction) => Promise<T>): Promise<T>;
}
