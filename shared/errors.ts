// The closed list of error codes. An AppError carries one of them; docs/reference/errors.md is generated from this table.
import type { AdminText } from './locales/admin-texts.ts';

/** What the reference says of a code; the message of each failure says what is wrong in this very case. */
export interface ErrorHelp {
  /** When a call, a start or a device meets it. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

export const errorCodes = {
  internal: {
    meaning: 'Something went wrong inside Russet that it has no better word for.',
    remedy:
      'Look up the reference in the program log (`logs/russet.log` in the data folder) and report what stands there. Try once more: the next call may work.',
  },
  'input.invalid': {
    meaning: 'The input does not fit what the method accepts, or an imported file is not what it should be.',
    remedy:
      '`fields` names each value that is wrong and says why. Correct them; the methods reference has the shapes. Nothing was changed.',
  },
  'method.unknown': {
    meaning: 'The contract has no method of that name.',
    remedy: 'Check the spelling with `russet methods`. A method of a newer version is missing in an older Russet.',
  },
  'access.denied': {
    meaning:
      'The caller may not do this: a built-in record, one that a directory owns, a call without the right token, or a page of an enrollment that stood open too long.',
    remedy:
      'Change what a directory owns in the directory, then sync. Call from this computer with the token in `bridge.json`. Open the page of the enrollment anew.',
  },
  'record.notFound': {
    meaning: 'There is no such record; it may have been deleted meanwhile, or its time of keeping is over.',
    remedy: 'Refresh the list and pick again.',
  },
  'record.conflict': {
    meaning:
      'Another record already has this unique value, such as a user name, a Managed Apple ID or the name of a group.',
    remedy: 'Choose another value, or change the other record first. The message names it.',
  },
  'record.inUse': {
    meaning: 'The record cannot be changed or deleted while something refers to it or works with it.',
    remedy:
      'The message names what does. Take the record out there, retire the devices, or wait for the end of the task; then try again.',
  },
  'database.corrupt': {
    meaning: 'The database file is damaged. It is left untouched.',
    remedy:
      'Quit Russet, copy the data folder away, and put a backup in its place. The guide of a damaged database tells the steps.',
  },
  'database.newer': {
    meaning: 'The database was written by a newer version of Russet. Nothing was changed.',
    remedy: 'Install that version again. To stay with the older one, put back a data folder that it wrote.',
  },
  'database.full': {
    meaning:
      'The disk of the data folder is full. What was stored is safe; devices are answered with 503 and come again.',
    remedy: 'Free some space, then try again. Nothing needs to be repaired.',
  },
  'database.failed': {
    meaning: 'The database or a file beside it cannot be read or written, or another program has it locked.',
    remedy:
      'Check the permissions of the data folder and the health of the disk. Close other programs that have `russet.db` open.',
  },
  'secrets.unreadable': {
    meaning:
      'A stored secret, mostly a private key, cannot be decrypted with the key of this data folder, or is missing.',
    remedy:
      'Put the `secret.key` that belongs to this database into the data folder, or open the folder in the session that made it. If only the key of an imported certificate is lost, import the certificate again.',
  },
  'listener.portTaken': {
    meaning: 'Another program already uses the port of the listener. The console runs, devices cannot connect.',
    remedy:
      'Close the other program, or choose another port under Server or with `--port`. Devices keep the address they enrolled with, so change the port back later or forward it.',
  },
  'listener.failed': {
    meaning: 'The listener could not start for another reason, such as a port below 1024 without the rights for it.',
    remedy: 'The message gives the reason. Choose a port above 1023, or a listen address that this computer has.',
  },
  'certificate.invalid': {
    meaning: 'A certificate, its chain or its key is not usable for what it was given for.',
    remedy:
      'The message says which check failed. Export certificate, intermediate certificates and key anew as PEM, and import them again.',
  },
  'push.certificateInvalid': {
    meaning: 'The file is no MDM push certificate with its key, or it has expired.',
    remedy:
      'Take the certificate from the Apple Push Certificates Portal together with the key it was requested with. Renew an expired one there.',
  },
  'push.topicChange': {
    meaning:
      'The push certificate has another topic than the installed one. Nothing was installed: every enrolled device would have to enroll again.',
    remedy:
      'Renew the certificate that is installed, with the same Apple Account. Only if nothing enrolled is to be kept, repeat the call with `confirmTopicChange`.',
  },
  'push.notConfigured': {
    meaning: 'No push certificate is installed, so no device can enroll or be woken.',
    remedy: 'Import one under Server, Push certificate.',
  },
  'plist.invalid': {
    meaning: 'A property list is malformed. The sender was answered with 400.',
    remedy:
      'Look at the entry of the log. From a device it is mostly a connection that broke off, and the device sends again; a program of yours must send an XML property list.',
  },
  'cms.invalid': {
    meaning: 'A signed or encrypted message is malformed. The sender was answered with 400.',
    remedy:
      'A reverse proxy that drops or shortens headers is the usual cause: it must pass `Mdm-Signature` and the whole body on.',
  },
  'cms.untrusted': {
    meaning:
      'The signature of a message, or the certificate of its signer, is not trusted. The sender was answered with 400.',
    remedy:
      'For one device: let it enroll again if its identity is lost. For all devices: check the clock of this computer, and that the data folder is the one they enrolled with.',
  },
  'device.unrecognized': {
    meaning:
      'The device is not enrolled here, its enrollment has ended, or its person was disabled. It was answered with 403.',
    remedy:
      'Nothing, if the device was retired or deleted. Otherwise remove the profile on the device and enroll again.',
  },
  'device.rejected': {
    meaning:
      'A message contradicts what is known of the enrollment or of the protocol. The device was answered with 400.',
    remedy: 'The entry of the log says what does not fit. If it repeats for one device, let it enroll again.',
  },
  'enrollment.refused': {
    meaning:
      'The enrollment is refused: the person is disabled, lacks a Managed Apple ID, has too many devices, or the system of the device is too old.',
    remedy:
      'The person reads the reason on the page. Change the user or the registration setting that applies, then let the person try again.',
  },
  'enrollment.linkInvalid': {
    meaning: 'The enrollment link is unknown, used, expired or withdrawn.',
    remedy: 'Make a new link on the Enroll page, or invite the person again.',
  },
  'command.forbidden': {
    meaning: 'This enrollment may not receive the command, or is not enrolled any more. Nothing was queued.',
    remedy:
      "The message gives the reason that the device would have, such as User Enrollment, supervision or the version of its system. Choose what the device's menu offers.",
  },
  'command.notCancellable': {
    meaning: 'The command was already sent to the device.',
    remedy: 'Wait for its answer in the log of the device.',
  },
  'audit.broken': {
    meaning: 'An entry of the audit trail was altered or removed after it was written.',
    remedy:
      'The message names the first entry that does not hold; those before it are genuine. Find out who can write in the data folder, and compare with a backup.',
  },
  'mail.notConfigured': {
    meaning: 'No mail server is set up, so nothing can be mailed.',
    remedy: 'Set one up under Admin, Mail, and send a test mail. Links and sheets work without.',
  },
  'mail.unreachable': {
    meaning: 'The mail server cannot be reached or does not answer as a mail server should.',
    remedy: 'Check host, port and kind of security, then the network. Mails that wait are tried again by themselves.',
  },
  'mail.untrusted': {
    meaning: 'The connection to the mail server could not be secured.',
    remedy:
      'Use the host name that is in its certificate, add the certificate of its CA, or choose the kind of security that fits the port.',
  },
  'mail.authentication': {
    meaning: 'The mail server refuses the user name or password, or wants a sign-in.',
    remedy: 'Enter both again under Admin, Mail. Some providers want a password for apps.',
  },
  'mail.refused': {
    meaning: 'The mail server refuses the sender, the address of the recipient or the mail itself.',
    remedy: "The message has the server's own words. Correct the address, or ask who runs the mail server.",
  },
  'directory.unreachable': {
    meaning:
      "The directory server or Microsoft's service cannot be reached or does not answer. People stay as they are.",
    remedy: 'Check address, port, network and firewall. The next sync tries again.',
  },
  'directory.untrusted': {
    meaning: 'The connection to the directory could not be secured, or an answer was not signed by who it should be.',
    remedy:
      "Add the certificate of the authority that issued the server's, use the name in the certificate, and let no proxy inspect TLS to Microsoft.",
  },
  'directory.credentials': {
    meaning: 'The directory refuses the bind user, the client secret or the certificate.',
    remedy: 'Enter the credential again. Check in the directory whether it has expired or the account is locked.',
  },
  'directory.failed': {
    meaning: 'The directory refuses a request or answers what it should not. Nothing was changed.',
    remedy:
      "The message says what was asked for. Check base DN, filter and the rights of the bind user; try again later if it is Microsoft's service.",
  },
  'directory.consent': {
    meaning: 'Entra ID does not permit what Russet asks for; consent is missing.',
    remedy: 'Add the permissions that the message names to the app registration, and grant admin consent.',
  },
  'auth.failed': {
    meaning: 'A person gave a wrong user name, password or PIN at sign-in.',
    remedy: "Let the person try again. Set a new password or generate a new PIN on the user's page.",
  },
  'auth.locked': {
    meaning: 'Too many attempts failed for this account or from this network; the page says for how long.',
    remedy: "Wait, or press Unlock on the user's page.",
  },
} as const satisfies Readonly<Record<string, ErrorHelp>>;

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
