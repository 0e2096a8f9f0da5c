// What `npm test` runs. A check counts as one test; a suite counts what its runner reports.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';

const cache = (name) => join(root, 'out/cache', name);
const tool = (path) => join(root, 'node_modules', path);
const reportFile = (name) => join(root, 'out/reports', `${name}.json`);

const runNode = (args, env = {}) =>
  run(process.execPath, args, { cwd: root, quiet: true, env: { ...process.env, FORCE_COLOR: '0', ...env } });

const check =
  (...args) =>
  async () => {
    const { code, output } = await runNode(args);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
  };

const readReport = (name) => {
  try {
    return JSON.parse(readFileSync(reportFile(name), 'utf8'));
  } catch {
    return undefined;
  }
};

/** A run that ended badly without a failing test (a crash, a file that does not load) still counts as a failure. */
const counted = (code, output, passed, failed) => ({
  passed,
  failed: code === 0 ? failed : Math.max(failed, 1),
  output,
});

/** `projects` are those of vitest.config.ts. */
const vitestSuite = (name, projects) => async () => {
  rmSync(reportFile(name), { force: true });
  const { code, output } = await runNode([
    tool('vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile(name)}`,
  ]);
  const report = readReport(name);
  return counted(code, output, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0);
};

const playwrightSuite = (project) => async (displayEnv) => {
  rmSync(reportFile(project), { force: true });
  const { code, output } = await runNode(
    [
      tool('playwright/cli.js'),
      'test',
      '--project',
      project,
      '--no-deps',
      '--pass-with-no-tests',
      '--reporter=list,json',
    ],
    { ...displayEnv, PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile(project) },
  );
  const stats = readReport(project)?.stats;
  const flaky = stats?.flaky ?? 0;
  if (flaky > 0) console.log(`${project}: ${flaky} passed only when tried again`);
  return counted(code, output, (stats?.expected ?? 0) + flaky, stats?.unexpected ?? 0);
};

/**
 * `group: 'static'` may run beside each other, those that take longest first; the others have the machine for themselves.
 * The caches go by content, in `out/`: a fresh clone checks every file.
 */
export const stages = [
  {
    name: 'lint',
    group: 'static',
    run: check(join(root, 'scripts/lint.mjs')),
  },
  { name: 'types', group: 'static', run: check(tool('typescript-native/bin/tsc'), '-b') },
  {
    name: 'format',
    group: 'static',
    run: check(
      tool('prettier/bin/prettier.cjs'),
      ...['--check', '.', '--cache', '--cache-strategy=content', `--cache-location=${cache('prettier')}`],
    ),
  },
  {
    name: 'boundaries',
    group: 'static',
    run: check(
      tool('dependency-cruiser/bin/dependency-cruise.mjs'),
      ...[
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'err-long',
        'electron',
        'renderer/src',
        'shared',
        'test',
      ],
    ),
  },
  { name: 'dead code', group: 'static', run: check(tool('knip/bin/knip.js'), '--no-progress') },
  { name: 'unit', group: 'suite', run: vitestSuite('unit', ['unit']) },
  { name: 'integration', group: 'suite', run: vitestSuite('integration', ['integration', 'alone']) },
  { name: 'e2e', group: 'window', run: playwrightSuite('app') },
  { name: 'packaged', group: 'window', run: playwrightSuite('packaged') },
];

/** Makes the folder that the runners write their reports into. */
export const prepareReports = () => mkdirSync(join(root, 'out/reports'), { recursive: true });
