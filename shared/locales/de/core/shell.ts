import type { shell as english } from '../../en/core/shell.ts';

export const shell: Readonly<Record<keyof typeof english, string>> = {
  couldNotStart: 'Russet konnte nicht starten',
  nothingChanged: 'Es wurde nichts geändert. Die Daten liegen in {{folder}}.',
  code: 'Code: {{code}}',
  tryAgain: 'Erneut versuchen',
  showFolder: 'Datenordner anzeigen',
  quit: 'Beenden',
};
