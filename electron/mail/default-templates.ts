// The mail texts that Russet ships.
import type { TemplateText } from '../../shared/ipc/mail.ts';
import type { TemplateId } from '../../shared/model/mail.ts';

export interface DefaultTemplate extends TemplateText {
  readonly name: string;
  readonly description: string;
}

const phoneSteps = [
  'Open your personal link in Safari on the iPhone or iPad.',
  'The page shows the way that fits your device: either it gives you a profile to download, or it leads you to Settings, General, VPN & Device Management, Sign In to Work or School Account.',
  'Sign in at ${organizationName} when you are asked for your office account.',
  'If Apple asks next, sign in with your Managed Apple Account.',
  'Allow the remote management. Apps and settings for work then arrive by themselves.',
];

const macSteps = [
  'Open your personal link in Safari on the Mac.',
  'The page shows the way that fits your Mac: either it gives you a profile, which you open in System Settings, General, Device Management (macOS 14: Privacy & Security, Profiles), or it tells you to click Sign In next to Work or School Account there.',
  'Sign in at ${organizationName} when you are asked for your office account.',
  'If Apple asks next, sign in with your Managed Apple Account.',
  'Allow the remote management.',
];

const numbered = (steps: readonly string[]): string => steps.map((step, n) => `${String(n + 1)}. ${step}`).join('\n');
const list = (steps: readonly string[]): string =>
  `<ol>\n${steps.map((step) => `<li>${step.replaceAll('&', '&amp;')}</li>`).join('\n')}\n</ol>`;

const accountText = `User name at the office: \${userName}
One-time PIN: \${pin} (valid until \${pinExpires}, for one device)
Managed Apple Account: \${managedAppleId}`;

const accountHtml = `<p>User name at the office: <strong>\${userName}</strong></p>
<p>One-time PIN: <strong>\${pin}</strong> (valid until \${pinExpires}, for one device)</p>
<p>Managed Apple Account: <strong>\${managedAppleId}</strong></p>`;

const twoSignIns =
  'Expect two sign-ins, both are right: first at ${organizationName} with your user name, then at Apple with your Managed Apple Account. A device that the office manages as a whole asks for the first one only.';

const stepsText = `${twoSignIns}

On an iPhone or iPad
${numbered(phoneSteps)}

On a Mac
${numbered(macSteps)}`;

const stepsHtml = `<p>${twoSignIns}</p>
<h2>On an iPhone or iPad</h2>
${list(phoneSteps)}
<h2>On a Mac</h2>
${list(macSteps)}`;

const privacy =
  'Before you sign in, the page tells you what the office can see and do on the device, and what it cannot.';
const suspicion =
  'The link is for you alone: do not pass it on. If you did not expect this mail, ask your office before you open the link.';

export const defaultTemplates: Readonly<Record<TemplateId, DefaultTemplate>> = {
  invitation: {
    name: 'End-User Invitation',
    description: 'Goes out with Send Invite: the personal link and the steps on the device.',
    subject: '${organizationName}: enroll your device',
    text: `Hello \${userFirstName},

\${organizationName} invites you to enroll your iPhone, iPad or Mac, so that it gets apps and settings for work.

Your personal link, valid until \${expires}:
\${activationUrl}

${accountText}

${stepsText}

${privacy}

${suspicion}
`,
    html: `<p>Hello \${userFirstName},</p>
<p>\${organizationName} invites you to enroll your iPhone, iPad or Mac, so that it gets apps and settings for work.</p>
<p><a href="\${activationUrl}">Enroll your device</a> (valid until \${expires})</p>
${accountHtml}
${stepsHtml}
<p>${privacy}</p>
<p><small>If the link does not open, copy this address into Safari: \${activationUrl}</small></p>
<p><small>${suspicion}</small></p>
`,
  },
  reminder: {
    name: 'Invite Reminder',
    description: 'Reminds people who were invited and have not enrolled a device yet.',
    subject: 'Reminder from ${organizationName}: enroll your device',
    text: `Hello \${userFirstName},

you were invited to enroll your iPhone, iPad or Mac at \${organizationName}, and no device of yours is enrolled yet.

Your personal link, valid until \${expires}:
\${activationUrl}

${accountText}

${stepsText}

If you need help, ask your office. ${suspicion}
`,
    html: `<p>Hello \${userFirstName},</p>
<p>you were invited to enroll your iPhone, iPad or Mac at \${organizationName}, and no device of yours is enrolled yet.</p>
<p><a href="\${activationUrl}">Enroll your device</a> (valid until \${expires})</p>
${accountHtml}
${stepsHtml}
<p>If you need help, ask your office.</p>
<p><small>${suspicion}</small></p>
`,
  },
  confirmation: {
    name: 'Registration Confirmation',
    description: 'Tells a person that a device was enrolled in their name.',
    subject: '${organizationName}: your device is enrolled',
    text: `Hello \${userFirstName},

a device was enrolled at \${organizationName} in your name (\${userName}). Apps and settings for work arrive by themselves; there is nothing more to do.

You can end the management at any time: on an iPhone or iPad in Settings, General, VPN & Device Management; on a Mac in System Settings, General, Device Management. Apps and data for work are then removed.

How to enroll another device: \${registrationUrl}

If it was not you, tell your office at once.
`,
    html: `<p>Hello \${userFirstName},</p>
<p>a device was enrolled at \${organizationName} in your name (\${userName}). Apps and settings for work arrive by themselves; there is nothing more to do.</p>
<p>You can end the management at any time: on an iPhone or iPad in Settings, General, VPN &amp; Device Management; on a Mac in System Settings, General, Device Management. Apps and data for work are then removed.</p>
<p><a href="\${registrationUrl}">How to enroll another device</a></p>
<p>If it was not you, tell your office at once.</p>
`,
  },
  pin: {
    name: 'Registration PIN',
    description: 'Goes out when a person asks for a new PIN on the sign-in page.',
    subject: '${organizationName}: your new PIN',
    text: `Hello \${userFirstName},

you asked for a new PIN to enroll a device at \${organizationName}.

One-time PIN: \${pin} (valid until \${pinExpires})
User name: \${userName}

Earlier PINs have ended. The PIN is good for one device and for you alone: do not pass it on. If you did not ask for it, tell your office.
`,
    html: `<p>Hello \${userFirstName},</p>
<p>you asked for a new PIN to enroll a device at \${organizationName}.</p>
<p>One-time PIN: <strong>\${pin}</strong> (valid until \${pinExpires})</p>
<p>User name: \${userName}</p>
<p><small>Earlier PINs have ended. The PIN is good for one device and for you alone: do not pass it on. If you did not ask for it, tell your office.</small></p>
`,
  },
};
