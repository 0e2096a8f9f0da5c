export const mail = {
  notConfigured: 'No mail server is set up. Set one up under Admin, Mail.',
  notConfiguredYet: 'No mail server is set up. Set one up under Admin, Mail, then try again.',
  deferred: 'The mail server asks to try again later: {{answer}}',
  refusedAddress: 'The mail server refuses the mail to this address: {{answer}}',
  certificate:
    'The certificate of {{host}} is not trusted: {{reason}}. Check the host name, or add the certificate of its CA.',
  noStartTls: '{{host}} does not offer STARTTLS as it should: {{reason}}. Choose TLS or another port.',
  noTls: 'No TLS connection to {{host}}: {{reason}}. Check the port and the kind of security.',
  plainPort:
    '{{host}} speaks no TLS on port {{port}}. Choose STARTTLS, or the port on which it begins with TLS (mostly 465).',
  unknownHost: 'The name {{host}} is not known. Check the host name and the network.',
  nobodyAnswers: 'Nothing answers at {{host}}, port {{port}}. Check the port.',
  tooSlow: '{{host}}, port {{port}} does not answer in time. Check host, port and kind of security.',
  noMailServer: '{{host}}, port {{port}} does not answer as a mail server should: {{answer}}.',
  signIn:
    '{{host}} refuses the sign-in: {{answer}} Check user name and password, and whether the server asks for them at all.',
  otherPassword:
    '{{host}} takes no ordinary password here: {{answer}} Enter a password for apps of this account, or have sign-in by password (SMTP AUTH) allowed for it.',
  noSignIn:
    '{{host}} offers no sign-in: {{answer}} Untick that the server asks for user name and password, or use another port.',
  noSignInPlain:
    '{{host}} offers no sign-in without encryption: {{answer}} Choose STARTTLS or TLS; or untick that the server asks for user name and password.',
  encryptionWanted:
    '{{host}} wants an encrypted connection: {{answer}} Choose STARTTLS or TLS as the kind of security.',
  signInWanted:
    '{{host}} takes mail only after a sign-in: {{answer}} Tick that the server asks for user name and password.',
  sender: '{{host}} refuses the sender address: {{answer}}',
  unconfirmed: 'The connection broke before the mail server confirmed the mail. It may or may not have arrived.',
  noAddress: 'This is no e-mail address.',
  checkText: 'Check the mail text: {{problems}}.',
  unknownVariables_one: 'unknown variable {{names}}',
  unknownVariables_other: 'unknown variables {{names}}',
  missingLink: 'contains no {{variable}}: people would not find the link',
  missingPin: 'contains no {{variable}}: people would not find the PIN',
  line: 'line {{line}}: {{problem}}',
  linkVariable: 'a link goes to a full address, or to ${activationUrl} or ${registrationUrl} alone',
  linkScheme: 'links begin with https:// or mailto:',
  element: '<{{element}}> is not allowed',
  attribute: 'the attribute "{{attribute}}" is not allowed on <{{element}}>',
  doctype: 'a document type is not allowed',
  instruction: 'processing instructions are not allowed',
  cdata: 'CDATA is not allowed',
  caCertificates: 'The CA certificates are not readable. Paste certificates in PEM format.',
  userMissing: 'Enter the user name for the mail server.',
  passwordMissing:
    'Enter the password for this mail server. A stored password is used only for the host and user it was entered for.',
  retryRest: '{{problem}} What did not go out can be tried again in the outcome per person.',
  nobody: 'Nobody of them can get a mail. {{why}}',
  nothingToRetry: 'There is no mail that could be tried again.',
  accountDisabled: 'The account is disabled. Enable the user first.',
  noUsableAddress: 'There is no usable e-mail address. Add one, or print a sheet.',
  noPinAsked: 'The registration setting of the person does not ask for a PIN.',
  personGone: 'The user does not exist any more.',
  linkOver: 'The link was used or withdrawn or has expired meanwhile.',
  pinNotAsked: 'The registration setting asks for no PIN any more.',
  textGone: 'The text is not there any more.',
  givenUp: 'Given up after {{count}} tries: {{reason}}',
  cancelledBefore: 'Cancelled before it was sent.',
  handedOver:
    'Russet ended while this mail was handed over. It may or may not have arrived; invite again if it did not.',
} as const;
