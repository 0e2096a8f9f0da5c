export const shell = {
  couldNotStart: 'Russet could not start',
  nothingChanged: 'Nothing was changed. The data lies in {{folder}}.',
  code: 'Code: {{code}}',
  tryAgain: 'Try again',
  showFolder: 'Show the data folder',
  quit: 'Quit',
} as const;
