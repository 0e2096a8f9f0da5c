// The mail server of the office: its settings, its sealed password, and mails by it.
import { X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import type { MailServer, mailServerInput } from '../../shared/ipc/office/mail.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { pemCertificates } from '../../shared/pem.ts';
import { AppError, isAppError } from '../core/errors.ts';
import { once } from '../core/once.ts';
import type { Logger, SecretBox } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createPkiSecrets } from '../db/stores/protocol/pki.ts';
import { createSettingsStore } from '../db/stores/office/settings.ts';
import { createMailer, type Mailer, type OutgoingMail, type SendOutcome } from './mailer.ts';

export type MailServerInput = z.output<typeof mailServerInput>;

export interface PostOffice {
  server(): Promise<MailServer | undefined>;
  hasPassword(): Promise<boolean>;
  /**
   * Throws `input.invalid` if a password is missing or a CA certificate is not readable. The stored password is only kept
   * for the same host and user; an absent language stays. `record` runs in the same transaction.
   */
  save(input: MailServerInput, record: (bound: Executor) => Promise<void>): Promise<void>;
  /** Forgets server and password. */
  remove(record: (bound: Executor) => Promise<void>): Promise<void>;
  /** Never rejects for reasons of the mail server; without one the outcome says so. */
  send(mail: OutgoingMail): Promise<SendOutcome>;
  close(): Promise<void>;
}

const passwordName = 'mail.password';

const invalid = (problem: AdminText, field: string, text = say('fields.required')): AppError =>
  new AppError('input.invalid', problem, { fields: { [field]: text } });

/** Subjects of PEM certificates. Throws `input.invalid` if there is text but no readable certificate in it. */
export const caSubjects = (pem: string): string[] => {
  if (pem.trim() === '') return [];
  try {
    const subjects = pemCertificates(pem).map((text) => new X509Certificate(text).subject.replaceAll('\n', ', '));
    if (subjects.length > 0) return subjects;
  } catch {
    // Told below, like a text without any certificate.
  }
  throw invalid(say('mail.caCertificates'), 'caCertificates', say('fields.noPem'));
};

export const createPostOffice = (deps: {
  readonly executor: Executor;
  readonly secretBox: SecretBox;
  readonly logger: Logger;
  /** Hears how each mail fared, to tell when the mail server refuses all of them. */
  readonly outcome: (outcome: SendOutcome) => Promise<void>;
  /** The mail server was changed or removed. */
  readonly changed: () => Promise<void>;
}): PostOffice => {
  const { executor, secretBox, logger } = deps;
  const settings = createSettingsStore(executor);
  const secrets = createPkiSecrets(executor);

  const server = async (): Promise<MailServer | undefined> => (await settings.get('mailServer')) ?? undefined;

  const mailer = once(async (): Promise<Mailer> => {
    const account = await server();
    if (account === undefined) throw new AppError('mail.notConfigured', say('mail.notConfigured'));
    const sealed = account.authentication === 'password' ? await secrets.get(passwordName) : undefined;
    const password = sealed && Buffer.from(secretBox.open(sealed)).toString('utf8');
    return createMailer({ ...account, password }, logger);
  });

  /** Mails under way end with the connections they have; the next one uses the new settings. */
  const reopen = async (): Promise<void> => {
    (await mailer.forget()?.catch(() => undefined))?.close();
  };

  const replaced = async (): Promise<void> => {
    await reopen();
    await deps.changed();
  };

  const save: PostOffice['save'] = async ({ password, language, ...account }, record) => {
    caSubjects(account.caCertificates);
    const before = await server();
    const signsIn = account.authentication === 'password';
    if (signsIn && account.user === '') throw invalid(say('mail.userMissing'), 'user');
    if (signsIn && password === undefined) {
      const same = before?.host === account.host && before.user === account.user;
      if (!same || (await secrets.get(passwordName)) === undefined) {
        throw invalid(say('mail.passwordMissing'), 'password');
      }
    }
    await inTransaction(executor, async (bound) => {
      await createSettingsStore(bound).set({
        mailServer: account,
        ...(language !== undefined && { mailLanguage: language }),
      });
      if (!signsIn) await createPkiSecrets(bound).remove(passwordName);
      else if (password !== undefined) {
        await createPkiSecrets(bound).set(passwordName, secretBox.seal(Buffer.from(password, 'utf8')));
      }
      await record(bound);
    });
    await replaced();
  };

  return {
    server,
    hasPassword: async () => (await secrets.get(passwordName)) !== undefined,
    save,

    async remove(record) {
      await inTransaction(executor, async (bound) => {
        await createSettingsStore(bound).set({ mailServer: null });
        await createPkiSecrets(bound).remove(passwordName);
        await record(bound);
      });
      await replaced();
    },

    async send(mail) {
      let opened: Mailer;
      try {
        opened = await mailer();
      } catch (error) {
        if (!isAppError(error, 'mail.notConfigured')) throw error;
        return { kind: 'server', code: error.code, text: error.text };
      }
      const outcome = await opened.send(mail);
      await deps.outcome(outcome);
      return outcome;
    },

    close: reopen,
  };
};
