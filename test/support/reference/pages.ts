// The pages of docs that are made from the tables in the code, so that they cannot disagree with it.
import { join } from 'node:path';
import { format } from 'prettier';
import { settingDefinitions } from '../../../electron/core/settings.ts';
import { routes } from '../../../electron/listener/routes.ts';
import { errorCodes } from '../../../shared/errors.ts';
import { floorsPicture, readFloors } from './floors.ts';
import { code, notice, table } from './markdown.ts';
import { methodPages } from './methods.ts';
import { scenariosPage } from './scenarios.ts';
import { shapeOf } from './shape.ts';

/** A section a code, so that a message of a failure can be looked up and linked to. */
const errorsPage = (): string =>
  [
    '# Error codes',
    notice,
    'A failed call answers with `{ code, message, ref?, fields? }`. The message says what is wrong in this case and what to do; the code is what a script should look at. What a device was refused with stands in its log.',
    ...Object.entries(errorCodes).map(([name, { meaning, remedy }]) =>
      [`## ${name}`, meaning, `**What to do:** ${remedy}`].join('\n\n'),
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
  device: 'an enrolled device, known before the body is read',
  'body-apple-signed': 'a device whose body, signed with its Apple certificate, is checked once it is read',
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

/** Path below docs to text, formatted as the rest of the project is. `root` is the folder of the project. */
export const referencePages = async (root: string): Promise<Readonly<Record<string, string>>> => {
  const reference = {
    ...methodPages(),
    'errors.md': errorsPage(),
    'settings.md': settingsPage(),
    'routes.md': routesPage(),
  };
  const pages = [
    ...Object.entries(reference).map(([name, text]) => [`reference/${name}`, text] as const),
    ['scenarios.md', await scenariosPage(join(root, 'test'))] as const,
  ];
  const formatted = pages.map(async ([name, text]) => [
    name,
    await format(text, { parser: 'markdown', printWidth: 120, singleQuote: true }),
  ]);
  return {
    ...(Object.fromEntries(await Promise.all(formatted)) as Record<string, string>),
    'floors.svg': floorsPicture(readFloors(root)),
  };
};
