// Tables of what is said between server and device: commands, reports, and the log of both.
import type { Generated } from 'kysely';
import type { LogAction, LogStatus } from '../../../shared/model/log.ts';

export interface CommandsTable {
  /** Order of creation. */
  seq: Generated<number>;
  uuid: string;
  channel_id: string;
  enrollment_id: string;
  request_type: string;
  log_action: LogAction;
  /** Unsent commands of the same kind for the same channel replace each other. */
  kind: string;
  priority: number;
  status: 'queued' | 'sent' | 'not-now' | 'acknowledged' | 'error' | 'cancelled' | 'expired';
  /** The whole command as it goes over the wire, sealed because some carry secrets. */
  payload: Uint8Array;
  /** The same with secrets removed, for the log dialog. */
  redacted: string;
  requested_by: string;
  created_at: number;
  sent_at: number | null;
  done_at: number | null;
  not_now_at: number | null;
  expires_at: number;
  tries: number;
}

/** What a device reported, one JSON list per kind and channel. */
export interface InventoryTable {
  enrollment_id: string;
  channel_id: string;
  kind: 'profiles' | 'certificates' | 'installed-apps' | 'managed-apps';
  items_json: string;
  reported_at: number;
}

interface DeviceLogTable {
  id: Generated<number>;
  enrollment_id: string;
  channel_id: string;
  at: number;
  action: LogAction;
  status: LogStatus;
  detail: string;
  command_uuid: string | null;
  /** Property lists, redacted before they are stored. */
  request: string | null;
  response: string | null;
  error_json: string | null;
}

export interface CommandTables {
  commands: CommandsTable;
  inventory: InventoryTable;
  device_log: DeviceLogTable;
}
