// Tables of the office itself: settings, sealed secrets, the audit trail, notifications.
import type { Generated } from 'kysely';
import type { AuditActivity, AuditCategory, AuditType } from '../../../shared/model/audit.ts';

/** Office-wide settings, one JSON value per key. */
interface SettingsTable {
  key: string;
  value: string;
}

/** Values sealed by the SecretBox. */
interface SecretsTable {
  name: string;
  sealed: Uint8Array;
}

/** Append-only: triggers refuse everything else. */
export interface AuditTable {
  id: Generated<number>;
  at: number;
  category: AuditCategory;
  type: AuditType;
  name: string;
  activity: AuditActivity;
  actor: string;
  changes_json: string;
  hash: string;
}

/** `ended_at` is null while the cause lasts: then the key is unique. */
export interface NotificationsTable {
  id: string;
  key: string;
  at: number;
  severity: string;
  type: string;
  component_type: string;
  component: string;
  title: string;
  detail: string;
  page: string;
  status: string;
  cleared_by: string | null;
  ended_at: number | null;
}

/** Mails about notifications that are still to be sent. */
interface NotificationMailsTable {
  id: Generated<number>;
  notification_id: string;
  address: string;
  created_at: number;
}

/** Work by the clock, by its name. */
interface JobsTable {
  name: string;
  last_run_at: number;
}

export interface OfficeTables {
  settings: SettingsTable;
  secrets: SecretsTable;
  audit: AuditTable;
  notifications: NotificationsTable;
  notification_mails: NotificationMailsTable;
  jobs: JobsTable;
}
