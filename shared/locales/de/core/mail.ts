import type { mail as english } from '../../en/core/mail.ts';

export const mail: Readonly<Record<keyof typeof english, string>> = {
  notConfigured: 'Es ist kein Mailserver eingerichtet. Richten Sie unter „Verwaltung“, „E-Mail“ einen ein.',
  notConfiguredYet:
    'Es ist kein Mailserver eingerichtet. Richten Sie unter „Verwaltung“, „E-Mail“ einen ein und versuchen Sie es dann noch einmal.',
  deferred: 'Der Mailserver bittet, es später noch einmal zu versuchen: {{answer}}',
  refusedAddress: 'Der Mailserver lehnt die E-Mail an diese Adresse ab: {{answer}}',
  certificate:
    'Dem Zertifikat von {{host}} wird nicht vertraut: {{reason}}. Prüfen Sie den Hostnamen, oder fügen Sie das Zertifikat der Zertifizierungsstelle hinzu.',
  noStartTls: '{{host}} bietet STARTTLS nicht an wie vorgesehen: {{reason}}. Wählen Sie TLS oder einen anderen Port.',
  noTls: 'Keine TLS-Verbindung zu {{host}}: {{reason}}. Prüfen Sie Port und Art der Verschlüsselung.',
  plainPort:
    '{{host}} spricht an Port {{port}} kein TLS. Wählen Sie STARTTLS, oder den Port, der mit TLS beginnt (meist 465).',
  unknownHost: 'Der Name {{host}} ist nicht bekannt. Prüfen Sie Hostnamen und Netzwerk.',
  nobodyAnswers: 'Unter {{host}}, Port {{port}}, antwortet nichts. Prüfen Sie den Port.',
  tooSlow: '{{host}}, Port {{port}}, antwortet nicht rechtzeitig. Prüfen Sie Host, Port und Art der Verschlüsselung.',
  noMailServer: '{{host}}, Port {{port}}, antwortet nicht wie ein Mailserver: {{answer}}.',
  signIn:
    '{{host}} lehnt die Anmeldung ab: {{answer}} Prüfen Sie Benutzernamen und Passwort, und ob der Server sie überhaupt verlangt.',
  otherPassword:
    '{{host}} nimmt hier kein gewöhnliches Passwort an: {{answer}} Geben Sie ein App-Passwort dieses Kontos ein, oder lassen Sie die Anmeldung mit Passwort (SMTP AUTH) dafür freigeben.',
  noSignIn:
    '{{host}} bietet keine Anmeldung an: {{answer}} Wählen Sie ab, dass der Server nach Benutzername und Passwort fragt, oder verwenden Sie einen anderen Port.',
  noSignInPlain:
    '{{host}} bietet ohne Verschlüsselung keine Anmeldung an: {{answer}} Wählen Sie STARTTLS oder TLS; oder wählen Sie ab, dass der Server nach Benutzername und Passwort fragt.',
  encryptionWanted:
    '{{host}} verlangt eine verschlüsselte Verbindung: {{answer}} Wählen Sie STARTTLS oder TLS als Art der Sicherheit.',
  signInWanted:
    '{{host}} nimmt E-Mails nur nach einer Anmeldung an: {{answer}} Kreuzen Sie an, dass der Server Benutzername und Passwort verlangt.',
  sender: '{{host}} lehnt die Absenderadresse ab: {{answer}}',
  unconfirmed:
    'Die Verbindung brach ab, bevor der Mailserver die E-Mail bestätigt hat. Sie kann angekommen sein oder nicht.',
  noAddress: 'Das ist keine E-Mail-Adresse.',
  checkText: 'Prüfen Sie den E-Mail-Text: {{problems}}.',
  unknownVariables_one: 'unbekannte Variable {{names}}',
  unknownVariables_other: 'unbekannte Variablen {{names}}',
  missingLink: 'enthält kein {{variable}}: Der Link wäre nicht zu finden',
  missingPin: 'enthält kein {{variable}}: Die PIN wäre nicht zu finden',
  line: 'Zeile {{line}}: {{problem}}',
  linkVariable:
    'ein Link führt zu einer vollständigen Adresse, oder allein zu ${activationUrl} oder ${registrationUrl}',
  linkScheme: 'Links beginnen mit https:// oder mailto:',
  element: '<{{element}}> ist nicht erlaubt',
  attribute: 'das Attribut „{{attribute}}“ ist bei <{{element}}> nicht erlaubt',
  doctype: 'ein Dokumenttyp ist nicht erlaubt',
  instruction: 'Verarbeitungsanweisungen sind nicht erlaubt',
  cdata: 'CDATA ist nicht erlaubt',
  caCertificates: 'Die CA-Zertifikate sind nicht lesbar. Fügen Sie Zertifikate im PEM-Format ein.',
  userMissing: 'Geben Sie den Benutzernamen für den Mailserver ein.',
  passwordMissing:
    'Geben Sie das Passwort für diesen Mailserver ein. Ein gespeichertes Passwort wird nur für den Host und den Benutzer verwendet, für die es eingegeben wurde.',
  retryRest: '{{problem}} Was nicht verschickt wurde, lässt sich im Ergebnis pro Person noch einmal versuchen.',
  nobody: 'Niemand von ihnen kann eine E-Mail erhalten. {{why}}',
  nothingToRetry: 'Es gibt keine E-Mail, die noch einmal versucht werden könnte.',
  accountDisabled: 'Das Konto ist deaktiviert. Aktivieren Sie zuerst den Benutzer.',
  noUsableAddress: 'Es gibt keine verwendbare E-Mail-Adresse. Ergänzen Sie eine, oder drucken Sie ein Blatt.',
  noPinAsked: 'Die Registrierungseinstellung der Person verlangt keine PIN.',
  personGone: 'Den Benutzer gibt es nicht mehr.',
  linkOver: 'Der Link wurde inzwischen verwendet, zurückgezogen oder ist abgelaufen.',
  pinNotAsked: 'Die Registrierungseinstellung verlangt keine PIN mehr.',
  textGone: 'Der Text ist nicht mehr da.',
  givenUp: 'Nach {{count}} Versuchen aufgegeben: {{reason}}',
  cancelledBefore: 'Vor dem Versand abgebrochen.',
  handedOver:
    'Russet wurde beendet, während diese E-Mail übergeben wurde. Sie kann angekommen sein oder nicht; laden Sie andernfalls noch einmal ein.',
};
