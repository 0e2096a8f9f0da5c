import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { noTableByText } from './scripts/eslint-rules/no-table-by-text.mjs';

// The boundaries of CONTRIBUTING.md, said by the editor; .dependency-cruiser.cjs holds the same rules over the whole graph.
const noElectron = {
  group: ['electron', 'electron/*'],
  message:
    'The core starts without Electron too: take what you need as a port (electron/core/ports.ts) and let electron/shell supply it.',
};
const noStorage = {
  group: ['**/db/**', '**/admin/**', 'kysely', 'kysely/*'],
  message:
    'Protocol code knows no storage: declare the store interface you need in store.ts beside the service; electron/compose joins them.',
};
const namedExports = [
  { selector: 'ExportDefaultDeclaration', message: 'Use a named export: the name then is the same everywhere.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines the thing.' },
];

const boundaries = (files, ...patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'node_modules/', 'coverage/', 'test-results/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Keys of a property list or of the environment are data and may be written as such.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // Our services and stores are closures without `this`, so their functions may be passed on.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers read well in a template, and zod's and our own function types are often properties.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': ['error', ...namedExports],
    },
  },
  {
    files: ['electron/**/*.ts', 'shared/**/*.ts', 'renderer/**/*.ts', 'renderer/**/*.tsx'],
    plugins: { russet: { rules: { 'no-table-by-text': noTableByText } } },
    rules: { 'russet/no-table-by-text': 'error' },
  },
  {
    files: ['renderer/**/*.tsx', 'renderer/**/*.ts'],
    extends: [reactHooks.configs.flat.recommended, jsxA11y.flatConfigs.recommended],
  },
  boundaries(['shared/**/*.ts'], {
    group: ['node:*', '**/electron/**', '**/renderer/**', 'react', 'kysely'],
    message: 'shared/ is pure TypeScript, zod and i18next, so that both sides can import it.',
  }),
  {
    files: ['shared/ipc/**/*.ts', 'shared/model/**/*.ts', 'shared/rules/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...namedExports,
        {
          selector:
            'CallExpression[callee.property.name=/^(min|max|length|regex|refine)$/] > Literal.arguments[raw=/^./][value=/[a-z]/i]',
          message: "Say it by a key, so that it is read in every language: fieldKey('fields.…').",
        },
        {
          selector:
            'CallExpression[callee.property.name=/^(addIssue|refine)$/] Property[key.name=/^(message|error)$/] > Literal',
          message: "Say it by a key, so that it is read in every language: fieldKey('fields.…') or fieldProblem().",
        },
      ],
    },
  },
  boundaries(['renderer/**/*.ts', 'renderer/**/*.tsx'], {
    group: ['electron', 'electron/*', 'node:*', '**/electron/**'],
    message: 'The window knows only the contract: call a method of shared/ipc through renderer/src/lib/transport.ts.',
  }),
  {
    ...boundaries(['electron/**/*.ts'], noElectron),
    ignores: ['electron/shell/**', 'electron/main.ts', 'electron/preload.ts'],
  },
  boundaries(['electron/{mdm,pki,wire,sign-in,listener}/**/*.ts'], noElectron, noStorage),
  boundaries(['electron/shell/**/*.ts'], {
    group: ['**/mdm/**', '**/pki/**', '**/db/**', '**/admin/**', 'kysely'],
    message: 'The shell sees only electron/core and shared/: whatever it needs goes through createCore.',
  }),
  boundaries(['test/support/device/**/*.ts'], {
    group: ['**/electron/**', '**/shared/**'],
    message: 'The simulated device is a device, not a mock: it may know nothing of the server.',
  }),
  {
    // Tool configurations: the tools want a default export.
    files: ['*.config.ts', '*.config.js', '.dependency-cruiser.cjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'Buffer', 'performance', 'module', 'setTimeout', 'clearTimeout', 'URL', 'fetch'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
);
