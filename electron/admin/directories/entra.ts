// The Entra ID slice of the contract; every change leaves an entry in the audit trail.
import type { entraApi } from '../../../shared/ipc/directories/entra.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { changesBetween, type Audit, type AuditedValues } from '../../office/audit.ts';
import { csvFileName } from '../../core/csv.ts';
import type { Clock } from '../../core/ports.ts';
import type { EntraSourceService } from '../../directory/entra-source.ts';
import { syncProblemsCsv } from './sync-problems.ts';

const managedAppleIdWords = { none: 'None', email: 'Pattern: e-mail address', upn: 'userUPN' } as const;

/** As Graph calls the attributes. */
const graphName = { email: 'mail', username: 'userPrincipalName', displayName: 'displayName' } as const;

export const entraHandlers = ({
  source,
  audit,
  clock,
}: {
  readonly source: EntraSourceService;
  readonly audit: Audit;
  readonly clock: Pick<Clock, 'now'>;
}): Handlers<typeof entraApi> => {
  const values = async (): Promise<{ name: string; values: AuditedValues } | undefined> => {
    const { settings, credential } = await source.get();
    return (
      settings && {
        name: settings.name,
        values: {
          Name: settings.name,
          'Tenant ID': settings.tenantId,
          'Client ID': settings.clientId,
          'Enable this Entra ID': settings.enabled,
          'Managed Apple ID': managedAppleIdWords[settings.managedAppleId],
          'Include "appleid" subdomain': settings.appleidSubdomain,
          'Automatically invite users imported from Entra ID': settings.autoInvite,
          'Sync Interval (Minutes)': settings.syncMinutes,
          Groups: settings.groups.map(({ name }) => name),
          Attributes: settings.attributes,
          'Client Secret Expires':
            settings.secretExpiresAt === undefined ? undefined : new Date(settings.secretExpiresAt).toISOString(),
          Credential: credential?.kind === 'certificate' ? `Certificate ${credential.thumbprint}` : 'Client secret',
        },
      }
    );
  };

  const recorded = async (
    actor: string,
    activity: 'Changed' | 'Deleted',
    run: () => Promise<void>,
    secretGiven = false,
  ) => {
    const before = await values();
    await run();
    const after = await values();
    const changes = changesBetween(before?.values, after?.values);
    if (secretGiven) changes.push({ attribute: 'Client Secret', after: '••••' });
    if (changes.length > 0) {
      await audit.record({
        actor,
        category: 'Admin',
        type: 'Entra ID',
        name: after?.name ?? before?.name ?? '',
        activity: before ? activity : 'Added',
        changes,
      });
    }
    return {};
  };

  return {
    'entra.get': () => source.get(),
    'entra.update': (input, { actor }) =>
      recorded(actor, 'Changed', () => source.update(input), input.credential?.kind === 'secret'),
    'entra.remove': (_input, { actor }) => recorded(actor, 'Deleted', () => source.remove()),
    'entra.test': (input) => source.test(input),
    'entra.searchGroups': async ({ search, ...connection }) => [...(await source.searchGroups(connection, search))],
    'entra.reportCsv': async () =>
      syncProblemsCsv(
        csvFileName('entra-sync-problems', clock.now()),
        (await source.skipped()).map(({ who, reason, attribute }) => ({
          who,
          problem: reason,
          ...(attribute && { attributes: [graphName[attribute]] }),
        })),
      ),
    'entra.sync': (_input, { actor }) => source.sync(actor),
  };
};
