// The mail texts that Russet ships, in English.
import {
  facts,
  heading,
  htmlOnly,
  link,
  paragraph,
  type ShippedTexts,
  smallPrint,
  steps,
  templateOf,
} from '../blocks.ts';

const hello = paragraph('Hello ${userFirstName},');

const personalLink = link('${activationUrl}', {
  text: 'Your personal link, valid until ${expires}:',
  html: 'Enroll your device',
  note: '(valid until ${expires})',
});

const account = facts([
  { label: 'User name at the office', value: '${userName}' },
  { label: 'One-time PIN', value: '${pin}', note: '(valid until ${pinExpires}, for one device)' },
  { label: 'Managed Apple Account', value: '${managedAppleId}' },
]);

const howTo = [
  paragraph(
    'Expect two sign-ins, both are right: first at ${organizationName} with your user name, then at Apple with your Managed Apple Account. A device that the office manages as a whole asks for the first one only.',
  ),
  heading('On an iPhone or iPad'),
  steps([
    'Open your personal link in Safari on the iPhone or iPad.',
    'The page shows the way that fits your device: either it gives you a profile to download, or it leads you to Settings, General, VPN & Device Management, Sign In to Work or School Account.',
    'Sign in at ${organizationName} when you are asked for your office account.',
    'If Apple asks next, sign in with your Managed Apple Account.',
    'Allow the remote management. Apps and settings for work then arrive by themselves.',
  ]),
  heading('On a Mac'),
  steps([
    'Open your personal link in Safari on the Mac.',
    'The page shows the way that fits your Mac: either it gives you a profile, which you open in System Settings, General, Device Management (macOS 14: Privacy & Security, Profiles), or it tells you to click Sign In next to Work or School Account there.',
    'Sign in at ${organizationName} when you are asked for your office account.',
    'If Apple asks next, sign in with your Managed Apple Account.',
    'Allow the remote management.',
  ]),
];

const copyLink = htmlOnly(smallPrint('If the link does not open, copy this address into Safari: ${activationUrl}'));

const forYouAlone =
  'The link is for you alone: do not pass it on. If you did not expect this mail, ask your office before you open the link.';

export const englishTexts: ShippedTexts = {
  invitation: templateOf('${organizationName}: enroll your device', [
    hello,
    paragraph(
      '${organizationName} invites you to enroll your iPhone, iPad or Mac, so that it gets apps and settings for work.',
    ),
    personalLink,
    account,
    ...howTo,
    paragraph(
      'Before you sign in, the page tells you what the office can see and do on the device, and what it cannot.',
    ),
    copyLink,
    smallPrint(forYouAlone),
  ]),
  reminder: templateOf('Reminder from ${organizationName}: enroll your device', [
    hello,
    paragraph(
      'you were invited to enroll your iPhone, iPad or Mac at ${organizationName}, and no device of yours is enrolled yet.',
    ),
    personalLink,
    account,
    ...howTo,
    paragraph('If you need help, ask your office.'),
    copyLink,
    smallPrint(forYouAlone),
  ]),
  confirmation: templateOf('${organizationName}: your device is enrolled', [
    hello,
    paragraph(
      'a device was enrolled at ${organizationName} in your name (${userName}). Apps and settings for work arrive by themselves; there is nothing more to do.',
    ),
    paragraph(
      'You can end the management at any time: on an iPhone or iPad in Settings, General, VPN & Device Management; on a Mac in System Settings, General, Device Management. Apps and data for work are then removed.',
    ),
    link('${registrationUrl}', { text: 'How to enroll another device:', html: 'How to enroll another device' }),
    paragraph('If it was not you, tell your office at once.'),
  ]),
  pin: templateOf('${organizationName}: your new PIN', [
    hello,
    paragraph('you asked for a new PIN to enroll a device at ${organizationName}.'),
    facts([
      { label: 'One-time PIN', value: '${pin}', note: '(valid until ${pinExpires})' },
      { label: 'User name', value: '${userName}' },
    ]),
    smallPrint(
      'Earlier PINs have ended. The PIN is good for one device and for you alone: do not pass it on. If you did not ask for it, tell your office.',
    ),
  ]),
  test: templateOf('Test mail from ${organizationName}', [
    paragraph('This is a test mail. The mail server works as Russet uses it.'),
  ]),
};
