import type { errors as english } from '../../en/core/errors.ts';

export const errors: Readonly<Record<keyof typeof english, string>> = {
  verbatim: '{{words}}',
  sentences: '{{first}} {{second}}',
  internal: 'In Russet ist etwas schiefgegangen. Mehr steht im Programmprotokoll.',
  internalRef: 'In Russet ist etwas schiefgegangen. Mehr steht im Programmprotokoll unter der Referenz {{ref}}.',
  checkInput: 'Prüfen Sie die Eingaben: {{fields}}.',
  namedField: '{{field}}: {{problem}}',
  noSuchMethod: 'Es gibt keine Methode mit dem Namen {{method}}.',
  methodNotText: 'Der Name der Methode muss Text sein.',
  userGone: 'Diesen Benutzer gibt es nicht; vielleicht hat ihn inzwischen jemand gelöscht.',
  usersGone: 'Einen der Benutzer gibt es nicht mehr. Aktualisieren Sie die Liste und versuchen Sie es noch einmal.',
  localUserGone: 'Diesen lokalen Benutzer gibt es nicht.',
  userNameTaken: 'Der Benutzername {{username}} gehört bereits {{owner}}. Wählen Sie einen anderen.',
  managedAppleIdTaken: 'Diese Verwaltete Apple-ID gehört bereits {{owner}} ({{username}}). Es wurde nichts geändert.',
  managedAppleIdFixed:
    'Die Verwaltete Apple-ID kann nicht geändert werden, solange ein Gerät dieses Benutzers über die Benutzerregistrierung verwaltet wird oder sich gerade registriert. Nehmen Sie zuerst das Gerät außer Verwaltung.',
  userGroupsGone: 'Eine der Benutzergruppen gibt es nicht mehr. Wählen Sie die Gruppen noch einmal.',
  userGroupGone: 'Die Benutzergruppe gibt es nicht mehr. Wählen Sie eine andere.',
  groupRuledNotByHand:
    'In die Gruppe {{group}} kann niemand manuell aufgenommen werden: Ihre Regeln entscheiden, wer dazugehört.',
  groupDirectoryNotByHand:
    'In die Gruppe {{group}} kann niemand manuell aufgenommen werden: Ihr Verzeichnis entscheidet, wer dazugehört.',
  groupNotByHand:
    'Die Gruppe {{group}} wird nicht manuell verwaltet: Niemand kann aufgenommen oder herausgenommen werden.',
  usersHaveDevices:
    'Diese Benutzer haben noch Geräte: {{people}}. Nehmen Sie zuerst die Geräte außer Verwaltung und löschen Sie ihre Datensätze. Es wurde niemand gelöscht.',
  groupGone: 'Diese Gruppe gibt es nicht; vielleicht hat sie inzwischen jemand gelöscht.',
  groupBuiltIn: '{{group}} ist fest eingebaut: Alle gehören dazu, und die Gruppe lässt sich nicht ändern.',
  groupOfDirectory: '{{group}} stammt aus einem Verzeichnis: Ändern Sie die Gruppe dort und gleichen Sie dann ab.',
  groupNameTaken: 'Es gibt bereits eine Gruppe mit dem Namen {{name}}. Wählen Sie einen anderen Namen.',
  membersGone: 'Eines der Mitglieder gibt es nicht mehr. Wählen Sie die Mitglieder noch einmal.',
  dynamicTakesNoMembers:
    'Bei einer dynamisch verwalteten Gruppe entscheiden die Regeln, wer dazugehört: Geben Sie keine Mitglieder an.',
  dynamicNeedsRules: 'Eine dynamisch verwaltete Gruppe braucht Regeln.',
  manualTakesNoRules:
    'Eine manuell verwaltete Gruppe hat keine Regeln. Legen Sie stattdessen eine dynamisch verwaltete Gruppe an.',
  groupInUse: 'Die Gruppe {{group}} wird verwendet von: {{users}}. Nehmen Sie sie zuerst dort heraus.',
  rulesIncomplete: 'Die Regeln sind nicht vollständig: {{problems}}.',
  groupInItself: 'Die Gruppe würde sich selbst enthalten: {{way}}. Nehmen Sie eine dieser Regeln heraus.',
  settingGone: 'Diese Einstellung gibt es nicht; vielleicht hat sie inzwischen jemand gelöscht.',
  settingNameTaken: 'Es gibt bereits eine Einstellung mit dem Namen {{name}}. Wählen Sie einen anderen Namen.',
  settingOtherType: '{{name}} ist eine Einstellung anderer Art.',
  defaultTakesNoGroups: 'Die Standardeinstellung gilt für alle Benutzer und hat keine Benutzergruppen.',
  settingOrder:
    'Die Reihenfolge muss jede Einstellung außer der Standardeinstellung genau einmal nennen. Aktualisieren Sie die Liste und versuchen Sie es noch einmal.',
  defaultStays: 'Die Standardeinstellung gilt für alle übrigen Benutzer und kann nicht gelöscht werden.',
  noPinToView:
    'Es gibt keine gültige PIN zum Anzeigen: Es wurde keine erzeugt, oder sie wurde verwendet, ist abgelaufen oder gesperrt. Erzeugen Sie eine neue.',
  termsAccepted_one:
    '1 Person hat {{what}} angenommen. Angenommene Bedingungen bleiben als Nachweis erhalten und können nicht gelöscht werden.',
  termsAccepted_other:
    '{{count, number}} Personen haben {{what}} angenommen. Angenommene Bedingungen bleiben als Nachweis erhalten und können nicht gelöscht werden.',
  termsNamed: 'Bedingungen von „{{name}}“',
  termsVersion: 'Version {{version}}',
  termsSwitchOff: 'Bearbeiten Sie stattdessen die Einstellung und schalten Sie sie aus.',
  termsVersionGone: 'Diese Version der Nutzungsbedingungen gibt es nicht.',
  termsInForce: 'Diese Version ist in Kraft. Schalten Sie zuerst die Nutzungsbedingungen aus.',
  tooManyPeople:
    'Das sind {{people, number}} Personen; ein Import nimmt höchstens {{most, number}}. Teilen Sie die Liste auf.',
  noAddresses: 'In der Liste steht keine E-Mail-Adresse.',
  peopleFile:
    '{{problem}} Die erste Zeile muss wie in der Vorlage die Spalten nennen; Email ist nötig. Es wurde nichts importiert.',
  groupFile:
    '{{problem}} Die Datei braucht genau zwei Spalten, accountUid und groupName, und eine erste Zeile, die sie nennt. Es wurde nichts importiert.',
  notCsv: 'Die Datei ist keine CSV-Datei.',
  notCsvBecause: 'Die Datei ist keine CSV-Datei: {{reason}}.',
  errorFileGone:
    'Zu diesem Import gibt es keine Fehlerdatei. Importieren Sie die Datei noch einmal, um eine zu erhalten.',
  signInElsewhereOff: 'Die Anmeldung mit Microsoft ist nicht eingeschaltet. Fragen Sie Ihr Büro.',
  deviceGone: 'Dieses Gerät gibt es nicht; vielleicht wurde der Datensatz gelöscht.',
  noUserChannel: 'Das Gerät hat keinen Benutzerkanal; es ist niemand Verwaltetes angemeldet.',
  noUnlockToken: 'Das Gerät hat sein Entsperr-Token nicht übergeben, daher kann der Code nicht entfernt werden.',
  profileRenewsItself: 'Das Registrierungsprofil erneuert Russet selbst, nicht von Hand.',
  retireInstead:
    'Das ist das Registrierungsprofil. Verwenden Sie „Außer Verwaltung nehmen“, um die Verwaltung zu beenden.',
  recordStays: 'Der Datensatz kann nicht gelöscht werden.',
  logEntryGone: 'Der Protokolleintrag ist nicht mehr da; seine Aufbewahrungszeit ist abgelaufen.',
  queryGone: 'Diese Suche gibt es nicht; vielleicht hat sie inzwischen jemand gelöscht.',
  formerAddressStays: '{{problem}} Es wurde nichts geändert; die bisherige Adresse bleibt in Gebrauch.',
  plistsOutliveRows:
    'Property-Listen können nicht länger aufbewahrt werden als die Protokollzeilen, zu denen sie gehören.',
  pemOrPkcs12: 'Geben Sie entweder den PEM-Text oder die PKCS#12-Datei an, nicht beides und nicht keines.',
  exportGone: 'Diesen Export gibt es nicht mehr. Exportieren Sie noch einmal.',
  taskGone: 'Diese Aufgabe gibt es nicht; vielleicht wurde sie ausgeblendet.',
  taskRuns: 'Die Aufgabe läuft noch. Brechen Sie sie zuerst ab.',
  auditEntryMissing: 'Eintrag {{entry}} des Prüfprotokolls fehlt.',
  auditEntryAltered:
    'Eintrag {{entry}} des Prüfprotokolls ({{name}}, {{at, moment}}) ist nicht das, was geschrieben wurde: Jemand hat ihn oder einen Eintrag davor verändert. Die Einträge davor sind echt.',
  auditCut:
    'Das Prüfprotokoll endet bei Eintrag {{last}}, hatte aber {{count, number}} Einträge: Die neuesten wurden entfernt.',
  auditAdded:
    'Das Prüfprotokoll hat {{last, number}} Einträge, geschrieben wurden aber {{count, number}}: Jemand hat die neuesten hinzugefügt.',
  auditRewritten:
    'Das Prüfprotokoll wurde neu geschrieben: Sein neuester Eintrag, {{entry}}, ist nicht der, der geschrieben wurde.',
  auditGaps: '{{missing, number}} von {{count, number}} Einträgen des Prüfprotokolls fehlen.',
  auditAnchorMissing:
    'Der Anker des Prüfprotokolls wurde aus der Datenbank entfernt: Ob Einträge fehlen, lässt sich nicht sagen.',
  auditAnchorForged:
    'Der Anker des Prüfprotokolls ist nicht das, was geschrieben wurde, oder mit einem anderen Schlüssel versiegelt.',
  auditNotAnchor:
    'Das Prüfprotokoll ist nicht das des Ankers, den Sie angegeben haben: Sein Eintrag {{entry}} ist ein anderer oder fehlt.',
  listenerDown: 'Der Listener konnte nicht starten; mehr steht im Programmprotokoll.',
  listenerFailed: 'Der Listener konnte nicht starten: {{reason}}.',
  portNeedsRights:
    'Port {{port}} braucht auf diesem System Administratorrechte. Wählen Sie auf der Seite „Server“ oder mit --port einen Port über 1023.',
  portTaken:
    'Port {{port}} wird von einem anderen Programm verwendet. Beenden Sie es, oder wählen Sie auf der Seite „Server“ oder mit --port einen anderen Port.',
  settingUnreadable:
    'Die gespeicherte Einstellung „{{name}}“ ist nicht lesbar. Sichern Sie die Einstellung noch einmal.',
  databaseNewer:
    'Die Datenbank wurde von einer neueren Version von Russet geschrieben. Installieren Sie jene Version, oder spielen Sie eine Sicherung dieser Version ein. Es wurde nichts geändert.',
  databaseCorrupt:
    'Die Datenbankdatei ist beschädigt. Setzen Sie eine Sicherung an ihre Stelle; die beschädigte Datei bleibt unberührt.',
  diskFull: 'Der Datenträger ist voll. Schaffen Sie Platz; nichts Gespeichertes ist verloren.',
  diskFullStart: 'Der Datenträger ist voll. Schaffen Sie Platz und versuchen Sie es noch einmal.',
  diskFullFor:
    'Der Datenträger ist voll: {{what}} kann nicht geschrieben werden. Schaffen Sie Platz und starten Sie neu.',
  cannotWrite: '{{what}} kann nicht geschrieben werden ({{reason}}). Prüfen Sie Pfad und Berechtigungen.',
  valueTaken: 'Ein anderer Eintrag hat diesen Wert bereits, oder etwas verweist noch darauf.',
  databaseFailed:
    'Die Datenbankdatei kann nicht gelesen oder geschrieben werden. Prüfen Sie den Datenordner, seine Berechtigungen und den Datenträger.',
  databaseLocked: 'Ein anderes Programm hat die Datenbank gesperrt. Beenden Sie es und versuchen Sie es noch einmal.',
  commandGone: 'Diesen Befehl gibt es nicht.',
  commandSent: 'Der Befehl wurde bereits gesendet und kann nicht mehr abgebrochen werden.',
  notEnrolled: 'Das Gerät ist nicht registriert und nimmt daher keine Befehle an.',
  profileFile: '{{problem}} Fügen Sie ein unsigniertes Konfigurationsprofil (.mobileconfig) ein.',
  linkGone: 'Diesen Link gibt es nicht.',
  userDisabled: '{{name}} ist deaktiviert. Aktivieren Sie zuerst den Benutzer und laden Sie dann ein.',
  dataFolder: 'Der Datenordner {{path}}',
  folderInUse:
    'Der Datenordner {{folder}} wird von {{holder}} benutzt. Zwei Programme in einem Datenordner würden ihn beschädigen: Beenden Sie zuerst das andere, oder wählen Sie einen anderen Ordner.',
  folderHolder: '{{program}} (Prozess {{processId}} auf {{computer}})',
  folderHolderUnknown: 'einem anderen Russet',
  holderDesktop: 'der Russet-App',
  holderHeadless: 'einem Russet-Server ohne Fenster',
  databaseEmpty:
    'Die Datenbankdatei {{path}} ist leer, daneben liegt aber der Schlüssel eines Büros. Spielen Sie eine Sicherung der Datenbank zurück. Für ein neues Büro verschieben Sie beide Dateien oder wählen einen anderen Datenordner.',
  databaseMissing:
    'Die Datenbankdatei {{path}} fehlt, daneben liegt aber der Schlüssel eines Büros. Spielen Sie eine Sicherung der Datenbank zurück. Für ein neues Büro verschieben Sie die Schlüsseldatei oder wählen einen anderen Datenordner.',
  keyFileMissing:
    'Die Schlüsseldatei {{key}} fehlt, daneben liegt aber die Datenbank eines Büros ({{database}}), deren Geheimnisse nur dieser Schlüssel öffnet. Spielen Sie die Schlüsseldatei desselben Büros aus einer Sicherung zurück. Für ein neues Büro verschieben Sie die Datenbank oder wählen einen anderen Datenordner.',
  keyFile: 'Die Schlüsseldatei {{path}}',
  keyFileUnreadable: 'Die Schlüsseldatei {{path}} kann nicht gelesen werden. Prüfen Sie ihre Berechtigungen.',
  keyFileDamaged: 'Die Schlüsseldatei {{path}} ist beschädigt. Spielen Sie die aus Ihrer Sicherung wieder ein.',
  secretDamaged:
    'Ein gespeichertes Geheimnis ist beschädigt oder wurde von einer neueren Version von Russet geschrieben.',
  secretOtherKey:
    'Ein gespeichertes Geheimnis lässt sich nicht entschlüsseln: Es wurde verändert, oder {{file}} im Datenordner ist nicht der Schlüssel, mit dem es gespeichert wurde.',
  keyOfSession:
    'Den Schlüssel dieses Datenordners verwahrt der Schlüsselspeicher der Sitzung, die ihn angelegt hat. Öffnen Sie ihn mit der Russet-App in dieser Sitzung, oder verwenden Sie einen anderen Datenordner.',
  keyStoreLocked:
    'Der Schlüsselspeicher dieses Computers gibt den Schlüssel dieses Datenordners nicht heraus. Entsperren Sie ihn, und verwenden Sie das Konto, das den Ordner angelegt hat.',
  noPermission:
    'Russet darf nicht in seinen Datenordner schreiben. Ändern Sie die Berechtigungen des Ordners und versuchen Sie es noch einmal.',
  unexpectedStart: 'Es ist etwas Unerwartetes geschehen. Mehr steht in der Datei logs/russet.log im Datenordner.',
  withParts: '{{text}} {{parts}}.',
  usedBySetting: 'Einstellung „{{name}}“',
  usedByGroup: 'Benutzergruppe „{{name}}“',
  usedByQuery: 'gesicherte Suche „{{name}}“',
  directoryGives:
    'Das Verzeichnis bestimmt bei {{name}}: {{parts}}. Ändern Sie das dort und gleichen Sie ab. Es wurde nichts geändert.',
  directoryEnables:
    'Bei diesen entscheidet ein Verzeichnis, wer aktiviert ist: {{people}}. Ändern Sie es dort und gleichen Sie dann ab. Es wurde niemand geändert.',
  personWithDevices_one: '{{name}} (1 Gerät)',
  personWithDevices_other: '{{name}} ({{count, number}} Geräte)',
  workbook:
    'Das ist eine Arbeitsmappe einer Tabellenkalkulation und kein CSV. Öffnen Sie sie dort, sichern Sie sie als CSV und wählen Sie diese Datei. Es wurde nichts importiert.',
};
