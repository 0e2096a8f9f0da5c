// The pages under docs/reference, made from the tables in the code so that they cannot disagree with it.
import { format } from 'prettier';
import { settingDefinitions } from '../../../electron/core/settings.ts';
import { routes } from '../../../electron/mdm/routes.ts';
import { errorCodes } from '../../../shared/errors.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { operatorsOf } from '../../../shared/model/rules.ts';
import { shapeOf } from './shape.ts';

const notice = 'This page is made by `npm run docs`; do not edit it by hand.';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const code = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;

const rulesSection = (): string =>
  [
    '## Rules',
    'A `RuleGroup` is `{ match: "any" | "all", rules: (Rule | RuleGroup)[] }`; without rules it matches nothing. A rule is `{ attribute, operator, value? }`; `groups.attributes` lists the attributes with their types. Text ignores case, versions compare part by part, and what is unknown is blank: operators with `not` match it. A range is `{ from, to }`, a time `{ amount, unit: "hours" | "days" }` ago.',
    table(
      ['Type', 'Operators'],
      Object.entries(operatorsOf).map(([type, operators]) => [type, operators.map((name) => `\`${name}\``).join(', ')]),
    ),
  ].join('\n\n');

const methodsPage = (): string => {
  const areas = new Map<string, string[]>();
  for (const [name, { summary, input, output }] of Object.entries(contract)) {
    const area = name.slice(0, name.indexOf('.'));
    const section = [
      `### ${name}`,
      summary,
      'Input:',
      code(shapeOf(input, 'input')),
      'Output:',
      code(shapeOf(output, 'output')),
    ].join('\n\n');
    areas.set(area, [...(areas.get(area) ?? []), section]);
  }
  return [
    '# Methods of the contract',
    notice,
    "The console calls these methods, and so can a script: `russet call METHOD 'JSON'`; `russet methods` prints the same as JSON schemas. A question mark marks a field that may be left out, `= …` what it then is. Times are milliseconds since 1970 (UTC).",
    rulesSection(),
    ...[...areas].map(([area, sections]) => [`## ${area}`, ...sections].join('\n\n')),
  ].join('\n\n');
};

const errorsPage = (): string =>
  [
    '# Error codes',
    notice,
    'A failed call answers with `{ code, message, ref?, fields? }`. The message says what is wrong and what to do; the code is what a script should look at.',
    table(
      ['Code', 'Meaning'],
      Object.entries(errorCodes).map(([name, meaning]) => [`\`${name}\``, meaning]),
    ),
  ].join('\n\n');

const settingsPage = (): string =>
  [
    '# Settings',
    notice,
    'Office-wide settings, kept in the database. Most are changed on the Server and Apple Business Manager pages.',
    ...Object.entries(settingDefinitions).map(([name, { schema, initial, summary }]) =>
      [
        `## ${name}`,
        summary,
        'Values:',
        code(shapeOf(schema, 'output')),
        'Default:',
        code(JSON.stringify(initial, null, 2)),
      ].join('\n\n'),
    ),
  ].join('\n\n');

const callers: Readonly<Record<(typeof routes)[number]['caller'], string>> = {
  device: 'an enrolled device',
  'apple-signed': 'a device that signs its machine info with its Apple certificate',
  anyone: 'anyone',
};

const size = (bytes: number): string => {
  if (bytes === 0) return 'none';
  return bytes >= 1024 * 1024 ? `${String(bytes / 1024 / 1024)} MB` : `${String(bytes / 1024)} KB`;
};

const routesPage = (): string =>
  [
    '# Routes of the listener',
    notice,
    'Everything that a device or a browser can reach. A request for anything else, or with a larger body, is refused.',
    table(
      ['Method', 'Path', 'Caller', 'Body up to', 'What it does'],
      routes.map((route) => [
        route.methods.join(', '),
        `\`${route.path}\``,
        callers[route.caller],
        size(route.limit),
        route.summary,
      ]),
    ),
  ].join('\n\n');

/** File name under docs/reference to text, formatted as the rest of the project is. */
export const referencePages = async (): Promise<Readonly<Record<string, string>>> => {
  const pages = {
    'methods.md': methodsPage(),
    'errors.md': errorsPage(),
    'settings.md': settingsPage(),
    'routes.md': routesPage(),
  };
  const formatted = Object.entries(pages).map(async ([name, text]) => [
    name,
    await format(text, { parser: 'markdown', printWidth: 120, singleQuote: true }),
  ]);
  return Object.fromEntries(await Promise.all(formatted)) as Record<string, string>;
};
