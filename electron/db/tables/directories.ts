// Tables of the directories that people are synced from.
import type { Bit } from './bit.ts';

/** Everything but the password is one JSON object: it is read and written whole. */
export interface LdapServersTable {
  id: string;
  name: string;
  config_json: string;
  sealed_password: Uint8Array | null;
  enabled: Bit;
  sync_state: 'never' | 'running' | 'ok' | 'failed' | 'discarded' | 'cancelled';
  sync_started_at: number | null;
  sync_ended_at: number | null;
  last_success_at: number | null;
  sync_report_json: string | null;
  /** People created since are still to be invited. */
  invite_since: number | null;
  created_at: number;
  updated_at: number;
}

/** Which users, groups and organizational units of a server are synced. */
interface LdapSelectionsTable {
  server_id: string;
  kind: 'user' | 'group' | 'ou';
  external_id: string;
  dn: string;
  name: string;
  created_at: number;
}

/** One row, or none. */
interface EntraSourcesTable {
  id: string;
  config_json: string;
  sealed_credential: Uint8Array;
  sync_state: 'never' | 'running' | 'ok' | 'failed' | 'cancelled';
  sync_started_at: number | null;
  sync_ended_at: number | null;
  last_success_at: number | null;
  sync_report_json: string | null;
  cursor_json: string;
  created_at: number;
  updated_at: number;
}

export interface DirectoryTables {
  ldap_servers: LdapServersTable;
  ldap_selections: LdapSelectionsTable;
  entra_sources: EntraSourcesTable;
}
