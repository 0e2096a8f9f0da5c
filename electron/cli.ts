// Entry of the `russet` command. Wiring only.
import { homedir } from 'node:os';
import { text } from 'node:stream/consumers';
import { runCommand } from './cli/commands.ts';
import { defaultDataFolder } from './core/default-data-folder.ts';

const usual = defaultDataFolder(process.platform, process.env, homedir());
const fromEnvironment = process.env.RUSSET_DATA;

// The reader of a pipe went away, as `head` does.
process.stdout.on('error', () => process.exit());

process.exitCode = await runCommand(
  process.argv.slice(2),
  fromEnvironment === undefined || fromEnvironment === '' ? usual : fromEnvironment,
  {
    out: (line) => process.stdout.write(line),
    say: (line) => process.stderr.write(line),
    readInput: () => text(process.stdin),
  },
);
