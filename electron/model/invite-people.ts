// Who can be invited by mail, get a PIN or a printed sheet, and who not and why.
import { z } from 'zod';
import type { RefusedPeople } from '../../shared/ipc/people/invitations.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import type { User } from './people.ts';

export type Invitee = Pick<
  User,
  | 'id'
  | 'displayName'
  | 'firstName'
  | 'lastName'
  | 'username'
  | 'email'
  | 'enabled'
  | 'managedAppleId'
  | 'attributes'
  | 'locale'
>;

export type RefusedReason = RefusedPeople['reason'];

export const refusedTexts: Readonly<Record<RefusedReason, AdminText>> = {
  disabled: say('mail.accountDisabled'),
  'no-address': say('mail.noUsableAddress'),
  'no-pin': say('mail.noPinAsked'),
  unknown: say('mail.personGone'),
};

/** Undefined: nothing speaks against a mail. */
export const mailObstacle = (person: Pick<Invitee, 'enabled' | 'email'>): 'disabled' | 'no-address' | undefined => {
  if (!person.enabled) return 'disabled';
  return z.email().safeParse(person.email).success ? undefined : 'no-address';
};

const shownNames = 20;

/** Groups refusals by their reason. */
export const gatherRefused = (
  refused: readonly { readonly reason: RefusedReason; readonly displayName: string }[],
): RefusedPeople[] => {
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const those = refused.filter((one) => one.reason === reason);
    return {
      reason,
      text: refusedTexts[reason],
      count: those.length,
      names: those.slice(0, shownNames).map(({ displayName }) => displayName),
    };
  });
};
