export const notices = {
  mailServer: 'Mail server',
  pushCertificate: 'Push certificate',
  listenerCertificate: 'Listener certificate',
  deviceCa: 'Device CA',
  entraCredential: 'Entra ID credential',
  thePushCertificate: 'The push certificate',
  theListenerCertificate: 'The listener certificate',
  theDeviceCa: 'The device CA',
  theEntraCredential: 'The Entra ID credential',
  hasExpired: '{{part}} has expired',
  expiresWithin_one: '{{part}} expires within a day',
  expiresWithin_other: '{{part}} expires within {{count}} days',
  expired: 'Expired {{at, day}}. {{remedy}}',
  validUntil: 'Valid until {{at, day}}. {{remedy}}',
  renewPush:
    'After that no device hears of commands. Renew the same certificate with the same Apple account, and import it on the Server page.',
  ownListener: 'After that no device trusts this server. It renews itself: that it did not is told in the program log.',
  importListener: 'After that no device trusts this server. Import a new one on the Server page.',
  enrollAgain:
    'After that no identity of a device is valid. It gets a successor by itself three years before: that it did not is told in the program log.',
  renewEntra:
    'After that nobody is synced, and nobody signs in with Microsoft. Make a new one in the app registration, and enter it here.',
  mailUntrusted: 'The certificate of the mail server is not trusted',
  mailSignIn: 'The mail server refuses the sign-in',
  mailDown: 'The mail server takes no mail',
  directoryUnreachable: 'The directory cannot be reached',
  directoryCredentials: 'The directory refuses the credentials',
  directoryConsent: 'The directory may not be read',
  directoryUntrusted: 'The certificate of the directory is not trusted',
  directoryFailed: 'The directory cannot be synced',
  syncDropped: 'A whole sync was dropped: it would change too many people',
  goneDisabled: 'People whom the directory has no more were disabled',
  goneNames: '{{people}}. They can no longer enroll devices. Who comes back in the directory is enabled again.',
  goneNamesRetired:
    '{{people}}. They can no longer enroll devices, and devices of theirs were retired: {{devices, number}}. Who comes back in the directory is enabled again.',
  goneAsked: 'More people are gone from the directory than are disabled without asking',
  nobodySynced: 'Nobody is synced: attributes are missing or unusable',
  someNotSynced: 'Some people are not synced: attributes are missing or unusable',
  skipped: '{{people}}. The last sync has the whole list as a CSV file.',
  skippedPerson: '{{who}}: {{reason}}',
  titled: '{{component}}: {{title}}',
  andMore: 'and {{rest, number}} more',
  unexpectedFailure: 'Something failed that Russet did not expect',
  unexpectedFailureDetail:
    'Everything else goes on. The program log in the data folder tells more under the reference {{ref}}; who helps you needs that.',
  addressLocked: 'Sign-ins from {{address}} are locked: too many accounts failed there',
  addressLockedDetail:
    'Nobody can sign in from there to enroll for {{minutes, number}} minutes. If it is an office or a proxy, lift the lock on the Server page, or wait; if not, somebody may be trying out accounts: the audit trail has the failed sign-ins.',
  deviceTaken: 'A device that is enrolled for somebody else tries to enroll again: {{name}}',
  deviceTakenDetail:
    '{{name}} is enrolled for {{owner}}, and another person tried to enroll a device that calls itself the same. Nothing was changed. If it changes hands, retire it or delete its record first; if not, ask who tried: the log of the device has the address.',
  pushPaused: 'Nothing is pushed: Apple refuses the push certificate',
  pushPausedDetail:
    'Apple says: {{reason}}. No device hears of commands until a valid certificate with the same topic is imported on the Server page.',
  pushRejected: 'Push tokens do not fit the push certificate',
  pushRejectedDetail:
    'Apple says of pushes under the topic {{topic}}: {{reason}}. The certificate is of another kind or topic than the one that the devices enrolled with. The tokens are kept; pushing is tried again by itself, and at once after a certificate is imported on the Server page.',
  pushObstructed: 'Something that is not Apple answers pushes',
  pushObstructedDetail:
    'The answer was: {{reason}}. A proxy or firewall between this computer and Apple answers in its place. Let TCP port 443 to api.push.apple.com through untouched. Pushing is tried again by itself.',
  auditTrail: 'Audit trail',
  auditBroken: 'The audit trail is not what was written',
  auditBrokenDetail:
    '{{problem}} Find out who can write in the data folder, keep a copy of it as it is, and compare with a backup.',
  officeRoot: 'Office root',
  theOfficeRoot: 'The office root',
  replaceRoot:
    'After that no device trusts the own certificate of this server. It gets a successor by itself three years before: that it did not is told in the program log.',
  newOfficeRoot: 'The office root has a successor',
  newDeviceCa: 'The device CA has a successor',
  newAuthorityDetail:
    'It signs from now on, until {{until, day}}. What the former one signed stays valid until {{former, day}} at most: devices come to the new one when they renew their identity. There is nothing to do.',
  enrolledDevices: 'Enrolled devices',
  renewalFailed: 'Devices do not renew their identity',
  renewalFailedDetail_one:
    '{{count, number}} device was asked in vain to renew its identity. When that ends, it takes no more commands until it is renewed.',
  renewalFailedDetail_other:
    '{{count, number}} devices were asked in vain to renew their identity. When that ends, they take no more commands until it is renewed.',
  critical: 'Critical',
  warning: 'Warning',
  information: 'Information',
  cleared: 'Cleared',
  mailSubject_one: 'Russet: {{count, number}} notification',
  mailSubject_other: 'Russet: {{count, number}} notifications',
  mailMore_one: '{{count, number}} more is in the console.',
  mailMore_other: '{{count, number}} more are in the console.',
  mailEnd: 'Open Notifications in Russet to see all of them.',
} as const;
