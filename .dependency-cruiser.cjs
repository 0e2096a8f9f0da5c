// Who may import whom. Each comment says what to do instead; CONTRIBUTING.md has the picture.
const { floors } = require('./floors.cjs');

const below = (floor) =>
  floors
    .slice(0, floor)
    .flat()
    .map(({ folder }) => `^${folder}/`);

/** One rule a folder of floors.cjs; imports of types count. */
const floorRules = floors.flatMap((folders, floor) =>
  folders.map(({ folder, beside = [] }) => ({
    name: `floor-${floor + 1}-${folder.replace('electron/', '')}`,
    comment:
      'A folder imports lower floors only, types included (floors.cjs): move the common part down, or ask for it by a port.',
    severity: 'error',
    from: { path: `^${folder}/` },
    to: {
      path: '^(electron|renderer|shared)/',
      pathNot: [...[folder, ...beside].map((one) => `^${one}/`), ...below(floor)],
    },
  })),
);

/** A folder of the core that stands on no floor would be held by no rule. */
const homeless = {
  name: 'every-folder-has-a-floor',
  comment: 'Give the folder a place in floors.cjs.',
  severity: 'error',
  from: { path: '^electron/[^/]+/', pathNot: ['^electron/(shell|cli)/', ...below(floors.length)] },
  to: {},
};

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or hide a third that both should import.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-is-pure',
      comment: 'shared/ is imported by both sides: pure TypeScript, zod and i18next, nothing of ours, nothing of Node.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', 'node_modules/(zod|i18next)/'] },
    },
    {
      name: 'renderer-knows-only-the-contract',
      comment: 'The window talks to the core by the contract in shared/ alone: add a method there.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ['^electron/', '^test/', 'node_modules/electron/'] },
    },
    {
      name: 'features-are-independent',
      comment:
        'A renderer feature never imports another one: move the common part to parts/, components/ or lib/, compose in app/.',
      severity: 'error',
      from: { path: '^renderer/src/features/([^/]+)/' },
      to: { path: '^renderer/src/features/', pathNot: '^renderer/src/features/$1/' },
    },
    {
      name: 'components-know-no-feature',
      comment: 'What features share is below them: app -> features -> parts -> components, lib.',
      severity: 'error',
      from: { path: '^renderer/src/(parts|components|lib)/' },
      to: { path: '^renderer/src/(features|app)/' },
    },
    {
      name: 'components-know-no-domain',
      comment: 'What shows people, devices or rules is a part: components/ and lib/ serve any of them.',
      severity: 'error',
      from: { path: '^renderer/src/(components|lib)/' },
      to: { path: '^renderer/src/parts/' },
    },
    {
      name: 'core-without-electron',
      comment: 'The core must start headless: ask for a port (electron/core/ports.ts) instead.',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/(shell/|main\\.ts|preload\\.ts)' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'alias-in-the-window-alone',
      comment: 'Only the build of the window knows @shared: elsewhere the path is written out.',
      severity: 'error',
      from: { pathNot: '^renderer/' },
      to: { dependencyTypes: ['aliased'] },
    },
    ...floorRules,
    homeless,
    {
      name: 'protocol-without-storage',
      comment: 'Protocol code declares the store it needs beside the service; electron/compose joins them.',
      severity: 'error',
      from: { path: '^electron/(core|model|wire|net|compatibility|mdm|pki|sign-in|listener)/' },
      to: { path: 'node_modules/(kysely|sqlite3)/' },
    },
    {
      name: 'admin-calls-services',
      comment: 'admin/ calls services and stores: SQL belongs to db/stores, property lists to wire.',
      severity: 'error',
      from: { path: '^electron/admin/' },
      to: { path: ['node_modules/(kysely|plist|sqlite3)/', '^electron/wire/'] },
    },
    {
      name: 'shell-sees-only-the-core',
      comment: 'The shell supplies ports and shows windows: everything else goes through createCore.',
      severity: 'error',
      from: { path: '^electron/shell/' },
      to: { path: '^electron/', pathNot: '^electron/(shell|core|compose)/' },
    },
    {
      name: 'nothing-imports-the-shell',
      comment: 'Only the entries know the shell.',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/(shell/|main\\.ts|preload\\.ts)' },
      to: { path: '^electron/shell/' },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'What ships may not depend on what tests it.',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/' },
      to: { path: '^test/' },
    },
    {
      name: 'device-knows-no-server',
      comment: 'The simulated device is a device, not a mock: its own keys, its own encoders.',
      severity: 'error',
      from: { path: '^test/support/device/' },
      to: { path: '^(electron|shared|renderer)/' },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'product-without-dev-packages',
      comment: 'The Node side is not bundled: what it imports must be in "dependencies".',
      severity: 'error',
      from: { path: '^electron/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/electron/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
