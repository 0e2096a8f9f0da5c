// The reference of the contract: an index of all methods, and a page an area with what goes in and comes out.
import { contract } from '../../../shared/ipc/contract.ts';
import { type EventTopic, eventTopics } from '../../../shared/ipc/events.ts';
import { operatorsOf } from '../../../shared/rules/rules.ts';
import { anchorOf, code, notice, table } from './markdown.ts';
import { shapeOf } from './shape.ts';

interface Area {
  readonly name: string;
  /** Path of its page below docs/reference. */
  readonly file: string;
  readonly methods: readonly (readonly [name: string, method: (typeof contract)[keyof typeof contract]])[];
}

const fileOf = (area: string): string =>
  `methods/${area.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`;

/** After which events of `GET /events` a script asks again. */
const readsLine = (topics: readonly EventTopic[]): string[] =>
  topics.length === 0
    ? []
    : [
        topics.length === eventTopics.length
          ? 'May answer something else after every event.'
          : `May answer something else after events of ${topics.map((topic) => `\`${topic}\``).join(', ')}.`,
      ];

/** In the order of the contract. */
const areas = (): Area[] => {
  const byName = new Map<string, Area['methods'][number][]>();
  for (const [name, method] of Object.entries(contract)) {
    const area = name.slice(0, name.indexOf('.'));
    byName.set(area, [...(byName.get(area) ?? []), [name, method]]);
  }
  return [...byName].map(([name, methods]) => ({ name, file: fileOf(name), methods }));
};

const rulesSection = (): string =>
  [
    '## Rules',
    'A `RuleGroup` is `{ match: "any" | "all", rules: (Rule | RuleGroup)[] }`; without rules it matches nothing. A rule is `{ attribute, operator, value? }`; `rules.attributes` lists the attributes with their types. Text ignores case, versions compare part by part, and what is unknown is blank: operators with `not` match it. A range is `{ from, to }`, a time `{ amount, unit: "hours" | "days" }` ago.',
    table(
      ['Type', 'Operators'],
      Object.entries(operatorsOf).map(([type, operators]) => [type, operators.map((name) => `\`${name}\``).join(', ')]),
    ),
  ].join('\n\n');

const indexPage = (all: readonly Area[]): string =>
  [
    '# Methods of the contract',
    notice,
    "The console calls these methods, and so can a script: `russet call METHOD 'JSON'`; `russet methods` prints the same as JSON schemas. A method leads to what goes in and comes out. A question mark there marks a field that may be left out, `= …` what it then is. Times are milliseconds since 1970 (UTC). How a call fails: [error codes](errors.md).",
    table(
      ['Method', 'What it does', 'Page'],
      all.flatMap(({ file, methods }) =>
        methods.map(([name, { summary }]) => [
          `[\`${name}\`](${file}#${anchorOf(name)})`,
          summary,
          `[${file}](${file})`,
        ]),
      ),
    ),
    rulesSection(),
  ].join('\n\n');

const areaPage = ({ name, methods }: Area): string =>
  [
    `# Methods: ${name}`,
    notice,
    'How to read and call them: [methods of the contract](../methods.md).',
    ...methods.map(([method, { summary, input, output, reads }]) =>
      [
        `## ${method}`,
        summary,
        ...readsLine(reads),
        'Input:',
        code(shapeOf(input, 'input')),
        'Output:',
        code(shapeOf(output, 'output')),
      ].join('\n\n'),
    ),
  ].join('\n\n');

/** Path below docs/reference to text. */
export const methodPages = (): Readonly<Record<string, string>> => {
  const all = areas();
  return {
    'methods.md': indexPage(all),
    ...Object.fromEntries(all.map((area) => [area.file, areaPage(area)])),
  };
};
