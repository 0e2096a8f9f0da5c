// The scenarios and checks whose numbers stand in the names of tests, in short words. What holds each is looked up there.

export interface Scenario {
  readonly number: number;
  readonly text: string;
  /** Tests that hold it without its number in their names, as paths below test/ without ending. */
  readonly alsoHeldBy?: readonly string[];
  /** What is still missing, or why there is nothing to hold. */
  readonly note?: string;
}

export interface ScenarioGroup {
  readonly title: string;
  readonly scenarios: readonly Scenario[];
}

const group = (
  title: string,
  first: number,
  entries: readonly (string | Omit<Scenario, 'number'>)[],
): ScenarioGroup => ({
  title,
  scenarios: entries.map((entry, at) => ({
    number: first + at,
    ...(typeof entry === 'string' ? { text: entry } : entry),
  })),
});

export const scenarioGroups: readonly ScenarioGroup[] = [
  group('Enrollment', 1, [
    'A person opens a link, installs the profile, and the device is under User Enrollment.',
    'The same way ends in Device Enrollment where the setting asks for it.',
    'Account-driven: discovery, challenge, sign-in, profile, Authenticate, TokenUpdate.',
    'Discovery says nothing of unknown and disabled people, offers what the setting of the person says, and takes GET and HEAD alone.',
    'A redirect of the discovery file leads here only if it keeps the query.',
    'The first POST may call itself a form.',
    'Machine info that is unsigned, or signed by somebody else, is refused.',
    'An access token that is used up, expired or of another person brings the challenge again.',
    'The profile can be fetched twice; the second one still enrolls.',
    'The profile of a personal device asks for no access rights and names the Managed Apple ID; its renewal does so too.',
    'A requirement of User Enrollment that is missing leads to Device Enrollment, with the reason.',
    'Supervised devices, devices of Automated Device Enrollment and old systems are enrolled as devices.',
    'A device that enrolls again keeps its type.',
    'Without a Managed Apple ID the person is refused in words.',
    'A link that was used, has expired or was withdrawn leads nowhere.',
    'Where the system no longer installs such profiles, the link shows the account-driven way.',
  ]),
  group('Check-in', 17, [
    'A wrong signature is answered with 400.',
    'A missing certificate is answered with 400.',
    'The certificate of another device is refused.',
    'A second Authenticate, with the same and with a new certificate.',
    'A later TokenUpdate changes the push data alone.',
    'CheckOut ends the user channels too, and needs no access token.',
    'An id that is not known here is told so with 403.',
    'A message of a User Enrollment that names the hardware is refused.',
    'The second TokenUpdate of a Mac opens the user channel.',
    'Bootstrap tokens are kept and handed out under Device Enrollment, and do not exist under User Enrollment.',
    'UserAuthenticate is declined.',
    'GetToken of a known and of an unknown type.',
    'A person whose access token ran out signs in again, and the device goes on.',
  ]),
  group('Commands', 30, [
    'Idle empties the queue in its order.',
    'NotNow is passed over and served at the next Idle.',
    'An error or a malformed command is taken out of the queue.',
    'A report that comes twice does no harm.',
    'A report that cannot be read does not hold up the rest.',
    'What User Enrollment forbids is refused before it is queued, in the words of the device.',
    'A Mac under User Enrollment that refuses restrictions is shown with the number of its error.',
    'Commands can be cancelled, and expire.',
    'What Apple answers to pushes: dead tokens, an expired certificate, too many requests.',
    'Many requests make one push.',
  ]),
  group('Configurations', 40, [
    'A payload that User Enrollment forbids is left out, with the reason.',
    'Of restrictions only the keys that are allowed go out.',
    'The passcode payload warns of what a personal device does with it.',
    'The proxy is taken out of Wi-Fi for personal devices.',
    'On a Mac each payload goes to its channel.',
    'A renewal keeps device, owner, groups and licences.',
    'A wiped device with a renewal in its queue is a new enrollment.',
  ]),
  group('Apps', 47, [
    'A person is made known to Apps and Books once, also when two apps are installed at once.',
    'A licence counts as given when Apple says that it is.',
    'When licences run out the office is told, and it goes on when there are new ones.',
    'A Managed Apple ID of another organization is named as the cause.',
    'Accounts that Apple lost or that are there already are mended.',
    'Another server that took over the location pauses everything.',
    'An expired token is told in time.',
    'The states of an installation, declined and already there among them.',
    'A Mac under User Enrollment shows what was requested.',
    'Licences come back when a device leaves.',
    'A person with a personal phone and a Mac of the office uses two licences.',
    'A list that changes while it is read page by page.',
  ]),
  group('Directories and the console', 59, [
    'People, groups and units from LDAP; a Managed Apple ID by pattern that is taken already.',
    'Entra ID page by page, with UPN or e-mail, and invitations by themselves.',
    'Managed Apple IDs are masked in list, details and export.',
    'Priority of settings among groups, and the default.',
    'Distribution by the type of enrollment.',
    {
      text: 'The device log by action, status and dates; an entry shows the enrollment ID.',
      alsoHeldBy: ['integration/db/device-log', 'e2e/story'],
    },
    'Apple Business Manager: cursors that end, expire or are wrong; deleted and added again; unsigned terms; a token of another server.',
  ]),
  group('Apple Business Manager and Apps and Books, further', 66, [
    'Devices of the first full fetch get the default profile.',
    'A cursor that does not move although more is announced ends the round.',
    'The stand-in refuses requests that do not say who asks.',
    'A device that has to wait waits until the time Apple named, also over a restart.',
    'A replacement device takes over the record.',
    'A device that is to move needs a profile that waits for its configuration.',
    'A failure inside an answer with status 200 is a failure.',
    'A job that is complete although not everything was done.',
    'The location is taken over by somebody else between two calls.',
    'Too many requests within a second.',
    'A request that timed out but was done is not done twice.',
  ]),
  group('Systems of 2026', 77, [
    'An iPhone under User Enrollment refuses a profile with one forbidden payload, a Mac leaves that payload out.',
    'A web filter that names no binding is refused for User Enrollment.',
    'Declared apps on a Mac under User Enrollment show their real state.',
    'A profile that a declaration takes over has to be the same in structure.',
    'Declared assets are handed out to the device they belong to alone.',
    'Version 27 gets none of the commands, queries, payloads and keys that it no longer has.',
    'A push certificate through a signing service, with a key of our own.',
    'The API of Apple Business: assertions that do not fit, and lists that lag behind.',
    {
      text: 'A malformed status report is answered with 400; a full report removes what it does not name.',
      note: 'Malformed reports are answered so, but no test holds it; what reports say is not kept yet.',
    },
    'A push certificate with a wrong topic costs no token, and raises one alarm.',
    'A command that waits is withdrawn when the device was updated meanwhile.',
    'A repeated Authenticate with the same certificate keeps the queue.',
  ]),
];

const appsComing = 'Comes with Apps and Books.';

export const checkGroups: readonly ScenarioGroup[] = [
  group('Checks', 1, [
    {
      text: 'Whatever is missing for User Enrollment leads to Device Enrollment, with the reason.',
      alsoHeldBy: ['integration/scenarios/enrollment-type', 'unit/enroll/decision'],
    },
    {
      text: 'An old system is enrolled as a device.',
      alsoHeldBy: ['integration/scenarios/enrollment-type', 'unit/enroll/decision'],
    },
    {
      text: 'A supervised device, or one of Automated Device Enrollment, is enrolled as a device.',
      alsoHeldBy: ['integration/scenarios/enrollment-type', 'unit/enroll/decision'],
    },
    {
      text: 'Management of single apps goes before User Enrollment.',
      note: 'Russet has no management of single apps without enrollment.',
    },
    {
      text: 'User Enrollment goes before mere registration.',
      note: 'Russet registers no device without managing it.',
    },
    {
      text: 'A device that enrolls again keeps its type.',
      alsoHeldBy: ['integration/scenarios/enrollment-type', 'integration/enroll/account-driven'],
    },
    'User Enrollment is always user owned.',
    'The Managed Apple ID is masked in list and details.',
    'Both lists offer the Managed Apple ID as a column.',
    'The devices offer User Enrollment as a column.',
    'Both exports carry both.',
    'A Managed Apple ID that is taken leaves the account as it was.',
    {
      text: 'A licence under User Enrollment goes to the Managed Apple ID, first come, first served.',
      note: appsComing,
    },
    { text: 'The licences show the type of the enrollment.', note: appsComing },
    { text: 'A Managed Apple ID of another organization raises a notification.', note: appsComing },
    {
      text: 'Wipe and clear passcode are refused under User Enrollment.',
      alsoHeldBy: ['integration/scenarios/commands-lifecycle', 'unit/mdm/command/allowed'],
    },
    {
      text: 'Nothing that names the hardware is asked for or shown under User Enrollment.',
      alsoHeldBy: ['unit/mdm/command/queries', 'integration/scenarios/checkin-identity'],
    },
    'The passcode rules of a personal device are fixed.',
    { text: 'A personal app cannot be taken over, and the office is told.', note: appsComing },
    'Payloads that a Mac under User Enrollment does not take are not sent, with a message.',
    { text: 'Apps of a Mac under User Enrollment read Install and Requested.', note: appsComing },
    { text: 'Licences by device are refused for a Mac under User Enrollment.', note: appsComing },
    { text: 'Apps that need others come in their order as far as possible.', note: appsComing },
    { text: 'Filters know the type of the enrollment.', note: 'Built for the list of devices; no test holds it yet.' },
    {
      text: 'The log has filters, and a dialog with the enrollment ID.',
      alsoHeldBy: ['integration/db/device-log', 'e2e/story'],
    },
    'Imports from LDAP and Entra ID set the Managed Apple ID by a pattern, with the subdomain if wanted.',
    'Who is new is invited by mail if wanted, once.',
    'A setting is made in two steps, the second says whom it is for.',
    'A group managed by hand.',
    {
      text: 'Who retires a personal device is told that its work volume is destroyed.',
      note: 'Built; no test holds it yet.',
    },
  ]),
];
