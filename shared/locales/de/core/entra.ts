import type { entra as english } from '../../en/core/entra.ts';

export const entra: Readonly<Record<keyof typeof english, string>> = {
  status: 'Der Anmeldedienst von Microsoft antwortet mit dem Status {{status}}. Versuchen Sie es später noch einmal.',
  refused: 'Microsoft weist die App ab: {{answer}}. Prüfen Sie Mandanten-ID, Anwendungs-ID und Anmeldeinformation.',
  noToken: 'Der Anmeldedienst von Microsoft sendet kein Token.',
  secretRefused:
    'Microsoft weist den geheimen Clientschlüssel ab. Kopieren Sie aus „Zertifikate & Geheimnisse“ der App-Registrierung den Wert des Schlüssels, nicht seine ID.',
  secretExpired:
    'Der geheime Clientschlüssel ist abgelaufen. Erstellen Sie unter „Zertifikate & Geheimnisse“ der App-Registrierung einen neuen.',
  noApp:
    'Der Mandant hat keine App mit dieser Client-ID. Kopieren Sie die Anwendungs-ID (Client-ID) der App-Registrierung.',
  noTenant:
    'Microsoft kennt keinen Mandanten mit dieser ID. Kopieren Sie die Verzeichnis-ID (Mandanten-ID) der App-Registrierung.',
  certificateRefused:
    'Microsoft weist das Zertifikat ab. Laden Sie dieses Zertifikat unter „Zertifikate & Geheimnisse“ der App-Registrierung hoch, und prüfen Sie die Uhr dieses Computers.',
  credentialKind:
    'Die App-Registrierung nimmt diese Art von Anmeldeinformation nicht an. Verwenden Sie einen geheimen Clientschlüssel oder ein hochgeladenes Zertifikat.',
  credentialMissing: 'Microsoft vermisst einen geheimen Clientschlüssel oder ein Zertifikat.',
  graphUnknown:
    'Der Mandant kennt Microsoft Graph nicht. Erteilen Sie der App-Registrierung die Administratorzustimmung.',
  consent:
    'Die Zustimmung fehlt: Öffnen Sie die API-Berechtigungen der App-Registrierung und erteilen Sie die Administratorzustimmung.',
  pem: 'Fügen Sie das Zertifikat und seinen privaten Schlüssel ein, beides im PEM-Format.',
  rsa: 'Microsoft verlangt hier einen RSA-Schlüssel mit mindestens 2048 Bit. Erstellen Sie ein Zertifikat mit einem solchen.',
  otherKey: 'Der private Schlüssel gehört nicht zum Zertifikat.',
  certificateExpired: 'Das Zertifikat ist abgelaufen. Erstellen Sie ein neues und laden Sie es in Entra ID hoch.',
  noKeys: 'Microsoft gibt die Schlüssel des Mandanten nicht heraus. Versuchen Sie es später noch einmal.',
  untrusted:
    'Der Verbindung zu {{host}} wird nicht vertraut ({{code}}). Vielleicht liegt ein Proxy dazwischen, der TLS aufbricht: Lassen Sie diesen Computer {{host}} direkt erreichen.',
  unknownHost:
    'Der Name {{host}} lässt sich nicht auflösen. Prüfen Sie Internetverbindung, Proxy und Firewall, und versuchen Sie es dann noch einmal.',
  unreachable:
    '{{host}} ist nicht erreichbar ({{reason}}). Prüfen Sie Internetverbindung, Proxy und Firewall, und versuchen Sie es dann noch einmal.',
  tooSlow: '{{host}} antwortet nicht innerhalb von {{seconds}} Sekunden.',
  tooMuch: '{{host}} sendet mehr, als eine solche Antwort haben kann.',
  graphConsent:
    'Microsoft lässt die App das Verzeichnis nicht lesen: Die Zustimmung fehlt. Öffnen Sie die API-Berechtigungen der App-Registrierung, fügen Sie die Anwendungsberechtigungen User.Read.All und GroupMember.Read.All von Microsoft Graph hinzu, und erteilen Sie die Administratorzustimmung.',
  graphToken:
    'Microsoft Graph weist das Token der App ab. Prüfen Sie Mandanten-ID, Anwendungs-ID und Anmeldeinformation.',
  graphBusy:
    'Microsoft Graph ist ausgelastet oder gestört (Status {{status}}). Russet versucht es beim nächsten Abgleich wieder.',
  graphRefuses: 'Microsoft Graph lehnt die Anfrage ab ({{status}}): {{answer}}',
  graphGarbage:
    'Microsoft Graph antwortet mit etwas anderem als dem, was gefragt war. Versuchen Sie es noch einmal; wenn es so bleibt, prüfen Sie, ob ein Proxy an seiner Stelle antwortet.',
  nobody: 'Microsoft Graph nennt überhaupt keine Personen. Es wurde nichts geändert.',
  ownLinks: 'Microsoft Graph lehnt zweimal hintereinander seine eigenen Links ab. Versuchen Sie es später noch einmal.',
  enterCredential: 'Geben Sie den geheimen Clientschlüssel oder das Zertifikat der App-Registrierung ein.',
  otherTenant:
    'Personen des jetzigen Mandanten sind bereits hier. Entfernen Sie zuerst diese Entra-ID-Benutzerquelle, und richten Sie dann den anderen Mandanten ein.',
  removed: 'Die Entra-ID-Benutzerquelle wurde entfernt.',
  tooManyGone:
    '{{people, number}} Personen sind verschwunden, und {{limit, number}} dürfen ohne Rückfrage deaktiviert werden: Keine davon wurde deaktiviert. Prüfen Sie den Mandanten; wenn dort alles stimmt, wählen Sie „Trotzdem abgleichen“.',
  filterNeedsGroups:
    'Wählen Sie mindestens eine Gruppe, oder übernehmen Sie nicht nur Mitglieder von Gruppen: Es bliebe niemand.',
  nobodyInGroups:
    'In den gewählten Gruppen ist niemand. Es wurde nichts geändert: Wählen Sie andere Gruppen, oder übernehmen Sie nicht nur deren Mitglieder.',
  none: 'Es gibt keine Entra-ID-Benutzerquelle.',
  enableFirst: 'Kreuzen Sie zuerst „Dieses Entra ID aktivieren“ an und sichern Sie.',
};
