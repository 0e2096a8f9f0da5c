// The colour of each state of a sync.
import type { LdapSummary } from '../../../../shared/ipc/ldap.ts';
import type { Tone } from '../../components/status-chip.tsx';

export const syncTone: Readonly<Record<LdapSummary['syncState'], Tone>> = {
  never: 'neutral',
  running: 'info',
  ok: 'success',
  failed: 'error',
  discarded: 'warning',
  cancelled: 'warning',
};
