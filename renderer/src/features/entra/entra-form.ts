// What the form of the Entra ID user source holds, and the method's input made of it.
import type { EntraFilter, EntraGroup, EntraInput, EntraState } from '@shared/ipc/directories/entra.ts';
import { typedNumber } from '../../lib/contract-form.ts';
import { dayOf, startOfDay } from '../../lib/days.ts';

export interface EntraForm {
  readonly name: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** Both texts are empty as long as the stored credential is kept. */
  readonly credential: { readonly kind: 'secret' | 'certificate'; readonly secret: string; readonly pem: string };
  /** `yyyy-mm-dd`, or empty. */
  readonly secretExpires: string;
  readonly enabled: boolean;
  readonly managedAppleId: 'none' | 'email' | 'upn';
  readonly appleidSubdomain: boolean;
  readonly autoInvite: boolean;
  readonly syncMinutes: string;
  readonly groups: readonly EntraGroup[];
  readonly filter: EntraFilter;
  /** Names with commas between them. */
  readonly attributes: string;
}

export const toForm = ({ settings, credential }: EntraState): EntraForm => ({
  name: settings?.name ?? 'Entra ID',
  tenantId: settings?.tenantId ?? '',
  clientId: settings?.clientId ?? '',
  credential: { kind: credential?.kind ?? 'secret', secret: '', pem: '' },
  secretExpires: settings?.secretExpiresAt === undefined ? '' : dayOf(settings.secretExpiresAt),
  enabled: settings?.enabled ?? false,
  managedAppleId: settings?.managedAppleId ?? 'none',
  appleidSubdomain: settings?.appleidSubdomain ?? false,
  autoInvite: settings?.autoInvite ?? false,
  syncMinutes: String(settings?.syncMinutes ?? 60),
  groups: settings?.groups ?? [],
  filter: settings?.filter ?? { membersOnly: false, enabledOnly: false, licensedOnly: false },
  attributes: (settings?.attributes ?? []).join(', '),
});

/** What was typed, or undefined to keep what is stored; `stored` is the kind of that. */
export const typedCredential = (
  { kind, secret, pem }: EntraForm['credential'],
  stored: 'secret' | 'certificate' | undefined,
): EntraInput['credential'] => {
  if (stored === kind && (kind === 'secret' ? secret : pem) === '') return undefined;
  return kind === 'secret' ? { kind, secret } : { kind, pem };
};

export const toInput =
  (stored: 'secret' | 'certificate' | undefined) =>
  (form: EntraForm): EntraInput => {
    const credential = typedCredential(form.credential, stored);
    const secretExpiresAt = form.credential.kind === 'secret' ? startOfDay(form.secretExpires) : undefined;
    return {
      name: form.name,
      tenantId: form.tenantId,
      clientId: form.clientId,
      ...(credential && { credential }),
      ...(secretExpiresAt !== undefined && { secretExpiresAt }),
      enabled: form.enabled,
      managedAppleId: form.managedAppleId,
      appleidSubdomain: form.managedAppleId !== 'none' && form.appleidSubdomain,
      autoInvite: form.autoInvite,
      syncMinutes: typedNumber(form.syncMinutes),
      groups: [...form.groups],
      filter: form.filter,
      attributes: form.attributes.split(/[\s,;]+/).filter((name) => name !== ''),
    };
  };
