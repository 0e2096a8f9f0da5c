// The closed list of error codes. An AppError carries one of them; docs/reference/errors.md is generated from this table.
import type { AdminText } from './locales/admin-texts.ts';

export const errorCodes = {
  internal: 'Something went wrong inside Russet. The reference leads to the entry in the program log.',
  'input.invalid': 'The input does not fit what the method accepts.',
  'method.unknown': 'The contract has no method of that name.',
  'access.denied': 'The caller may not do this.',
  'record.notFound': 'There is no such record; it may have been deleted meanwhile.',
  'record.conflict': 'Another record already has this unique value.',
  'record.inUse': 'The record cannot be deleted while something refers to it.',
  'database.corrupt': 'The database file is damaged.',
  'database.newer': 'The database was written by a newer version of Russet.',
  'database.full': 'The disk is full; nothing more can be stored.',
  'database.failed': 'The database refused an operation.',
  'secrets.unreadable': 'A stored secret cannot be decrypted with the key of this computer.',
  'listener.portTaken': 'Another program already uses the listener port.',
  'listener.failed': 'The listener could not start.',
  'certificate.invalid': 'The certificate, its chain or its key is not usable.',
  'push.certificateInvalid': 'The push certificate is not usable.',
  'push.topicChange': 'The push certificate has another topic; every enrolled device would have to enroll again.',
  'push.notConfigured': 'No push certificate is installed.',
  'plist.invalid': 'The property list is malformed.',
  'cms.invalid': 'The CMS message is malformed.',
  'cms.untrusted': 'The signature or the signer is not trusted.',
  'device.unrecognized': 'The device is not enrolled here.',
  'device.rejected': 'The message contradicts what is known of the enrollment.',
  'enrollment.refused': 'The enrollment is refused.',
  'enrollment.linkInvalid': 'The enrollment link is unknown, expired or withdrawn.',
  'command.forbidden': 'This enrollment may not receive the command.',
  'command.notCancellable': 'The command was already sent.',
  'audit.broken': 'The audit trail is not what was written.',
  'mail.notConfigured': 'No mail server is set up.',
  'mail.unreachable': 'The mail server does not answer as a mail server should.',
  'mail.untrusted': 'The connection to the mail server could not be secured.',
  'mail.authentication': 'The mail server refuses the user name or password.',
  'mail.refused': 'The mail server refuses the mail.',
  'directory.unreachable': 'The directory server cannot be reached or does not answer.',
  'directory.untrusted': 'The connection to the directory server could not be secured.',
  'directory.credentials': 'The directory server refuses the user name or password.',
  'directory.failed': 'The directory server refuses the request or answers what it should not.',
  'directory.consent': 'The directory service does not permit what Russet asks for; consent is missing.',
  'auth.failed': 'User name or password is wrong.',
  'auth.locked': 'Too many failed attempts; try again later.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What crosses to the console or a script when a call fails. */
export interface ErrorEnvelope {
  readonly code: ErrorCode;
  /** Says what is wrong and what to do, in English, for scripts. The console shows `text`. */
  readonly message: string;
  /** The same for the reader's language. */
  readonly text: AdminText;
  /** Quotable reference of the program-log entry, present for unexpected failures. */
  readonly ref?: string | undefined;
  /** Field path to what is wrong there, in English; present for `input.invalid`. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** The same for the reader's language. */
  readonly fieldTexts?: Readonly<Record<string, AdminText>> | undefined;
}

/** The envelope of a failure: the English for scripts beside the texts for the console. */
export const errorEnvelope = (
  code: ErrorCode,
  text: AdminText,
  more: { readonly ref?: string; readonly fields?: Readonly<Record<string, AdminText>> | undefined } = {},
): ErrorEnvelope => ({
  code,
  message: text.english,
  text,
  ...(more.ref !== undefined && { ref: more.ref }),
  ...(more.fields && {
    fields: Object.fromEntries(Object.entries(more.fields).map(([path, { english }]) => [path, english])),
    fieldTexts: more.fields,
  }),
});
