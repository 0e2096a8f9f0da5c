import type { notices as english } from '../../en/core/notices.ts';

export const notices: Readonly<Record<keyof typeof english, string>> = {
  mailServer: 'Mailserver',
  pushCertificate: 'Push-Zertifikat',
  listenerCertificate: 'Listener-Zertifikat',
  deviceCa: 'Geräte-CA',
  entraCredential: 'Anmeldeinformation für Entra ID',
  thePushCertificate: 'Das Push-Zertifikat',
  theListenerCertificate: 'Das Listener-Zertifikat',
  theDeviceCa: 'Die Geräte-CA',
  theEntraCredential: 'Die Anmeldeinformation für Entra ID',
  hasExpired: '{{part}} ist abgelaufen',
  expiresWithin_one: '{{part}} läuft innerhalb eines Tages ab',
  expiresWithin_other: '{{part}} läuft innerhalb von {{count}} Tagen ab',
  expired: 'Abgelaufen am {{at, day}}. {{remedy}}',
  validUntil: 'Gültig bis {{at, day}}. {{remedy}}',
  renewPush:
    'Danach erfährt kein Gerät mehr von Befehlen. Erneuern Sie dasselbe Zertifikat mit demselben Apple Account, und importieren Sie es auf der Seite „Server“.',
  ownListener:
    'Danach vertraut kein Gerät mehr diesem Server. Es erneuert sich selbst: Warum das nicht geschehen ist, steht im Programmprotokoll.',
  importListener:
    'Danach vertraut kein Gerät mehr diesem Server. Importieren Sie auf der Seite „Server“ ein neues Zertifikat.',
  enrollAgain:
    'Danach ist keine Identität eines Geräts mehr gültig. Drei Jahre vorher entsteht von selbst ein Nachfolger: Warum das nicht geschehen ist, steht im Programmprotokoll.',
  renewEntra:
    'Danach wird niemand mehr abgeglichen, und niemand kann sich mit Microsoft anmelden. Erstellen Sie in der App-Registrierung eine neue, und geben Sie sie hier ein.',
  mailUntrusted: 'Dem Zertifikat des Mailservers wird nicht vertraut',
  mailSignIn: 'Der Mailserver lehnt die Anmeldung ab',
  mailDown: 'Der Mailserver nimmt keine E-Mails an',
  directoryUnreachable: 'Das Verzeichnis ist nicht erreichbar',
  directoryCredentials: 'Das Verzeichnis lehnt die Zugangsdaten ab',
  directoryConsent: 'Das Verzeichnis darf nicht gelesen werden',
  directoryUntrusted: 'Dem Zertifikat des Verzeichnisses wird nicht vertraut',
  directoryFailed: 'Das Verzeichnis kann nicht abgeglichen werden',
  syncDropped: 'Ein Abgleich wurde als Ganzes verworfen: Er würde zu viele Personen ändern',
  goneDisabled: 'Personen, die das Verzeichnis nicht mehr hat, wurden deaktiviert',
  goneNames:
    '{{people}}. Sie können keine Geräte mehr registrieren. Wer im Verzeichnis zurückkommt, wird wieder aktiviert.',
  goneNamesRetired:
    '{{people}}. Sie können keine Geräte mehr registrieren, und Geräte von ihnen wurden außer Verwaltung genommen: {{devices, number}}. Wer im Verzeichnis zurückkommt, wird wieder aktiviert.',
  goneAsked: 'Mehr Personen sind aus dem Verzeichnis verschwunden, als ohne Rückfrage deaktiviert werden',
  nobodySynced: 'Niemand wird abgeglichen: Attribute fehlen oder sind nicht verwendbar',
  someNotSynced: 'Einige Personen werden nicht abgeglichen: Attribute fehlen oder sind nicht verwendbar',
  skipped: '{{people}}. Beim letzten Abgleich finden Sie die ganze Liste als CSV-Datei.',
  skippedPerson: '{{who}}: {{reason}}',
  titled: '{{component}}: {{title}}',
  andMore: 'und {{rest, number}} weitere',
  unexpectedFailure: 'Etwas ist fehlgeschlagen, womit Russet nicht gerechnet hat',
  unexpectedFailureDetail:
    'Alles Übrige läuft weiter. Mehr steht im Programmprotokoll im Datenordner unter der Referenz {{ref}}; wer Ihnen hilft, braucht sie.',
  addressLocked: 'Anmeldungen von {{address}} sind gesperrt: Zu viele Konten sind dort gescheitert',
  addressLockedDetail:
    '{{minutes, number}} Minuten lang kann sich von dort niemand zum Registrieren anmelden. Wenn es ein Büro oder ein Proxy ist, heben Sie die Sperre auf der Seite „Server“ auf, oder warten Sie; wenn nicht, probiert womöglich jemand Konten durch: Das Prüfprotokoll hat die fehlgeschlagenen Anmeldungen.',
  deviceTaken: 'Ein Gerät, das für jemand anderen registriert ist, will sich neu registrieren: {{name}}',
  deviceTakenDetail:
    '{{name}} ist für {{owner}} registriert, und eine andere Person wollte ein Gerät registrieren, das sich ebenso nennt. Nichts wurde geändert. Wenn es den Besitzer wechselt, nehmen Sie es erst außer Verwaltung oder löschen Sie seinen Datensatz; wenn nicht, fragen Sie nach: Das Protokoll des Geräts nennt die Adresse.',
  pushPaused: 'Es wird nichts gepusht: Apple lehnt das Push-Zertifikat ab',
  pushPausedDetail:
    'Apple sagt: {{reason}}. Kein Gerät erfährt von Befehlen, bis auf der Seite „Server“ ein gültiges Zertifikat mit demselben Topic importiert ist.',
  pushRejected: 'Push-Token passen nicht zum Push-Zertifikat',
  pushRejectedDetail:
    'Apple sagt zu Pushs unter dem Topic {{topic}}: {{reason}}. Das Zertifikat ist von anderer Art oder für ein anderes Topic als das, mit dem die Geräte registriert wurden. Die Token bleiben erhalten; der Push wird von selbst wieder versucht, und sofort, nachdem auf der Seite „Server“ ein Zertifikat importiert wurde.',
  pushObstructed: 'Etwas anderes als Apple beantwortet Pushs',
  pushObstructedDetail:
    'Die Antwort war: {{reason}}. Ein Proxy oder eine Firewall zwischen diesem Computer und Apple antwortet an dessen Stelle. Lassen Sie den TCP-Port 443 zu api.push.apple.com unverändert durch. Der Push wird von selbst wieder versucht.',
  auditTrail: 'Prüfprotokoll',
  auditBroken: 'Das Prüfprotokoll ist nicht das, was geschrieben wurde',
  auditBrokenDetail:
    '{{problem}} Finden Sie heraus, wer in den Datenordner schreiben kann, bewahren Sie eine Kopie von ihm auf, und vergleichen Sie mit einer Sicherung.',
  officeRoot: 'Stammzertifikat des Büros',
  theOfficeRoot: 'Das Stammzertifikat des Büros',
  replaceRoot:
    'Danach vertraut kein Gerät mehr dem eigenen Zertifikat dieses Servers. Drei Jahre vorher entsteht von selbst ein Nachfolger: Warum das nicht geschehen ist, steht im Programmprotokoll.',
  newOfficeRoot: 'Das Stammzertifikat des Büros hat einen Nachfolger',
  newDeviceCa: 'Die Geräte-CA hat einen Nachfolger',
  newAuthorityDetail:
    'Er signiert von jetzt an, bis zum {{until, day}}. Was früher signiert wurde, bleibt höchstens bis zum {{former, day}} gültig: Geräte kommen zum Nachfolger, wenn sie ihre Identität erneuern. Es ist nichts zu tun.',
  enrolledDevices: 'Registrierte Geräte',
  renewalFailed: 'Geräte erneuern ihre Identität nicht',
  renewalFailedDetail_one:
    '{{count, number}} Gerät wurde vergeblich gebeten, seine Identität zu erneuern. Läuft sie ab, nimmt es keine Befehle mehr an, bis sie erneuert ist.',
  renewalFailedDetail_other:
    '{{count, number}} Geräte wurden vergeblich gebeten, ihre Identität zu erneuern. Läuft sie ab, nehmen sie keine Befehle mehr an, bis sie erneuert ist.',
  critical: 'Kritisch',
  warning: 'Warnung',
  information: 'Information',
  cleared: 'Erledigt',
  mailSubject_one: 'Russet: {{count, number}} Benachrichtigung',
  mailSubject_other: 'Russet: {{count, number}} Benachrichtigungen',
  mailMore_one: '{{count, number}} weitere ist in der Konsole.',
  mailMore_other: '{{count, number}} weitere sind in der Konsole.',
  mailEnd: 'Öffnen Sie in Russet „Benachrichtigungen“, um alle zu sehen.',
};
