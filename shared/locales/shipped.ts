// Names of what every office has from the start, which the database holds in English.
import { type AdminText, say } from './admin-texts.ts';

const shippedTexts: ReadonlyMap<string, AdminText> = new Map(
  [
    say('shipped.allUsers'),
    say('shipped.everybodyElse'),
    say('shipped.defaultRegistration'),
    say('shipped.defaultDeviceLimit'),
    say('shipped.defaultTerms'),
    say('shipped.defaultReminder'),
    say('shipped.defaultConfirmation'),
    say('shipped.defaultPasswords'),
  ].map((text) => [text.english, text]),
);

/** A name as it is shown: what Russet ships under it in the reader's language, what somebody typed as it stands. */
export const shownName = (name: string): AdminText | string => shippedTexts.get(name) ?? name;
