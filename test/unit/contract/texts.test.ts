// What a person reads in the console is a text by key, never a sentence of the core in English.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../../shared/ipc/contract.ts';

/** Names under which sentences of the core came as plain strings, and names of that kind. */
const textLike =
  /^(alarm|advice|cause|comment|consequence|details?|error|explanation|finding|hint|label|lastError|meaning|message|notes?|outcome|problems?|reasons?|remedy|result|sentence|summary|text|title|warnings?|why|words)$|(Problem|Error|Hint|Note|Warning|Message|Reason|Result|Text|Hidden)$/;

/** Fields with such a name that carry no words of the core, and whose words they are. */
const otherWords: Readonly<Record<string, string>> = {
  'logs.list rows.detail': 'the device log is kept in English, with what the device said',
  'logs.get detail': 'the device log is kept in English, with what the device said',
  'logs.get errors.text': 'words of the device',
  'groups.get rulesText': 'kept for the command line; the console words the rules itself',
  'groups.importErrors text': 'a file',
  'ldap.reportCsv text': 'a file',
  'entra.reportCsv text': 'a file',
  'queries.list text': 'what somebody searched for',
  'userSettings.list body.title': 'the terms of the office',
  'userSettings.list body.text': 'the terms of the office',
  'terms.versions title': 'the terms of the office',
  'terms.versions text': 'the terms of the office',
  'users.signIn acceptedTerms.title': 'the terms of the office',
  'rules.preview rows.detail': 'the e-mail address of a person',
  'ldap.preview detail': 'words of the directory',
  'ldap.search detail': 'words of the directory',
  'enrollment.domainFile snippets.text': 'the configuration of a web server',
  'mailTemplates.list text': 'the mails of the office',
  'mailTemplates.preview text': 'the mails of the office',
};

type Schema = Readonly<Record<string, unknown>>;
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const schemas = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);

/** Paths of a schema's plain strings that are no choice of values; where a text by key may stand as well, it is none. */
const plainStrings = (root: Schema): ReadonlySet<string> => {
  const found = new Set<string>();
  const isText = (schema: Schema): boolean =>
    typeof schema['$ref'] === 'string' && schema['$ref'].includes('AdminText');
  const look = (schema: Schema, path: readonly string[], within: ReadonlySet<unknown>): void => {
    if (within.has(schema) || isText(schema)) return;
    const deeper = new Set([...within, schema]);
    const ref = schema['$ref'];
    if (typeof ref === 'string') {
      const target = ref
        .split('/')
        .slice(1)
        .reduce<unknown>((at, key) => (isSchema(at) ? at[key] : undefined), root);
      if (isSchema(target)) look(target, path, deeper);
    }
    const choices = [...schemas(schema['anyOf']), ...schemas(schema['oneOf'])];
    if (!choices.some(isText)) for (const choice of choices) look(choice, path, deeper);
    if (schema['type'] === 'string' && schema['enum'] === undefined && schema['const'] === undefined) {
      found.add(path.join('.'));
    }
    if (isSchema(schema['items'])) look(schema['items'], path, deeper);
    if (isSchema(schema['additionalProperties'])) look(schema['additionalProperties'], [...path, '*'], deeper);
    for (const [name, property] of Object.entries(isSchema(schema['properties']) ? schema['properties'] : {})) {
      if (isSchema(property)) look(property, [...path, name], deeper);
    }
  };
  look(root, [], new Set());
  return found;
};

const schemaOf = (output: z.ZodType): Schema => ({
  ...z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' }),
});

const textLikeStrings = (name: string, output: z.ZodType): string[] =>
  [...plainStrings(schemaOf(output))]
    .filter((path) => textLike.test(path.split('.').at(-1) ?? ''))
    .map((path) => `${name} ${path}`);

describe('the answers of the contract', () => {
  it('carry sentences as texts by key; whose words the others are stands in a list', () => {
    const found = Object.entries(contract).flatMap(([name, { output }]) => textLikeStrings(name, output));
    expect(found.sort()).toEqual(Object.keys(otherWords).sort());
  });

  it('are looked through wherever a string can stand', () => {
    const deep = z.object({
      rows: z.array(
        z.object({ problem: z.string().optional(), id: z.string(), state: z.object({ note: z.string() }) }),
      ),
      either: z.discriminatedUnion('kind', [z.object({ kind: z.literal('bad'), message: z.string() })]),
      by: z.record(z.string(), z.object({ pushAlarmText: z.string() })),
    });
    expect(textLikeStrings('x', deep)).toEqual([
      'x rows.problem',
      'x rows.state.note',
      'x either.message',
      'x by.*.pushAlarmText',
    ]);
  });
});
