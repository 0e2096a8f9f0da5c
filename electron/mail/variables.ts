// The variables of mail texts, and text with variables: `${name}`.
import { onOneLine } from '../core/carried-text.ts';
import { type TemplateId, type TemplateVariable, templateVariables } from '../../shared/model/mail.ts';

/** Attributes of people that can be variables: Russet's own names come first. */
export const attributeVariables = (attributes: readonly string[]): string[] =>
  attributes.filter((name) => !templateVariables.some((own) => own === name));

/**
 * Own variables, and attributes of the person by their names. A variable without value takes the line or paragraph
 * around it along.
 */
export type VariableValues = Readonly<Record<string, string | undefined>>;

const linkVariables: readonly TemplateVariable[] = ['activationUrl', 'registrationUrl'];
const linkOnly: readonly TemplateVariable[] = ['activationUrl', 'expires'];
const pinOnly: readonly TemplateVariable[] = ['pin', 'pinExpires'];
const without = (left: readonly TemplateVariable[]): readonly TemplateVariable[] =>
  templateVariables.filter((name) => !left.includes(name));

/** Variables that have a value in a kind of mail. */
export const variablesOf: Readonly<Record<TemplateId, readonly TemplateVariable[]>> = {
  invitation: templateVariables,
  reminder: templateVariables,
  confirmation: without([...linkOnly, ...pinOnly]),
  pin: without(linkOnly),
};

export const isLinkVariable = (name: string): boolean => (linkVariables as readonly string[]).includes(name);

const pattern = /\$\{([^}]*)\}/g;

/** Names between `${` and `}` in the order of their appearance, known or not. */
export const namesIn = (text: string): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** A value as part of a line: whatever a directory or a form put into it, it starts no new line. */

/** Undefined if a variable in it has no value. */
export const fill = (text: string, values: VariableValues): string | undefined => {
  const missing: string[] = [];
  const filled = text.replace(pattern, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || value === '') missing.push(name);
    return onOneLine(value ?? '');
  });
  return missing.length === 0 ? filled : undefined;
};

/** Fills every line; lines with a variable that has no value are left out. */
export const fillLines = (text: string, values: VariableValues): string =>
  text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .flatMap((line) => fill(line, values) ?? [])
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
