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
  sync_state: 'never' | 'running' | 'ok' | 'failed' | 'discarded' | 'cancelled';
  sync_started_at: number | null;
  sync_ended_at: number | null;
  last_success_at: number | null;
  sync_report_json: string | null;
  cursor_json: string;
  created_at: number;
  updated_at: number;
}

/** Somebody a directory tells of who may be a person here already. */
interface DirectoryMatchesTable {
  source_id: string;
  external_id: string;
  user_id: string;
  /** As the directory told them last. */
  person_json: string;
  /** Null until an administrator has chosen; `elsewhere` while another directory tells of the person here as well. */
  decision: 'apart' | 'elsewhere' | null;
  noticed_at: number;
  seen_at: number;
}

/** What a directory's syncs do by themselves; without a row, the defaults. */
interface DirectoryPoliciesTable {
  source_id: string;
  existing: 'ask' | 'adopt';
  gone: 'keep' | 'disable' | 'retire';
  gone_limit: number;
}

export interface DirectoryTables {
  directory_matches: DirectoryMatchesTable;
  directory_policies: DirectoryPoliciesTable;
  ldap_servers: LdapServersTable;
  ldap_selections: LdapSelectionsTable;
  entra_sources: EntraSourcesTable;
}
