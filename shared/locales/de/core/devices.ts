import type { devices as english } from '../../en/core/devices.ts';

export const devices: Readonly<Record<keyof typeof english, string>> = {
  identifiersHidden:
    'Dies ist ein privates Gerät unter der Benutzerregistrierung: Apple gibt dem Büro weder Seriennummer noch UDID, IMEI oder Hardwareadressen. An ihre Stelle tritt die Registrierungs-ID, die sich mit jeder Registrierung ändert.',
  appsOfMac:
    'Unter der Benutzerregistrierung nennt ein Mac seine Apps nicht; hier erscheinen nur die, die Russet installiert hat und deren Zustand er meldet.',
  appsManaged:
    'Unter der Benutzerregistrierung sind nur die Apps aufgeführt, die das Büro verwaltet. Persönliche Apps bleiben privat.',
  notRenewed: 'Das Gerät wurde gebeten, seine Identität zu erneuern, und hat es nicht getan',
  malformedCommand: 'Das Gerät hält den Befehl für fehlerhaft; das ist ein Fehler von Russet',
  namelessError: 'Das Gerät meldet einen Fehler, ohne zu sagen welchen',
};
