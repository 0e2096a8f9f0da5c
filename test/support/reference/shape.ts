// Prints a zod schema in a short form that people can read: `{ name: string(1..128), groupIds?: string[] = [] }`.
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const bounds = (least: number | undefined, most: number | undefined): string => {
  // zod writes the safe integers as bounds of every integer.
  const from = least !== undefined && least > Number.MIN_SAFE_INTEGER ? String(least) : '';
  const to = most !== undefined && most < Number.MAX_SAFE_INTEGER ? String(most) : '';
  if (from === '' && to === '') return '';
  if (to === '') return `(${from} or more)`;
  return `(${from === '' ? 'up to ' : `${from}..`}${to})`;
};

const items = (schema: JsonSchema): JsonSchema =>
  typeof schema.items === 'object' && !Array.isArray(schema.items) ? schema.items : {};

const printObject = (schema: JsonSchema, indent: string): string => {
  const required = new Set(schema.required ?? []);
  const inner = `${indent}  `;
  const fields = Object.entries(schema.properties ?? {}).map(([name, value]) => {
    const field = value as JsonSchema;
    const fallback = field.default === undefined ? '' : ` = ${JSON.stringify(field.default)}`;
    return `${name}${required.has(name) ? '' : '?'}: ${print(field, inner)}${fallback}`;
  });
  const short = `{ ${fields.join(', ')} }`;
  if (fields.length === 0) return '{}';
  if (indent.length + short.length <= 90 && !short.includes('\n')) return short;
  return `{\n${fields.map((field) => `${inner}${field}`).join('\n')}\n${indent}}`;
};

const print = (schema: JsonSchema, indent: string): string => {
  // A shape that contains itself is printed by name.
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'any';
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const printed = choices.map((choice) => print(choice, `${indent}  `));
    return printed.some((one) => one.length > 40)
      ? printed.map((one) => `\n${indent}  | ${one}`).join('')
      : printed.join(' | ');
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  // zod writes what may be null as a list of two types, which its own type of a schema does not know.
  const type: unknown = schema.type;
  if (Array.isArray(type)) {
    return (type as JsonSchema['type'][])
      .map((one) => print({ ...schema, type: one } as JsonSchema, indent))
      .join(' | ');
  }
  switch (schema.type) {
    case 'object':
      return printObject(schema, indent);
    case 'array': {
      const element = print(items(schema), indent);
      const one = element.includes(' | ') && !element.startsWith('{') ? `(${element})` : element;
      return `${one}[]${bounds(schema.minItems, schema.maxItems)}`;
    }
    case 'string':
      return `${schema.format ?? 'string'}${bounds(schema.minLength, schema.maxLength)}`;
    case 'integer':
    case 'number':
      return `${schema.type}${bounds(schema.minimum, schema.maximum)}`;
    case 'boolean':
    case 'null':
      return schema.type;
    case undefined:
    default:
      return 'any';
  }
};

/** The shape of what goes in (before defaults are filled in) or comes out. */
export const shapeOf = (schema: z.ZodType, io: 'input' | 'output'): string => print(z.toJSONSchema(schema, { io }), '');
