import type { sync as english } from '../../en/core/sync.ts';

export const sync: Readonly<Record<keyof typeof english, string>> = {
  people_one: '1 Person',
  people_other: '{{count, number}} Personen',
  noEmail: 'hat keine E-Mail-Adresse',
  badEmail: '„{{email}}“ ist keine E-Mail-Adresse',
  badUsername: 'der Benutzername „{{username}}“ ist keine E-Mail-Adresse',
  noDisplayName: 'hat keinen Anzeigenamen',
  longDisplayName: 'der Anzeigename hat {{length, number}} Zeichen, erlaubt sind höchstens {{most}}',
  noAttribute: 'ohne {{attribute}}',
  nameTaken: 'der Benutzername {{username}} gehört bereits {{holder}}',
  namesakeByName: 'der Benutzername {{value}} gehört bereits {{holder}}; wählen Sie, ob beide dieselbe Person sind',
  namesakeByAddress:
    'die E-Mail-Adresse {{value}} gehört bereits {{holder}}; wählen Sie, ob beide dieselbe Person sind',
  keepsManagedAppleId: 'behält die Verwaltete Apple-ID, solange ein Gerät unter der Benutzerregistrierung steht',
  refusedRow: 'ein anderes Konto hier hat, was das Verzeichnis von diesem angibt',
  idBelongsTo: 'Verwaltete Apple-ID {{managedAppleId}} gehört {{heldBy}}',
  managedAppleIdTaken:
    '{{who}}: Die Verwaltete Apple-ID {{managedAppleId}} gehört bereits {{heldBy}}; das Konto behält, was es hatte.',
  personSkipped: '{{who}}: {{reason}}.',
  notRead: '{{who}}: nicht lesbar. {{problem}}',
  unitGone: 'Die Einheit {{name}} gibt es nicht mehr.',
  groupGone: 'Die Gruppe {{name}} gibt es nicht mehr.',
  groupEmpty: 'Die Gruppe {{name}} nennt keine Mitglieder.',
  membersUnknown:
    'Von den {{members, number}} Mitgliedern, die die Gruppe {{name}} nennt, wurde niemand gefunden. Prüfen Sie das UID-Attribut, den Basis-DN und den Filter der Benutzer.',
  nobodyFound:
    'Es wurde niemand gefunden. Prüfen Sie den Basis-DN, den Filter der Benutzer und die Rechte des Anmeldekontos.',
  nobodyHas: 'Niemand hat das Attribut {{attribute}}, aus dem {{name}} entsteht. Prüfen Sie seine Schreibweise.',
  failedOver: 'Die Ersatz-URL {{server}} hat geantwortet.',
  groupsKept:
    'Nicht mehr im Verzeichnis, aber behalten, weil eine Benutzereinstellung oder eine Regel sie verwendet: {{groups}}.',
  cancelledHalfWay: 'Abgebrochen: Was bis dahin geschrieben wurde, bleibt.',
  cancelledBefore: 'Abgebrochen, bevor etwas geschrieben wurde.',
  ldapInterrupted: 'Russet wurde während des Abgleichs beendet. Er beginnt innerhalb einer Minute von vorn.',
  newNotInvited: 'Neu und nicht eingeladen: {{people}}. {{problem}}',
  dropped:
    'Der ganze Abgleich wurde verworfen: {{why}}. Es wurde nichts geändert. {{check}}; wenn dort alles stimmt, wählen Sie „Trotzdem abgleichen“.',
  hasNoMore:
    'das Verzeichnis hat {{people}} nicht mehr, und {{limit, number}} dürfen ohne Rückfrage deaktiviert werden',
  showsNobody: 'Das Verzeichnis zeigt keine der {{known, number}} abgeglichenen Personen mehr',
  showsOthers: 'Das Verzeichnis zeigt {{people}}, aber keine der {{known, number}} abgeglichenen',
  showsOtherGroups: 'Das Verzeichnis zeigt keine der {{groups, number}} abgeglichenen Gruppen, dafür andere',
  wouldChange:
    'Er würde {{people}} von {{known, number}} ändern, mehr als die erlaubten {{allowed}} % ({{changed, number}} geändert, {{missing, number}} nicht mehr gefunden)',
  checkRights: 'Prüfen Sie Basis-DN, Filter und die Rechte des Anmeldekontos',
  checkUserGuid:
    'So sieht eine andere bleibende ID der Benutzer (Objekt-GUID) oder ein anderer Basis-DN aus: Prüfen Sie beides',
  checkGroupGuid: 'So sieht eine andere bleibende ID der Gruppen (Objekt-GUID) aus: Prüfen Sie sie',
  checkDirectory: 'Prüfen Sie das Verzeichnis',
  entraCounts:
    '{{people}} hinzugefügt, {{updated, number}} geändert, {{unchanged, number}} unverändert, {{removed, number}} nicht mehr vorhanden.',
  entraCancelled: 'Abgebrochen. Was gelesen wurde, bleibt; der nächste Abgleich macht dort weiter.',
  entraInterrupted: 'Russet wurde während des Abgleichs beendet. Der nächste macht dort weiter.',
  entraForgot: 'Microsoft weiß vom letzten Abgleich nichts mehr; deshalb wurden alle neu gelesen.',
  entraGroupGone: 'Die Gruppe {{name}} gibt es in Entra ID nicht mehr.',
  entraGroupDeleted: 'Die Gruppe {{name}} wurde in Entra ID gelöscht; sie hat hier keine Mitglieder mehr.',
  groupDropped: 'Die Gruppe {{name}} ist nicht mehr gewählt oder nicht mehr vorhanden; sie wurde hier gelöscht.',
  groupKept:
    'Die Gruppe {{name}} hat keine Mitglieder mehr, bleibt aber: Eine Benutzereinstellung oder eine Regel verwendet sie.',
  linesLeftOut_one: '1 weitere Zeile ist weggelassen.',
  linesLeftOut_other: '{{count, number}} weitere Zeilen sind weggelassen.',
  invited_one: '1 Person wird per E-Mail eingeladen.',
  invited_other: '{{count, number}} Personen werden per E-Mail eingeladen.',
  notInvited_one: '1 neue Person wurde nicht eingeladen: {{problem}}',
  notInvited_other: '{{count, number}} neue Personen wurden nicht eingeladen: {{problem}}',
};
