// The floors of the core, from the ground up. A folder imports folders of lower floors only, types included; folders on one
// floor do not know each other, unless `beside` names one. The boundary rules and the table in CONTRIBUTING.md are made
// from this array.
module.exports.floors = [
  [{ folder: 'shared', holds: 'the contract, domain words, texts in every language' }],
  [
    {
      folder: 'electron/core',
      holds: 'errors, events, ports, tasks, jobs, settings, secrets, the program log: what everything stands on',
    },
    { folder: 'electron/model', holds: 'domain objects that stores return', beside: ['electron/core'] },
  ],
  [
    {
      folder: 'electron/wire',
      holds: 'property lists, DER, CMS, certificates, HTTP messages: bytes to objects and back',
    },
    { folder: 'electron/net', holds: 'requests to other servers: HTTPS, back-off, Retry-After' },
  ],
  [
    { folder: 'electron/compatibility', holds: 'what Apple allows on which platform, version and enrollment type' },
    { folder: 'electron/pki', holds: 'authorities, listener and push certificates, SCEP' },
    { folder: 'electron/sign-in', holds: 'who is this person in a browser: pages, lock-out, steps, form tokens' },
  ],
  [{ folder: 'electron/mdm', holds: "Apple's protocol over ports: check-in, commands, enrollment, push. No storage" }],
  [
    { folder: 'electron/db', holds: 'tables, migrations, group commit, stores' },
    { folder: 'electron/listener', holds: 'TLS, the table of routes, limits' },
  ],
  [{ folder: 'electron/mail', holds: 'the post office, texts of mails' }],
  [{ folder: 'electron/office', holds: 'audit trail, notifications, exports, what expires' }],
  [
    { folder: 'electron/people', holds: 'users, groups, user settings, passwords, PINs' },
    { folder: 'electron/devices', holds: 'actions on devices, inventory' },
  ],
  [
    { folder: 'electron/directory', holds: 'LDAP and Entra ID: servers, syncs, clients' },
    { folder: 'electron/invitations', holds: 'links, mails and printed sheets; bulk actions on people' },
  ],
  [{ folder: 'electron/portal', holds: 'pages for people: links, registration, new PINs' }],
  [{ folder: 'electron/admin', holds: 'implements the contract; the bridge for the command line' }],
  [{ folder: 'electron/compose', holds: 'joins everything, in the order of the floors' }],
];
