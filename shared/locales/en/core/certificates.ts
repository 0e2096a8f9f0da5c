export const certificates = {
  listenerKeyMissing: 'The key of the listener is missing. Start Russet again.',
  importedKeyMissing: 'The key of the imported certificate is missing. Import it again.',
  authorityKeyMissing:
    'The private key of "{{name}}" is missing or does not belong to it. Restore the data folder from a backup.',
  keyEncrypted: 'The private key is encrypted. Enter its passphrase as well.',
  passphraseWrong: 'The passphrase does not open the private key, or the key is damaged. Check the passphrase.',
  keyDamaged: 'The private key is damaged or of an unknown kind. Export it again as PEM (PKCS#8).',
  textTooLong: 'The text is too long for certificates and a key.',
  blockDamaged: 'Certificate {{position}} of the text is damaged. Copy the file again, with its BEGIN and END lines.',
  keyKind: 'The key is of a kind that devices do not accept. Use RSA with 2048 bits or more, or EC P-256 or P-384.',
  expired: '"{{name}}" expired on {{at, day}}. Get a renewed certificate.',
  notYet: '"{{name}}" is valid only from {{at, day}}. Check the clock of this computer, or wait.',
  ofAuthority:
    'The certificate that belongs to the key is that of an authority (CA). Import a server certificate instead.',
  otherHost:
    'The certificate is not valid for "{{host}}" (it names {{names}}). Get one with this name as a subject alternative name, or change the server\'s address.',
  noNames: 'no names',
  purposeMissing:
    'The certificate does not say that it is meant for servers (extended key usage); devices may refuse it.',
  otherPurpose: 'The certificate is not meant for servers (its extended key usage lacks "server authentication").',
  sha1: '"{{name}}" is signed with SHA-1, which devices refuse. Get one signed with SHA-256.',
  mayNotSign: '"{{name}}" in the chain is not an authority and may not sign certificates.',
  otherKey: 'The private key does not belong to "{{name}}". Import the key that the certificate was requested with.',
  none: 'The text holds no certificate. Paste the PEM file with its BEGIN and END lines.',
  noKey: 'The text holds no private key. Add the PEM file of the key.',
  twoKeys: 'The text holds more than one private key. Keep only the one of the server certificate.',
  issuerMissing:
    'The chain is incomplete: the certificate of the issuer "{{issuer}}" is missing. Append it after "{{name}}".',
  tooLong: 'The certificate is valid for more than 825 days, which devices refuse. Get one with a shorter validity.',
  expiresSoon: 'The certificate expires on {{at, day}}. Renew it in time.',
  leftOut: 'The text holds certificates that are not part of the chain; they are left out.',
  sorted: 'The certificates were not in order; Russet has sorted them.',
  topicChange:
    'The certificate has the topic {{topic}}, the installed one {{installed}}. With another topic every enrolled device must enroll again. Renew the installed certificate with the same Apple Account instead, or confirm the change.',
  pushMissing: 'No push certificate is installed. Import one on the Server page.',
  pushKeyMissing: 'The key of the push certificate is missing. Import the certificate again.',
  pushPassword: 'The password does not open the PKCS#12 file. Enter the one that was set when it was exported.',
  pushFormat: 'The file is neither PEM nor PKCS#12, or it is damaged. Export certificate and key again.',
  pushContents: 'The PKCS#12 file holds a certificate or key that cannot be read. Export them again.',
  pushEmpty: 'The file is empty. Choose the certificate from the Apple Push Certificates Portal.',
  pushTooLarge: 'The file is too large for a push certificate.',
  pushNone: 'There is no certificate in it. Add the PEM file from the Apple Push Certificates Portal.',
  pushNoKey:
    'There is no private key in it, only the certificate. Export both together as a PKCS#12 file (.p12), or add the PEM file of the key that the certificate was requested with.',
  pushAlgorithm:
    'The PKCS#12 file is protected in a way that Russet does not know. Export it again with AES-256, for example by OpenSSL.',
  pushKind: '"{{name}}" is not an MDM push certificate: its subject has no user ID that starts with {{prefix}}',
  pushOtherKey:
    'The private key does not belong to the certificate. Use the key that this certificate was requested with.',
  pushExpired: 'The certificate expired on {{at, day}}. Renew it in the Apple Push Certificates Portal.',
  pushNotYet: 'The certificate is valid only from {{at, day}}. Check the clock of this computer.',
  anchor: 'The trust anchor is not a certificate; give one in PEM.',
} as const;
