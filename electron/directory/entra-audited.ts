// What the audit trail tells of the Entra ID user source.
import type { EntraState } from '../../shared/ipc/directories/entra.ts';
import type { EntraSettings } from '../../shared/ipc/directories/entra.ts';
import type { AuditedValues } from '../office/audit.ts';

const managedAppleIdWords = { none: 'None', email: 'Pattern: e-mail address', upn: 'userUPN' } as const;

/** Never the credential itself: which certificate it is, or that it is a secret. */
export const auditedEntra = (settings: EntraSettings, credential: EntraState['credential']): AuditedValues => ({
  Name: settings.name,
  'Tenant ID': settings.tenantId,
  'Client ID': settings.clientId,
  'Enable this Entra ID': settings.enabled,
  'Managed Apple ID': managedAppleIdWords[settings.managedAppleId],
  'Include "appleid" subdomain': settings.appleidSubdomain,
  'Automatically invite users imported from Entra ID': settings.autoInvite,
  'Sync Interval (Minutes)': settings.syncMinutes,
  Groups: settings.groups.map(({ name }) => name),
  'Only Members of the Groups': settings.filter.membersOnly,
  'Only Enabled Accounts': settings.filter.enabledOnly,
  'Only Accounts With a Licence': settings.filter.licensedOnly,
  Attributes: settings.attributes,
  'Client Secret Expires':
    settings.secretExpiresAt === undefined ? undefined : new Date(settings.secretExpiresAt).toISOString(),
  Credential: credential?.kind === 'certificate' ? `Certificate ${credential.thumbprint}` : 'Client secret',
});
