// Words of the LDAP pages.
import type { LdapHit, LdapSummary } from '../../../../shared/ipc/ldap.ts';
import type { LdapType } from '../../../../shared/model/ldap.ts';
import type { Tone } from '../../components/status-chip.tsx';

export const typeLabel: Readonly<Record<LdapType, string>> = {
  'active-directory': 'Microsoft Active Directory',
  openldap: 'Open LDAP',
  other: 'Other (Open LDAP compatible)',
};

export const kindLabel: Readonly<Record<LdapHit['kind'], string>> = {
  user: 'User',
  group: 'Group',
  ou: 'OU',
};

export const syncLabel: Readonly<Record<LdapSummary['syncState'], { readonly label: string; readonly tone: Tone }>> = {
  never: { label: 'Never synced', tone: 'neutral' },
  running: { label: 'Running', tone: 'info' },
  ok: { label: 'OK', tone: 'success' },
  failed: { label: 'Failed', tone: 'error' },
  discarded: { label: 'Discarded', tone: 'warning' },
  cancelled: { label: 'Cancelled', tone: 'warning' },
};
