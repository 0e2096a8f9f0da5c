// Settings of an LDAP server as the wizard would send them, for tests.
import { setTimeout } from 'node:timers/promises';
import type { MethodInput } from '../../shared/ipc/contract.ts';
import { ldapPresets } from '../../shared/model/ldap.ts';
import type { Office } from './core.ts';
import { bindDn, bindPassword, suffix } from './ldap-directory.ts';

export type LdapInput = MethodInput<'ldap.create'>;

export interface LdapInputChanges {
  readonly connection?: Partial<LdapInput['connection']>;
  readonly options?: Partial<LdapInput['options']>;
  readonly search?: Partial<LdapInput['search']>;
  readonly managedAppleId?: LdapInput['managedAppleId'];
}

export const ldapInput = (url: string, changes: LdapInputChanges = {}): LdapInput => ({
  connection: { name: 'Head office', url, bindDn, password: bindPassword, type: 'openldap', ...changes.connection },
  // Tests change half of a directory at once; those of the protection say so.
  options: { resultsTimeout: 20, discardEnabled: false, ...changes.options },
  search: { baseDn: suffix, ...ldapPresets.openldap, ...changes.search },
  managedAppleId: changes.managedAppleId ?? { kind: 'email', appleidSubdomain: true },
});

/** What stands for everything under the base DN. */
export const everybody = { kind: 'ou', externalId: 'everybody', dn: suffix, name: 'Everybody' } as const;

/** Between two looks: asking without a pause would take the time that the work needs. */
const pause = (): Promise<void> => setTimeout(20);

/** Waits for the end of a background task, by its events; answers how it ended. */
export const taskEnd = async (
  office: Office,
  taskId: string,
): Promise<Awaited<ReturnType<typeof office.call<'tasks.list'>>>[number]> => {
  for (;;) {
    const task = (await office.call('tasks.list', {})).find(({ id }) => id === taskId);
    if (!task) throw new Error('the task is not there');
    if (task.endedAt !== undefined) return task;
    await pause();
  }
};

/** Lets the core work until something holds. */
export const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await pause();
};

/** Connects a directory and syncs everybody in it. */
export const connectAndSync = async (office: Office, input: LdapInput) => {
  const { id } = await office.call('ldap.create', input);
  const { taskId } = await office.call('ldap.select', { id, items: [everybody] });
  return { id, task: await taskEnd(office, taskId) };
};
