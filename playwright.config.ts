import { defineConfig } from 'playwright/test';

// Real windows of the real app. Every test has its own data folder, so files may run beside each other.
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // Patience costs nothing while tests are green, and machines are busy at times.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 2,
  // The runtime of the offline tests ends by a segmentation fault at about one start in fifty: tried once more, and told.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'out/reports/e2e.json' }]],
  // The packaging test keeps the disk and both cores busy: it runs alone, after the others.
  projects: [
    { name: 'app', testIgnore: '**/packaged.spec.ts' },
    { name: 'packaged', testMatch: '**/packaged.spec.ts', dependencies: ['app'] },
  ],
});
