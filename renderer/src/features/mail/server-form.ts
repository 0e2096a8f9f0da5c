// What the form of the mail server holds, and how it becomes the contract's input.
import type { MethodInput, MethodOutput } from '@shared/ipc/contract.ts';
import type { Language } from '@shared/locales/text-keys.ts';
import type { MailSecurity } from '@shared/model/mail.ts';
import { typedNumber } from '../../lib/contract-form.ts';

export interface MailServerValues {
  host: string;
  port: string;
  security: MailSecurity;
  signIn: boolean;
  user: string;
  password: string;
  fromAddress: string;
  fromName: string;
  replyTo: string;
  language: Language;
  caCertificates: string;
}

export const mailServerFields = [
  'host',
  'port',
  'security',
  'user',
  'password',
  'fromAddress',
  'fromName',
  'replyTo',
  'language',
  'caCertificates',
] as const satisfies readonly (keyof MailServerValues)[];

export const usualPort: Readonly<Record<MailSecurity, string>> = { none: '25', starttls: '587', tls: '465' };

/** `fresh`: the language that a new mail server begins with. */
export const mailServerForm = ({ server, language }: MethodOutput<'mail.get'>, fresh: Language): MailServerValues => ({
  host: server?.host ?? '',
  port: server === undefined ? usualPort.starttls : String(server.port),
  security: server?.security ?? 'starttls',
  signIn: server === undefined || server.authentication === 'password',
  user: server?.user ?? '',
  password: '',
  fromAddress: server?.fromAddress ?? '',
  fromName: server?.fromName ?? '',
  replyTo: server?.replyTo ?? '',
  language: language ?? (server === undefined ? fresh : 'en'),
  caCertificates: server?.caCertificates ?? '',
});

/** An empty password keeps the stored one; without sign-in neither user nor password are sent. */
export const toMailServer = (values: MailServerValues): MethodInput<'mail.update'> => ({
  host: values.host,
  port: typedNumber(values.port),
  security: values.security,
  authentication: values.signIn ? 'password' : 'none',
  user: values.signIn ? values.user : '',
  ...(values.signIn && values.password !== '' ? { password: values.password } : {}),
  fromAddress: values.fromAddress.trim(),
  fromName: values.fromName,
  ...(values.replyTo.trim() === '' ? {} : { replyTo: values.replyTo.trim() }),
  language: values.language,
  caCertificates: values.caCertificates,
});
