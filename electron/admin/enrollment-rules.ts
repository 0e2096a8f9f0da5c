// The office-wide rules of enrollment: terms of service and the device limit, audited with the change they tell of.
import type { AuditType } from '../../shared/model/audit.ts';
import type { EventTopic } from '../../shared/ipc/events.ts';
import type { Handlers } from '../../shared/ipc/method.ts';
import type { signInApi } from '../../shared/ipc/sign-in.ts';
import { changesBetween, createAudit, type AuditedValues } from '../core/audit.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createSettingsStore } from '../db/stores/settings.ts';
import { createTermsStore } from '../db/stores/terms.ts';

export interface EnrollmentRulesDeps {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

type RuleMethod = 'enrollmentRules.get' | 'enrollmentRules.setDeviceLimit' | 'terms.save' | 'terms.delete';

const words = (limit: number | null): string => (limit === null ? 'No limit' : String(limit));

export const enrollmentRulesHandlers = ({
  executor,
  clock,
  changed,
}: EnrollmentRulesDeps): Pick<Handlers<typeof signInApi>, RuleMethod> => {
  /** Runs a change and records what it did, in one transaction. */
  const audited = async <T>(
    actor: string,
    type: AuditType,
    activity: 'Changed' | 'Deleted',
    look: (bound: Executor) => Promise<AuditedValues>,
    run: (bound: Executor) => Promise<T>,
  ): Promise<T> => {
    const result = await inTransaction(executor, async (bound) => {
      const before = await look(bound);
      const value = await run(bound);
      const changes = changesBetween(before, await look(bound));
      if (changes.length > 0) {
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Users',
          type,
          name: type,
          activity,
          changes,
        });
      }
      return value;
    });
    changed('userSettings');
    return result;
  };

  const lookAtTerms = async (bound: Executor): Promise<AuditedValues> => {
    const newest = await createTermsStore(bound).newest();
    return {
      Enabled: await createSettingsStore(bound).get('termsEnabled'),
      Version: newest?.version,
      Title: newest?.title,
      Text: newest?.text,
    };
  };

  return {
    async 'enrollmentRules.get'() {
      const { deviceLimit, termsEnabled } = await createSettingsStore(executor).all();
      return { deviceLimit, terms: { enabled: termsEnabled, versions: await createTermsStore(executor).list() } };
    },

    async 'enrollmentRules.setDeviceLimit'({ deviceLimit }, { actor }) {
      const look = async (bound: Executor) => ({
        'Active Devices per User': words(await createSettingsStore(bound).get('deviceLimit')),
      });
      await audited(actor, 'Device Limit', 'Changed', look, (bound) => createSettingsStore(bound).set({ deviceLimit }));
      return {};
    },

    async 'terms.save'({ enabled, title, text }, { actor }) {
      const version = await audited(actor, 'Terms of Service', 'Changed', lookAtTerms, async (bound) => {
        await createSettingsStore(bound).set({ termsEnabled: enabled });
        const terms = createTermsStore(bound);
        const newest = await terms.newest();
        return newest?.title === title && newest.text === text
          ? newest.version
          : terms.insert(title, text, clock.now());
      });
      return { version };
    },

    async 'terms.delete'({ version }, { actor }) {
      const look = async (bound: Executor) => ({
        Versions: (await createTermsStore(bound).list()).map((terms) => `${String(terms.version)}: ${terms.title}`),
      });
      await audited(actor, 'Terms of Service', 'Deleted', look, async (bound) => {
        const versions = await createTermsStore(bound).list();
        const found = versions.find((terms) => terms.version === version);
        if (!found) throw new AppError('record.notFound', 'There is no such version of the terms of service.');
        if (found.accepted > 0) {
          throw new AppError(
            'record.inUse',
            `${String(found.accepted)} people accepted version ${String(version)}. Accepted terms are kept as evidence and cannot be deleted.`,
          );
        }
        if (found === versions[0] && (await createSettingsStore(bound).get('termsEnabled'))) {
          throw new AppError('record.inUse', 'This version is in force. Switch the terms of service off first.');
        }
        await createTermsStore(bound).delete(version);
      });
      return {};
    },
  };
};
