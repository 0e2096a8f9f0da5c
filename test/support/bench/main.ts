// The bench: measures what docs/performance.md promises, prints it, and writes the measured table there.
import { arch, cpus, platform } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AppCommand } from './app.ts';
import { playRole } from './child.ts';
import { benchDesktop } from './desktop.ts';
import { benchListener } from './listener.ts';
import { createBenchOffice } from './office.ts';
import { tableOf, writeMeasured, type Row } from './report.ts';
import { benchScale } from './scale.ts';
import { benchStrangers } from './strangers.ts';

const usage = `Usage: npm run bench [-- --quick] [--only listener,strangers,desktop,scale] [--cpu-prof DIR]

  --quick         short runs, nothing is written into docs/performance.md
  --only PARTS    some parts only; nothing is written either
  --cpu-prof DIR  writes CPU profiles of the server under test into DIR
`;

const parts = ['listener', 'strangers', 'desktop', 'scale'] as const;

const say = (line: string): void => {
  console.log(`bench: ${line}`);
};

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    'cpu-prof': { type: 'string' },
    help: { type: 'boolean', default: false },
    role: { type: 'string' },
  },
});

const run = async (): Promise<void> => {
  const { quick } = values;
  const chosen = parts.filter((part) => values.only === undefined || values.only.split(',').includes(part));
  const profile = values['cpu-prof'];
  const command = process.env['RUSSET_BENCH_APP'];
  if (command === undefined) throw new Error('start the bench by `npm run bench`');
  const app = JSON.parse(command) as AppCommand;
  const root = process.cwd();
  const pace = { rounds: quick ? 1 : 5, durationMs: quick ? 2000 : 4000, say };

  say('enrolling the devices');
  const office = await createBenchOffice(root, 16);
  try {
    const rows: Row[] = [];
    if (chosen.includes('listener')) {
      const nodeArgs = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
      rows.push(...(await benchListener(office, { ...pace, nodeArgs })));
    }
    if (chosen.includes('strangers'))
      rows.push(...(await benchStrangers(office, { durationMs: pace.durationMs * 2, say })));
    if (chosen.includes('desktop')) rows.push(...(await benchDesktop(office, app, pace)));
    if (chosen.includes('scale')) rows.push(...(await benchScale(office, app, { quick, say })));
    const table = tableOf(rows);
    console.log(`\n${table}\n`);
    if (!quick && chosen.length === parts.length) {
      const machine = `${String(cpus().length)} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${platform()} ${arch()}, Node ${process.version}`;
      const date = new Date().toISOString().slice(0, 10);
      await writeMeasured(join(root, 'docs/performance.md'), `Measured on ${date}: ${machine}.\n\n${table}`);
      say('docs/performance.md has the new numbers');
    }
    if (rows.some(({ met }) => met === false)) process.exitCode = 1;
  } finally {
    await office.remove();
  }
};

if (values.help) console.log(usage);
else if (!playRole(values.role)) await run();
