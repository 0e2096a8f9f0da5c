// The discovery file of a mail domain in the contract; what a check found is remembered for the setup checklist.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers, Output } from '../../../shared/ipc/method.ts';
import type { domainApi } from '../../../shared/ipc/server/domain.ts';
import type { Clock } from '../../core/ports.ts';
import { maxDomainChecks } from '../../core/settings.ts';
import type { SettingsStore } from '../../db/stores/office/settings.ts';

type Api = typeof domainApi;

export interface DomainHandlerDeps {
  readonly domainFile: (domain: string) => Promise<Output<Api['enrollment.domainFile']>>;
  readonly checkDomain: (domain: string) => Promise<Output<Api['enrollment.checkDomain']>>;
  /** `https://name:port`, to which the file must lead. */
  readonly origin: () => Promise<string>;
  readonly settings: Pick<SettingsStore, 'get' | 'set'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly changed: (topic: EventTopic) => void;
}

export const domainHandlers = (deps: DomainHandlerDeps): Handlers<Api> => ({
  'enrollment.domainFile': ({ domain }) => deps.domainFile(domain),
  async 'enrollment.checkDomain'({ domain }) {
    const result = await deps.checkDomain(domain);
    const check = { domain, origin: await deps.origin(), ok: result.ok, at: deps.clock.now() };
    const others = (await deps.settings.get('domainChecks')).filter((other) => other.domain !== domain);
    await deps.settings.set({ domainChecks: [check, ...others].slice(0, maxDomainChecks) });
    deps.changed('enrollment');
    return result;
  },
});
