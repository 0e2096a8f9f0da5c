// `npm test [-- --only unit,e2e | --without e2e]`: sets up what is missing, runs every stage and goes on after a failing one.
// The last line is `N passed, N failed`; the exit code tells whether anything failed.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { startVirtualDisplay } from './display.mjs';
import { exitWith, SetupError } from './run.mjs';
import { setUpPackages, setUpPrograms } from './setup.mjs';
import { prepareReports, stages } from './stages.mjs';

const readOptions = () => {
  try {
    return parseArgs({ options: { only: { type: 'string' }, without: { type: 'string' } } }).values;
  } catch (error) {
    throw new SetupError(`${error.message}\nUse: npm test [-- --only STAGE,STAGE | --without STAGE,STAGE]`);
  }
};

const wantedStages = () => {
  const values = readOptions();
  const names = (text) => (text === undefined ? [] : text.split(',').map((name) => name.trim()));
  for (const name of [...names(values.only), ...names(values.without)]) {
    if (!stages.some((stage) => stage.name === name)) {
      throw new SetupError(`There is no stage "${name}"; there are: ${stages.map((stage) => stage.name).join(', ')}.`);
    }
  }
  return stages.filter(
    ({ name }) =>
      (values.only === undefined || names(values.only).includes(name)) && !names(values.without).includes(name),
  );
};

const runStage = async (stage, displayEnv) => {
  const startedAt = performance.now();
  const { passed, failed, output } = await stage.run(displayEnv);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (failed > 0)
    console.log(`\n----- ${stage.name}: output -----\n${output.trimEnd()}\n----- end of ${stage.name} -----\n`);
  console.log(
    `${failed === 0 ? 'ok    ' : 'FAILED'} ${stage.name.padEnd(12)} ${passed} passed, ${failed} failed (${seconds} s)`,
  );
  return { passed, failed };
};

/** Runs `work` on each item, at most `width` at a time. */
const inPool = async (items, width, work) => {
  const results = [];
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
};

const test = async () => {
  const wanted = wantedStages();
  const needsWindow = wanted.some(({ group }) => group === 'window');
  const needsPrograms = needsWindow || wanted.some(({ name }) => name === 'integration');
  await setUpPackages();
  prepareReports();

  const inGroup = (group) => wanted.filter((stage) => stage.group === group);
  // What only reads the sources begins while the programs of the other stages are still on their way.
  const [checked] = await Promise.all([
    inPool(inGroup('static'), Math.min(2, availableParallelism()), (stage) => runStage(stage)),
    setUpPrograms({ tests: needsPrograms, electron: needsWindow, build: needsPrograms }),
  ]);
  // Always a screen of our own: windows of a test shall not depend on, or disturb, the one somebody works at.
  const display = needsWindow && process.platform === 'linux' ? await startVirtualDisplay() : undefined;
  const results = [
    ...checked,
    ...(await inPool(inGroup('suite'), 1, (stage) => runStage(stage))),
    ...(await inPool(inGroup('window'), 1, (stage) => runStage(stage, display?.env))),
  ];
  display?.stop();

  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  // The virtual screen would keep the process; nothing is left to wait for.
  process.exit(sum('failed') === 0 ? 0 : 1);
};

await test().catch(exitWith);
