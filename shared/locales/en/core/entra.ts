export const entra = {
  status: 'The sign-in service of Microsoft answers with status {{status}}. Try again later.',
  refused: 'Microsoft refuses the app: {{answer}}. Check tenant ID, client ID and credential.',
  noToken: 'The sign-in service of Microsoft sends no token.',
  secretRefused:
    'Microsoft refuses the client secret. Copy the value of the secret, not its ID, from Certificates & secrets of the app registration.',
  secretExpired: 'The client secret has expired. Make a new one under Certificates & secrets of the app registration.',
  noApp: 'The tenant has no app with this client ID. Copy the Application (client) ID of the app registration.',
  noTenant: 'Microsoft knows no tenant with this ID. Copy the Directory (tenant) ID of the app registration.',
  certificateRefused:
    'Microsoft refuses the certificate. Upload this certificate under Certificates & secrets of the app registration, and check the clock of this computer.',
  credentialKind:
    'The app registration does not accept this kind of credential. Use a client secret or an uploaded certificate.',
  credentialMissing: 'Microsoft misses a client secret or certificate.',
  graphUnknown: 'The tenant does not know Microsoft Graph. Grant admin consent for the app registration.',
  consent: 'Consent is missing: open API permissions of the app registration and grant admin consent.',
  pem: 'Paste the certificate and its private key, both in PEM.',
  rsa: 'Microsoft wants an RSA key of at least 2048 bits here. Make a certificate with one.',
  otherKey: 'The private key does not belong to the certificate.',
  certificateExpired: 'The certificate has expired. Make a new one and upload it to Entra ID.',
  noKeys: 'Microsoft does not give the keys of the tenant. Try again later.',
  untrusted:
    'The connection to {{host}} is not trusted ({{code}}). A proxy that inspects TLS may be in between: let this computer reach {{host}} directly.',
  unknownHost: 'The name {{host}} cannot be resolved. Check the internet connection, proxy and firewall, then retry.',
  unreachable:
    '{{host}} cannot be reached ({{reason}}). Check the internet connection, proxy and firewall, then retry.',
  tooSlow: '{{host}} does not answer within {{seconds}} seconds.',
  tooMuch: '{{host}} sends more than an answer of its kind can have.',
  graphConsent:
    'Microsoft does not let the app read the directory: consent is missing. Open API permissions of the app registration, add the application permissions User.Read.All and GroupMember.Read.All of Microsoft Graph, and grant admin consent.',
  graphToken: 'Microsoft Graph refuses the token of the app. Check tenant ID, client ID and credential.',
  graphBusy: 'Microsoft Graph is busy or disturbed (status {{status}}). Russet tries again at the next sync.',
  graphRefuses: 'Microsoft Graph refuses the request ({{status}}): {{answer}}',
  graphGarbage:
    'Microsoft Graph answers with something that is not what was asked for. Try again; if it stays so, check whether a proxy answers in its place.',
  nobody: 'Microsoft Graph lists no people at all. Nothing was changed.',
  ownLinks: 'Microsoft Graph refuses its own links twice in a row. Try again later.',
  enterCredential: 'Enter the client secret or the certificate of the app registration.',
  otherTenant:
    'People of the present tenant are already here. Remove this Entra ID user source first, then set up the other tenant.',
  removed: 'The Entra ID user source was removed.',
  tooManyGone:
    '{{people, number}} people are gone, and {{limit, number}} may be disabled without asking: none of them was disabled. Check the tenant; if all is right there, choose "Sync Anyway".',
  filterNeedsGroups: 'Choose at least one group, or do not take members of groups only: nobody would be left.',
  nobodyInGroups:
    'Nobody is in the chosen groups. Nothing was changed: choose other groups, or do not take their members only.',
  none: 'There is no Entra ID user source.',
  enableFirst: 'Tick "Enable this Entra ID" and save first.',
} as const;
