export const shell = {
  couldNotStart: 'Russet could not start',
  nothingChanged: 'Nothing was changed. The data lies in {{folder}}.',
  code: 'Code: {{code}}',
  tryAgain: 'Try again',
  showFolder: 'Show the data folder',
  quit: 'Quit',
  unsaved: 'Discard what is not saved?',
  unsavedText: 'Something was typed in the window and not saved. It is lost when Russet quits.',
  keepEditing: 'Keep editing',
  discard: 'Discard and quit',
} as const;
