import type { certificates as english } from '../../en/core/certificates.ts';

export const certificates: Readonly<Record<keyof typeof english, string>> = {
  listenerKeyMissing: 'Der Schlüssel des Listeners fehlt. Starten Sie Russet neu.',
  importedKeyMissing: 'Der Schlüssel des importierten Zertifikats fehlt. Importieren Sie es noch einmal.',
  authorityKeyMissing:
    'Der private Schlüssel von „{{name}}“ fehlt oder gehört nicht dazu. Stellen Sie den Datenordner aus einer Sicherung wieder her.',
  keyEncrypted: 'Der private Schlüssel ist verschlüsselt. Geben Sie auch seine Passphrase ein.',
  passphraseWrong:
    'Die Passphrase öffnet den privaten Schlüssel nicht, oder der Schlüssel ist beschädigt. Prüfen Sie die Passphrase.',
  keyDamaged:
    'Der private Schlüssel ist beschädigt oder von unbekannter Art. Exportieren Sie ihn noch einmal als PEM (PKCS#8).',
  textTooLong: 'Der Text ist zu lang für Zertifikate und einen Schlüssel.',
  blockDamaged:
    'Zertifikat {{position}} des Textes ist beschädigt. Kopieren Sie die Datei noch einmal, mit ihren BEGIN- und END-Zeilen.',
  keyKind:
    'Der Schlüssel ist von einer Art, die Geräte nicht annehmen. Verwenden Sie RSA mit mindestens 2048 Bit oder EC P-256 oder P-384.',
  expired: '„{{name}}“ ist am {{at, day}} abgelaufen. Besorgen Sie ein erneuertes Zertifikat.',
  notYet: '„{{name}}“ gilt erst ab {{at, day}}. Prüfen Sie die Uhr dieses Computers, oder warten Sie.',
  ofAuthority:
    'Das Zertifikat zum Schlüssel ist das einer Zertifizierungsstelle (CA). Importieren Sie stattdessen ein Serverzertifikat.',
  otherHost:
    'Das Zertifikat gilt nicht für „{{host}}“ (es nennt {{names}}). Besorgen Sie eines mit diesem Namen als Subject Alternative Name, oder ändern Sie die Adresse des Servers.',
  noNames: 'keine Namen',
  purposeMissing:
    'Das Zertifikat sagt nicht, dass es für Server gedacht ist (Extended Key Usage); Geräte lehnen es vielleicht ab.',
  otherPurpose:
    'Das Zertifikat ist nicht für Server gedacht (in der Extended Key Usage fehlt „Serverauthentifizierung“).',
  sha1: '„{{name}}“ ist mit SHA-1 signiert, was Geräte ablehnen. Besorgen Sie eines, das mit SHA-256 signiert ist.',
  mayNotSign: '„{{name}}“ in der Kette ist keine Zertifizierungsstelle und darf keine Zertifikate signieren.',
  otherKey:
    'Der private Schlüssel gehört nicht zu „{{name}}“. Importieren Sie den Schlüssel, mit dem das Zertifikat beantragt wurde.',
  none: 'Der Text enthält kein Zertifikat. Fügen Sie die PEM-Datei mit ihren BEGIN- und END-Zeilen ein.',
  noKey: 'Der Text enthält keinen privaten Schlüssel. Fügen Sie die PEM-Datei des Schlüssels hinzu.',
  twoKeys: 'Der Text enthält mehr als einen privaten Schlüssel. Lassen Sie nur den des Serverzertifikats stehen.',
  issuerMissing:
    'Die Kette ist unvollständig: Das Zertifikat des Ausstellers „{{issuer}}“ fehlt. Hängen Sie es hinter „{{name}}“ an.',
  tooLong: 'Das Zertifikat gilt länger als 825 Tage, was Geräte ablehnen. Besorgen Sie eines mit kürzerer Gültigkeit.',
  expiresSoon: 'Das Zertifikat läuft am {{at, day}} ab. Erneuern Sie es rechtzeitig.',
  leftOut: 'Der Text enthält Zertifikate, die nicht zur Kette gehören; sie werden weggelassen.',
  sorted: 'Die Zertifikate waren nicht in der richtigen Reihenfolge; Russet hat sie sortiert.',
  topicChange:
    'Das Zertifikat hat das Topic {{topic}}, das installierte {{installed}}. Mit einem anderen Topic muss sich jedes registrierte Gerät neu registrieren. Erneuern Sie stattdessen das installierte Zertifikat mit demselben Apple Account, oder bestätigen Sie den Wechsel.',
  pushMissing: 'Es ist kein Push-Zertifikat installiert. Importieren Sie auf der Seite „Server“ eines.',
  pushKeyMissing: 'Der Schlüssel des Push-Zertifikats fehlt. Importieren Sie das Zertifikat noch einmal.',
  pushPassword:
    'Das Passwort öffnet die PKCS#12-Datei nicht. Geben Sie das Passwort ein, das beim Export festgelegt wurde.',
  pushFormat:
    'Die Datei ist weder PEM noch PKCS#12, oder sie ist beschädigt. Exportieren Sie Zertifikat und Schlüssel noch einmal.',
  pushContents:
    'Die PKCS#12-Datei enthält ein Zertifikat oder einen Schlüssel, der nicht lesbar ist. Exportieren Sie beides noch einmal.',
  pushEmpty: 'Die Datei ist leer. Wählen Sie das Zertifikat aus dem Apple Push Certificates Portal.',
  pushTooLarge: 'Die Datei ist zu groß für ein Push-Zertifikat.',
  pushNone: 'Es ist kein Zertifikat darin. Fügen Sie die PEM-Datei aus dem Apple Push Certificates Portal hinzu.',
  pushNoKey:
    'Es ist kein privater Schlüssel darin, nur das Zertifikat. Exportieren Sie beides zusammen als PKCS#12-Datei (.p12), oder fügen Sie die PEM-Datei des Schlüssels hinzu, mit dem das Zertifikat beantragt wurde.',
  pushAlgorithm:
    'Die PKCS#12-Datei ist auf eine Art geschützt, die Russet nicht kennt. Exportieren Sie sie noch einmal mit AES-256, zum Beispiel mit OpenSSL.',
  pushKind: '„{{name}}“ ist kein MDM-Push-Zertifikat: Sein Inhaber hat keine Benutzer-ID, die mit {{prefix}} beginnt',
  pushOtherKey:
    'Der private Schlüssel gehört nicht zum Zertifikat. Verwenden Sie den Schlüssel, mit dem dieses Zertifikat beantragt wurde.',
  pushExpired: 'Das Zertifikat ist am {{at, day}} abgelaufen. Erneuern Sie es im Apple Push Certificates Portal.',
  pushNotYet: 'Das Zertifikat gilt erst ab {{at, day}}. Prüfen Sie die Uhr dieses Computers.',
  anchor: 'Der Vertrauensanker ist kein Zertifikat; geben Sie eines in PEM an.',
};
