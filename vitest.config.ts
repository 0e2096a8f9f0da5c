import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What measures time or memory, fills the machine or kills what it started: one file after the other, each in a process of
 * its own, with nothing beside it.
 */
const alone = [
  'directory/ldap-load',
  'exports/exports',
  'hardening/sign-in-answers',
  'people/user-list',
  'pki/cms-openssl',
  'rules/hundred-thousand',
].map((name) => `test/integration/${name}.test.ts`);

/** Files of half a minute and more, begun first, so that no worker is left alone with one at the end. */
const long = ['story/year', 'hardening/kill', 'audit/refused-writes', 'scenarios/faults-start', 'directory/kill'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = long.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return at < 0 ? long.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  // As the window's own build has it.
  resolve: { alias: { '@shared': join(import.meta.dirname, 'shared') } },
  test: {
    environment: 'node',
    // Patience costs nothing while tests are green, and machines are busy at times.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], isolate: false, maxWorkers: 2 },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: alone,
          // Files share the modules they load, which nothing may change: no test replaces a module or the environment.
          isolate: false,
          // One more than cores: they wait for programs and networks.
          maxWorkers: 3,
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
