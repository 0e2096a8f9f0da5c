// An office with a mail server, and waiting for mails that are sent in the background.
import type { MethodInput } from '../../shared/ipc/contract.ts';
import type { EnglishOutput } from './english.ts';
import type { Office } from './core.ts';
import type { FakeSmtp } from './fakes/smtp.ts';
import { eventually } from './eventually.ts';

/** Input of `mail.update` for the stand-in. */
export const mailServerFor = (smtp: FakeSmtp): MethodInput<'mail.update'> => ({
  host: smtp.host,
  port: smtp.port,
  security: 'starttls',
  authentication: 'none',
  fromAddress: 'it@office.example',
  fromName: 'Office IT',
  caCertificates: smtp.caPem,
});

type Task = EnglishOutput<'tasks.list'>[number];

/** The task once it has ended. */
export const endedTask = (office: Pick<Office, 'call'>, taskId: string): Promise<Task> =>
  eventually(async () => {
    const task = (await office.call('tasks.list', {})).find(({ id }) => id === taskId);
    if (task?.endedAt === undefined) throw new Error('the task has not ended');
    return task;
  });

/** Resolves once the mail server has as many mails for the address. */
export const mailsArrive = (smtp: FakeSmtp, address: string, count: number): Promise<void> =>
  eventually(() => {
    const arrived = smtp.mailsTo(address).length;
    if (arrived !== count) throw new Error(`${String(arrived)} mails arrived, not ${String(count)}`);
  });

/** The personal link in a mail. */
export const linkIn = (text: string): string => {
  const link = /https:\/\/\S+\/enroll\/i\/[\w-]+/.exec(text)?.[0];
  if (link === undefined) throw new Error('there is no link in the mail');
  return link;
};
