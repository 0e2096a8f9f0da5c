import type { server as english } from '../../en/core/server.ts';

export const server: Readonly<Record<keyof typeof english, string>> = {
  secretsBySystem:
    'Private Schlüssel und Token sind verschlüsselt; den Schlüssel dazu bewahrt das Betriebssystem für dieses Konto auf.',
  secretsByFile:
    'Private Schlüssel und Token sind verschlüsselt; der Schlüssel dazu liegt in einer Datei des Datenordners, die nur dieses Konto lesen darf. Wer den ganzen Ordner kopiert, hat beides.',
  pushPaused:
    'Es wird nichts per Push gesendet: {{reason}}. Importieren Sie ein gültiges Push-Zertifikat mit demselben Topic.',
  databaseDamaged:
    'Ein Teil der Datenbankdatei ist beschädigt: Was dort liegt, lässt sich nicht lesen, alles andere geht weiter. Beenden Sie Russet, und kopieren Sie zuerst den Datenordner an einen anderen Ort. Setzen Sie dann eine Sicherung von {{file}} an ihre Stelle, oder stellen Sie die Datei, wenn es keine gibt, mit „.recover“ von sqlite3 wieder her. Gefunden: {{found}}.',
  databaseDamagedMore:
    'Ein Teil der Datenbankdatei ist beschädigt: Was dort liegt, lässt sich nicht lesen, alles andere geht weiter. Beenden Sie Russet, und kopieren Sie zuerst den Datenordner an einen anderen Ort. Setzen Sie dann eine Sicherung von {{file}} an ihre Stelle, oder stellen Sie die Datei, wenn es keine gibt, mit „.recover“ von sqlite3 wieder her. Gefunden: {{found}}; und mehr.',
};
