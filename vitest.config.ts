import { defineConfig } from 'vitest/config';

const suite = (name: string) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`] },
});

export default defineConfig({
  test: {
    projects: [suite('unit'), suite('integration')],
    environment: 'node',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
