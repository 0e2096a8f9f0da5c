import type { checklist as english } from '../../en/core/checklist.ts';

export const checklist: Readonly<Record<keyof typeof english, string>> = {
  office: 'Name und Adresse des Büros',
  officeWhy: 'Beide stehen auf jedem Gerät und in jedem Zertifikat; deshalb kommen sie zuerst.',
  officeNameless: 'Geben Sie an, wie das Büro heißt und unter welchem Namen Geräte diesen Server erreichen.',
  hostUnchosen:
    'Geben Sie an, unter welchem Namen Geräte diesen Server erreichen. Bis dahin ist es {{host}}, der Name dieses Computers.',
  officeThere: '{{name}}, erreichbar als {{host}}.',
  certificate: 'Zertifikat, dem Geräte vertrauen',
  certificateWhy: 'Ein Gerät spricht nur mit einem Server, dessen Zertifikat es vertraut.',
  certificateTrusted: 'Ausgestellt von {{issuer}}; Geräte vertrauen ihm von sich aus.',
  certificateNotForAccounts:
    'Die Benutzerregistrierung beginnt, bevor ein Profil auf dem Gerät ist; deshalb muss das Zertifikat von einer öffentlichen Zertifizierungsstelle sein. Importieren Sie eines auf der Seite „Server“.',
  certificateUntrusted:
    'Kein Gerät vertraut dem Zertifikat von sich aus. Importieren Sie auf der Seite „Server“ eines von einer öffentlichen Zertifizierungsstelle; oder registrieren Sie ein erstes Gerät über einen Link: Sein Profil bringt das Vertrauen mit, bis dahin warnt der Browser.',
  certificateByProfile:
    'Nicht von einer öffentlichen Zertifizierungsstelle; Geräte vertrauen ihm durch ihr Registrierungsprofil.',
  mail: 'Mailserver',
  mailWhy: 'Einladungen, PINs und Warnungen gehen per E-Mail hinaus.',
  mailMissing: 'Geben Sie auf der Seite „E-Mail“ den Mailserver des Büros an.',
  mailThere: 'E-Mails gehen über {{host}} hinaus.',
  domain: 'Datei auf der Mail-Domain',
  domainWhy: 'Durch sie findet ein Gerät diesen Server, wenn sich jemand mit einer Verwalteten Apple-ID anmeldet.',
  domainNone: 'Prüfen Sie auf der Seite „Registrieren“ die Datei Ihrer Mail-Domain.',
  domainUnchecked:
    'Für die jetzige Adresse dieses Servers nicht geprüft: {{domains}}. Prüfen Sie das auf der Seite „Registrieren“.',
  domainFailed:
    'Bei der letzten Prüfung stimmte etwas nicht: {{domains}}. Was, sehen Sie auf der Seite „Registrieren“.',
  domainThere: 'In Ordnung seit der Prüfung am {{at, day}}: {{domains}}.',
  hostLoopback:
    '{{host}} ist für jedes Gerät der Computer selbst. Geben Sie einen Namen an, den Geräte nachschlagen können, etwa mdm.office.example.',
  hostAddress:
    '{{host}} ist eine Adresse: Netze ändern sie, und keine öffentliche Zertifizierungsstelle bestätigt sie. Geben Sie einen Namen an, etwa mdm.office.example.',
  hostBare:
    '{{host}} ist der bloße Name eines Computers, den Geräte nicht nachschlagen können. Geben Sie den vollständigen Namen an, etwa mdm.office.example.',
  hostLocal: '{{host}} ist nur im Netz des Büros bekannt: Anderswo finden Geräte den Server nicht.',
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
