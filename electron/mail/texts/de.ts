// The mail texts that Russet ships, in German.
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

const hello = paragraph('Hallo ${userFirstName},');

const personalLink = link('${activationUrl}', {
  text: 'Ihr persönlicher Link, gültig bis ${expires}:',
  html: 'Gerät registrieren',
  note: '(gültig bis ${expires})',
});

const account = facts([
  { label: 'Benutzername beim Büro', value: '${userName}' },
  { label: 'Einmal-PIN', value: '${pin}', note: '(gültig bis ${pinExpires}, für ein Gerät)' },
  { label: 'Verwalteter Apple Account', value: '${managedAppleId}' },
]);

const howTo = [
  paragraph(
    'Zwei Anmeldungen sind richtig: zuerst bei ${organizationName} mit Ihrem Benutzernamen, dann bei Apple mit Ihrem verwalteten Apple Account. Ein Gerät, das das Büro als Ganzes verwaltet, fragt nur nach der ersten.',
  ),
  heading('Auf einem iPhone oder iPad'),
  steps([
    'Öffnen Sie Ihren persönlichen Link in Safari auf dem iPhone oder iPad.',
    'Die Seite zeigt den Weg, der zu Ihrem Gerät passt: Entweder lädt sie ein Profil, oder sie führt Sie zu Einstellungen, Allgemein, VPN und Geräteverwaltung, „Bei Arbeits- oder Schulaccount anmelden“.',
    'Melden Sie sich bei ${organizationName} an, wenn Sie nach dem Account Ihres Büros gefragt werden.',
    'Wenn danach Apple fragt, melden Sie sich mit Ihrem verwalteten Apple Account an.',
    'Erlauben Sie die entfernte Verwaltung. Apps und Einstellungen für die Arbeit kommen dann von selbst.',
  ]),
  heading('Auf einem Mac'),
  steps([
    'Öffnen Sie Ihren persönlichen Link in Safari auf dem Mac.',
    'Die Seite zeigt den Weg, der zu Ihrem Mac passt: Entweder lädt sie ein Profil, das Sie in Systemeinstellungen, Allgemein, Geräteverwaltung (macOS 14: Datenschutz & Sicherheit, Profile) öffnen, oder Sie klicken dort neben „Account für Arbeit oder Schule“ auf „Anmelden“.',
    'Melden Sie sich bei ${organizationName} an, wenn Sie nach dem Account Ihres Büros gefragt werden.',
    'Wenn danach Apple fragt, melden Sie sich mit Ihrem verwalteten Apple Account an.',
    'Erlauben Sie die entfernte Verwaltung.',
  ]),
];

const copyLink = htmlOnly(
  smallPrint('Wenn sich der Link nicht öffnet, kopieren Sie diese Adresse in Safari: ${activationUrl}'),
);

const forYouAlone =
  'Der Link ist nur für Sie: Geben Sie ihn nicht weiter. Wenn Sie diese E-Mail nicht erwartet haben, fragen Sie Ihr Büro, bevor Sie den Link öffnen.';

export const germanTexts: ShippedTexts = {
  invitation: templateOf('${organizationName}: Registrieren Sie Ihr Gerät', [
    hello,
    paragraph(
      '${organizationName} lädt Sie ein, Ihr iPhone, Ihr iPad oder Ihren Mac zu registrieren. Das Gerät bekommt dann Apps und Einstellungen für die Arbeit.',
    ),
    personalLink,
    account,
    ...howTo,
    paragraph(
      'Bevor Sie sich anmelden, sagt Ihnen die Seite, was das Büro auf dem Gerät sehen und tun kann und was nicht.',
    ),
    copyLink,
    smallPrint(forYouAlone),
  ]),
  reminder: templateOf('Erinnerung von ${organizationName}: Registrieren Sie Ihr Gerät', [
    hello,
    paragraph(
      'Sie wurden eingeladen, Ihr iPhone, Ihr iPad oder Ihren Mac bei ${organizationName} zu registrieren. Noch ist kein Gerät von Ihnen registriert.',
    ),
    personalLink,
    account,
    ...howTo,
    paragraph('Wenn Sie Hilfe brauchen, fragen Sie Ihr Büro.'),
    copyLink,
    smallPrint(forYouAlone),
  ]),
  confirmation: templateOf('${organizationName}: Ihr Gerät ist registriert', [
    hello,
    paragraph(
      'bei ${organizationName} wurde ein Gerät auf Ihren Namen (${userName}) registriert. Apps und Einstellungen für die Arbeit kommen von selbst; Sie müssen nichts weiter tun.',
    ),
    paragraph(
      'Sie können die Verwaltung jederzeit beenden: auf einem iPhone oder iPad in Einstellungen, Allgemein, VPN und Geräteverwaltung; auf einem Mac in Systemeinstellungen, Allgemein, Geräteverwaltung. Apps und Daten für die Arbeit werden dann entfernt.',
    ),
    link('${registrationUrl}', {
      text: 'So registrieren Sie ein weiteres Gerät:',
      html: 'So registrieren Sie ein weiteres Gerät',
    }),
    paragraph('Wenn Sie das nicht waren, sagen Sie es sofort Ihrem Büro.'),
  ]),
  pin: templateOf('${organizationName}: Ihre neue PIN', [
    hello,
    paragraph('Sie haben eine neue PIN angefordert, um ein Gerät bei ${organizationName} zu registrieren.'),
    facts([
      { label: 'Einmal-PIN', value: '${pin}', note: '(gültig bis ${pinExpires})' },
      { label: 'Benutzername', value: '${userName}' },
    ]),
    smallPrint(
      'Frühere PINs gelten nicht mehr. Die PIN gilt für ein Gerät und nur für Sie: Geben Sie sie nicht weiter. Wenn Sie sie nicht angefordert haben, sagen Sie es Ihrem Büro.',
    ),
  ]),
  test: templateOf('Test-E-Mail von ${organizationName}', [
    paragraph('Dies ist eine Test-E-Mail. Der Mailserver funktioniert so, wie Russet ihn verwendet.'),
  ]),
};
