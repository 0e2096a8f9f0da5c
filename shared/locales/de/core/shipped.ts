import type { shipped as english } from '../../en/core/shipped.ts';

export const shipped: Readonly<Record<keyof typeof english, string>> = {
  allUsers: 'Alle Benutzer',
  everybodyElse: 'Gilt für alle, die keine andere Einstellung erreicht',
  defaultRegistration: 'Standard: Registrierungseinstellung',
  defaultDeviceLimit: 'Standard: Gerätelimit',
  defaultTerms: 'Standard: Nutzungsbedingungen',
  defaultReminder: 'Standard: Erinnerung an die Einladung',
  defaultConfirmation: 'Standard: Bestätigung der Registrierung',
  defaultPasswords: 'Standard: Passwortregeln',
};
