import type { shell as english } from '../../en/core/shell.ts';

export const shell: Readonly<Record<keyof typeof english, string>> = {
  couldNotStart: 'Russet konnte nicht starten',
  nothingChanged: 'Es wurde nichts geändert. Die Daten liegen in {{folder}}.',
  code: 'Code: {{code}}',
  tryAgain: 'Erneut versuchen',
  showFolder: 'Datenordner anzeigen',
  quit: 'Beenden',
  unsaved: 'Nicht Gespeichertes verwerfen?',
  unsavedText: 'Im Fenster wurde etwas eingegeben und nicht gespeichert. Es geht verloren, wenn Russet beendet wird.',
  keepEditing: 'Weiter bearbeiten',
  discard: 'Verwerfen und beenden',
};
