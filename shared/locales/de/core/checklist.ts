import type { checklist as english } from '../../en/core/checklist.ts';

export const checklist: Readonly<Record<keyof typeof english, string>> = {
  push: 'Push-Zertifikat',
  pushWhy: 'Geräte werden über Apple geweckt; ohne das Zertifikat kann sich keines registrieren.',
  pushMissing: 'Es ist kein Push-Zertifikat installiert. Importieren Sie es auf der Seite „Server“.',
  pushExpired: 'Das Push-Zertifikat ist am {{at, day}} abgelaufen. Erneuern Sie es mit demselben Apple Account.',
  pushExpires: 'Das Push-Zertifikat läuft am {{at, day}} ab. Erneuern Sie es mit demselben Apple Account.',
  pushValid: 'Gültig bis {{at, day}}.',
  abm: 'Apple Business Manager',
  abmWhy: 'Von dort kommen Verwaltete Apple-IDs und mit ihnen die Benutzerregistrierung.',
  abmMissing: 'Geben Sie den Account auf der Seite „Apple Business Manager“ an.',
  abmNoDomain:
    'Es ist weder ein verbundener Identitätsanbieter noch eine bestätigte Domain angegeben; deshalb kann keine Verwaltete Apple-ID angenommen werden.',
  abmConnected: 'Verbunden',
  abmConnectedAs: 'Verbunden als {{name}}',
  abmFederated: '{{connected}}, auch mit dem Identitätsanbieter.',
  abmValidated: '{{connected}}, bestätigte Domains: {{domains}}.',
  apps: 'Apps und Bücher',
  appsWhy: 'Die Benutzerregistrierung braucht App-Lizenzen derselben Organisation wie die Verwalteten Apple-IDs.',
  appsMissing: 'Geben Sie „Apps und Bücher“ auf der Seite „Apple Business Manager“ an.',
  appsOther:
    '„Apps und Bücher“ gehört zu einer anderen Organisation als die Verwalteten Apple-IDs; verwenden Sie dieselbe Organisation.',
  appsConnected: 'Verbunden, mit derselben Organisation.',
  people: 'Personen',
  peopleWhy: 'Jedes Gerät gehört einer Person, die sich anmeldet, um es zu registrieren.',
  peopleMissing: 'Fügen Sie auf der Seite „Benutzer“ die Personen hinzu, deren Geräte Sie verwalten möchten.',
  peopleNoId_one: '1 Benutzer, ohne Verwaltete Apple-ID. Für dessen Geräte ist nur die Geräteregistrierung möglich.',
  peopleNoId_other:
    '{{count}} Benutzer, keiner davon mit einer Verwalteten Apple-ID. Für ihre Geräte ist nur die Geräteregistrierung möglich.',
  peopleThere_one: '1 Benutzer, {{withId}} mit einer Verwalteten Apple-ID.',
  peopleThere_other: '{{count}} Benutzer, {{withId}} mit einer Verwalteten Apple-ID.',
  setting: 'Einstellung für die Benutzerregistrierung',
  settingWhy:
    'Sie entscheidet, wer ein privates Gerät registrieren kann, ohne dem Büro die Kontrolle über das ganze Gerät zu geben.',
  settingMissing:
    'Jede Einstellung verlangt die Geräteregistrierung. Fügen Sie unter „Benutzereinstellungen“ eine mit Benutzerregistrierung für eine Benutzergruppe hinzu.',
  settingThere: 'Benutzerregistrierung: {{names}}.',
  device: 'Erstes Gerät',
  deviceWhy: 'Zeigt, dass alles von Anfang bis Ende funktioniert.',
  deviceMissing: 'Laden Sie auf der Seite „Registrieren“ jemanden ein.',
  deviceThere_one: 'Ein Gerät ist registriert.',
  deviceThere_other: '{{count}} Geräte sind registriert.',
};
