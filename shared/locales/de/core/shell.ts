import type { shell as english } from '../../en/core/shell.ts';

export const shell: Readonly<Record<keyof typeof english, string>> = {
  couldNotStart: 'Russet konnte nicht starten',
  nothingChanged: 'Es wurde nichts geändert. Die Daten liegen in {{folder}}.',
  code: 'Code: {{code}}',
  tryAgain: 'Erneut versuchen',
  showFolder: 'Datenordner anzeigen',
  quit: 'Beenden',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einsetzen',
  selectAll: 'Alles auswählen',
  file: 'Datei',
  edit: 'Bearbeiten',
  view: 'Darstellung',
  window: 'Fenster',
  help: 'Hilfe',
  closeWindow: 'Fenster schließen',
  about: 'Über Russet',
  open: 'Russet öffnen',
  startAtLogin: 'Bei der Anmeldung starten',
  quitRusset: 'Russet beenden',
  goesOn: 'Russet läuft weiter',
  goesOnWhy:
    'Das Fenster ist geschlossen, aber Geräte werden weiter bedient. Das Symbol im Infobereich holt das Fenster zurück und beendet Russet.',
};
