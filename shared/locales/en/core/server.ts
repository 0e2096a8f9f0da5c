/** The state of the server as its page tells it. */
export const server = {
  secretsBySystem: 'Private keys and tokens are encrypted; the key is kept by the operating system for this account.',
  secretsByFile:
    'Private keys and tokens are encrypted; the key lies in a file of the data folder that only this account may read. Whoever copies the whole folder has both.',
  pushPaused: 'Pushes are paused: {{reason}}. Import a valid push certificate with the same topic.',
  databaseDamaged:
    'Part of the database file is damaged: what lies there cannot be read, everything else goes on working. Quit Russet and copy the data folder away first. Then put a backup of {{file}} in its place or, without one, rebuild the file with sqlite3\'s ".recover". Found: {{found}}.',
  databaseDamagedMore:
    'Part of the database file is damaged: what lies there cannot be read, everything else goes on working. Quit Russet and copy the data folder away first. Then put a backup of {{file}} in its place or, without one, rebuild the file with sqlite3\'s ".recover". Found: {{found}}; and more.',
} as const;
