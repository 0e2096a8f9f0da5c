import type { directory as english } from '../../en/core/directory.ts';

export const directory: Readonly<Record<keyof typeof english, string>> = {
  cancelled: 'Der Vorgang wurde abgebrochen.',
  connectionCancelled: 'Die Verbindung wurde abgebrochen.',
  bindRefused: '{{server}} weist das Anmeldekonto ab: {{reason}}',
  bindNoUser: 'Dieses Konto gibt es nicht. Prüfen Sie den DN des Anmeldekontos.',
  bindWrong: 'DN oder Passwort ist falsch. Prüfen Sie beides und versuchen Sie es noch einmal.',
  bindTime:
    'Das Konto darf sich zu dieser Zeit nicht anmelden. Erlauben Sie ihm mehr Anmeldezeiten, oder verwenden Sie ein anderes Konto.',
  bindComputer:
    'Das Konto darf sich von diesem Computer aus nicht anmelden. Erlauben Sie das im Verzeichnis, oder verwenden Sie ein anderes Konto.',
  bindPasswordExpired:
    'Sein Passwort ist abgelaufen. Setzen Sie im Verzeichnis eines, das nicht abläuft, und geben Sie es hier ein.',
  bindDisabled: 'Das Konto ist deaktiviert. Aktivieren Sie es im Verzeichnis, oder verwenden Sie ein anderes Konto.',
  bindExpired: 'Das Konto ist abgelaufen. Verlängern Sie es im Verzeichnis, oder verwenden Sie ein anderes Konto.',
  bindMustChange:
    'Sein Passwort muss bei der nächsten Anmeldung geändert werden. Ändern Sie es im Verzeichnis, und geben Sie hier das neue ein.',
  bindLocked:
    'Das Konto ist nach zu vielen falschen Passwörtern gesperrt. Entsperren Sie es im Verzeichnis und versuchen Sie es noch einmal.',
  theBind: '„{{dn}}“ (Anmeldekonto)',
  rootEntry: 'sein Wurzeleintrag',
  tookTooLong:
    '{{server}} hat aufgegeben ({{subject}}): Es dauerte zu lange. Grenzen Sie den Filter oder den Basis-DN ein.',
  sizeLimit:
    '{{server}} gibt nicht mehr Einträge heraus, als seine Größenbegrenzung erlaubt ({{subject}}). Verringern Sie „Anzahl der Ergebnisse“, oder bitten Sie um eine höhere Grenze für das Anmeldekonto.',
  wantsEncryption: '{{server}} verlangt eine verschlüsselte Verbindung. Verwenden Sie ldaps:// oder StartTLS.',
  elsewhere: '{{server}} verweist auf einen anderen Server ({{subject}}). Verbinden Sie sich mit diesem.',
  noPaging: '{{server}} bietet keine seitenweisen Ergebnisse an, die Russet zum Lesen braucht ({{subject}}).',
  noEntry: '{{server}} hat diesen Eintrag nicht: {{subject}}. Prüfen Sie den Basis-DN.',
  badDn: '{{subject}} ist kein gültiger DN. Schreiben Sie ihn wie „ou=people,dc=office,dc=example“.',
  mayNotRead: '{{server}} lässt das Anmeldekonto nicht lesen: {{subject}}. Geben Sie ihm dort das Leserecht.',
  serverBusy: '{{server}} ist ausgelastet oder wird gerade beendet. Versuchen Sie es später noch einmal.',
  wantsBind:
    '{{server}} lehnt ab ({{subject}}): Er verlangt zuerst ein Anmeldekonto. Prüfen Sie Anmeldekonto, Basis-DN und Filter.',
  refuses: '{{server}} lehnt ab ({{subject}}). Prüfen Sie Anmeldekonto, Basis-DN und Filter.',
  resultCode: '{{server}} lehnt ab ({{subject}}), mit dem LDAP-Ergebniscode {{code}}.',
  noAnswerInTime: '{{server}} antwortet nicht rechtzeitig. Versuchen Sie es noch einmal, oder lassen Sie mehr Zeit.',
  brokeOff: 'Die Verbindung zu {{server}} ist abgebrochen. Versuchen Sie es noch einmal.',
  notLdap: '{{server}} antwortet etwas, das kein LDAP ist. Prüfen Sie Adresse und Port.',
  unknownHost: 'Es gibt keinen Host mit dem Namen {{host}} (DNS). Prüfen Sie den Namen.',
  dnsDown: 'Der Name {{host}} lässt sich gerade nicht auflösen: DNS antwortet nicht. Prüfen Sie das Netzwerk.',
  nobodyListens:
    '{{server}} weist die Verbindung ab: Dort antwortet nichts. Prüfen Sie den Port und ob der Server läuft.',
  unreachableHere: '{{server}} ist von diesem Computer aus nicht erreichbar. Prüfen Sie Netzwerk und Firewall.',
  closesAtOnce: '{{server}} schließt die Verbindung sofort. Prüfen Sie, ob der Port für ldap:// oder für ldaps:// ist.',
  noAnswer: '{{server}} antwortet nicht. Prüfen Sie Netzwerk und Firewall.',
  unreachableBecause: '{{server}} ist nicht erreichbar ({{reason}}).',
  tooSlow:
    '{{server}} antwortet nicht innerhalb von {{seconds}} Sekunden. Prüfen Sie Netzwerk und Firewall, oder lassen Sie mehr Zeit.',
  noTls: '{{server}} spricht dort kein TLS oder nur eine veraltete Version.',
  noStartTls: '{{server}} bietet kein StartTLS an. Verwenden Sie ldaps://, oder richten Sie TLS am Server ein.',
  speaksOther: '{{server}} spricht kein LDAP. Prüfen Sie Adresse und Port.',
  tooMuch: '{{server}} sendet mehr, als ein Verzeichnis senden würde. Die Verbindung wurde geschlossen.',
  untrusted: 'Dem Zertifikat von {{server}} ({{subject}}) wird nicht vertraut: {{reason}}. {{advice}}',
  noSubject: 'ohne Inhaber',
  selfSigned: 'es ist selbst signiert',
  unknownAuthority: 'die Zertifizierungsstelle ist hier nicht bekannt',
  badSignature: 'die Signatur ist falsch',
  certificateExpired: 'es ist abgelaufen',
  certificateNotYet: 'es gilt noch nicht',
  otherHostName: 'es wurde für einen anderen Hostnamen ausgestellt',
  useName: 'Verwenden Sie den Namen, der im Zertifikat steht.',
  renewIt: 'Erneuern Sie es am Server, und prüfen Sie die Uhr dieses Computers.',
  addAuthority: 'Fügen Sie unter „CA-Zertifikate“ das Zertifikat der Stelle hinzu, die es ausgestellt hat.',
  badFilter: '„{{filter}}“ ist kein Suchfilter. Schreiben Sie ihn wie „(objectClass=inetOrgPerson)“.',
  failoverFailed: '{{first}} Auch die Ersatz-URL half nicht: {{second}}',
  referralNotLdap: 'Das Verzeichnis verweist auf „{{address}}“, was keine LDAP-Adresse ist.',
  referralForeign:
    'Das Verzeichnis verweist auf {{address}} außerhalb der Domain des Anmeldekontos: Dorthin wird das Passwort des Anmeldekontos nicht gesendet. Wählen Sie für Verweise „Ignorieren“, oder verbinden Sie jenen Server für sich.',
  referralLoop: 'Das Verzeichnis verweist immer weiter, zuletzt auf „{{address}}“.',
  referral:
    'Das Verzeichnis verweist auf einen anderen Server: {{address}}. Wählen Sie bei Verweisen „Folgen“ oder „Ignorieren“, oder grenzen Sie den Basis-DN ein.',
  endlessMembers: 'Das Verzeichnis gibt die Mitglieder von {{group}} in Stücken ohne Ende heraus.',
  matchGone:
    'Hier gibt es nichts mehr zu wählen: Das Verzeichnis oder der Datensatz hat sich inzwischen geändert. Synchronisieren Sie noch einmal.',
  serverGone: 'Diesen LDAP-Server gibt es nicht; vielleicht hat ihn inzwischen jemand gelöscht.',
  serverNameTaken: 'Es gibt bereits einen LDAP-Server mit dem Namen {{name}}. Wählen Sie einen anderen Namen.',
  passwordAgain:
    'Geben Sie das Passwort noch einmal ein: Ohne Rückfrage wird es nur an den Server und das Anmeldekonto gesendet, für die es gespeichert wurde.',
  caCertificate:
    'Ein CA-Zertifikat ist nicht lesbar. Fügen Sie es im PEM-Format ein, von BEGIN CERTIFICATE bis END CERTIFICATE.',
  syncRuns: 'Dieser Server wird gerade abgeglichen. Brechen Sie den Abgleich ab, oder warten Sie sein Ende ab.',
  connected: 'Mit {{server}} verbunden.',
  connectedAnonymously: 'Mit {{server}} anonym verbunden.',
  onFailover: 'Das ist die Ersatz-URL: Der erste Server ist nicht erreichbar.',
  inTheClear: 'Passwörter werden unverschlüsselt übertragen: Verwenden Sie ldaps:// oder StartTLS.',
  switchedOff: 'Dieser Server ist ausgeschaltet. Kreuzen Sie zuerst „Diesen Server aktivieren“ an.',
};
