// What the command service needs of the queue; electron/db/stores/protocol/commands.ts satisfies it.
import type { LogAction } from '../../../shared/model/log.ts';
import { day, hour, minute } from '../../core/durations.ts';

export type OpenStatus = 'queued' | 'sent' | 'not-now';
export type CommandStatus = OpenStatus | 'acknowledged' | 'error' | 'cancelled' | 'expired';

/** Times are milliseconds since the epoch. */
export interface NewCommand {
  readonly uuid: string;
  readonly channelId: string;
  readonly enrollmentId: string;
  readonly requestType: string;
  readonly logAction: LogAction;
  /** A newer command of the same kind on the same channel replaces one that is not done. */
  readonly kind: string;
  /** Higher goes first. */
  readonly priority: number;
  /** The whole command as a property list, sealed: some carry secrets. */
  readonly sealedPayload: Uint8Array;
  /** The same without secrets, for the log. */
  readonly redacted: string;
  readonly requestedBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface CommandRecord extends Omit<NewCommand, 'priority'> {
  readonly status: CommandStatus;
  readonly sentAt?: number;
  readonly doneAt?: number;
  /** How often it was handed to the device since that last answered it. */
  readonly tries: number;
}

/** So often a command is handed out that the device never answers. */
export const maxTries = 6;
/** How long a command that was handed out waits for its answer before it goes out again, by the tries it has had. */
export const answerPatienceMs = [0, 0, 10 * minute, hour, 6 * hour, day] as const;
/** From so many unanswered tries on, everything else goes first. */
export const lastAfterTries = 2;

export interface CommandQueue {
  mayHaveWork(channelId: string): boolean;
  /** Adds commands. The newest wish for a thing wins: open ones of the same kind on the channel end and are returned. */
  add(commands: readonly NewCommand[]): Promise<CommandRecord[]>;
  find(uuid: string): Promise<CommandRecord | undefined>;
  /** With `kind` only a command of that kind. */
  takeNext(
    channelId: string,
    options: { includeNotNow: boolean; now: number; kind?: string },
  ): Promise<CommandRecord | undefined>;
  inFlight(channelId: string): Promise<CommandRecord | undefined>;
  retire(uuid: string, status: 'acknowledged' | 'error', at: number): Promise<boolean>;
  /** Replaces what goes out of a command that is not done. */
  rewrite(uuid: string, content: Pick<NewCommand, 'sealedPayload' | 'redacted'>): Promise<void>;
  putOff(uuid: string, at: number): Promise<void>;
  cancel(uuid: string, at: number): Promise<CommandRecord | undefined>;
  cancelAll(enrollmentId: string, at: number, channelId?: string): Promise<CommandRecord[]>;
  expire(now: number, limit: number): Promise<CommandRecord[]>;
  openOf(enrollmentId: string): Promise<CommandRecord[]>;
}
