// The discovery file of a mail domain in the contract.
import type { Handlers, Output } from '../../../shared/ipc/method.ts';
import type { domainApi } from '../../../shared/ipc/server/domain.ts';

type Api = typeof domainApi;

export interface DomainHandlerDeps {
  readonly domainFile: (domain: string) => Promise<Output<Api['enrollment.domainFile']>>;
  readonly checkDomain: (domain: string) => Promise<Output<Api['enrollment.checkDomain']>>;
}

export const domainHandlers = (deps: DomainHandlerDeps): Handlers<Api> => ({
  'enrollment.domainFile': ({ domain }) => deps.domainFile(domain),
  'enrollment.checkDomain': ({ domain }) => deps.checkDomain(domain),
});
