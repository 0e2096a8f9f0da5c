// The variables of mail texts, and text with variables: `${name}`.
import type { TemplateId } from '../../shared/model/mail.ts';

export const variableMeanings = {
  activationUrl: 'Personal enrollment link of the person',
  registrationUrl: 'Page of this server that shows how to enroll, the same for everybody',
  organizationName: 'Name of the office',
  userDisplayName: 'Display name of the person',
  userFirstName: 'First name of the person',
  userLastName: 'Last name of the person',
  userName: 'User name for the sign-in at the office',
  userEmailAddress: 'E-mail address of the person',
  managedAppleId: 'Managed Apple ID of the person, in full: the mail goes to nobody else',
  pin: 'One-time PIN, if the registration setting asks for one',
  pinExpires: 'Until when the PIN is valid',
  expires: 'Until when the link is valid',
} as const;

export type VariableName = keyof typeof variableMeanings;

/** What a variable means that an attribute of people is behind. */
export const attributeMeaning = 'Attribute of the person, as the directory has it';

/** Attributes of people that can be variables: Russet's own names come first. */
export const attributeVariables = (attributes: readonly string[]): string[] =>
  attributes.filter((name) => !Object.hasOwn(variableMeanings, name));

/**
 * Own variables, and attributes of the person by their names. A variable without value takes the line or paragraph
 * around it along.
 */
export type VariableValues = Readonly<Record<string, string | undefined>>;

const linkVariables: readonly VariableName[] = ['activationUrl', 'registrationUrl'];
const pinVariables: readonly VariableName[] = ['pin', 'pinExpires'];
const everywhere = (Object.keys(variableMeanings) as VariableName[]).filter(
  (name) => name !== 'activationUrl' && name !== 'expires' && !pinVariables.includes(name),
);

/** Variables that have a value in a kind of mail. */
export const variablesOf: Readonly<Record<TemplateId, readonly VariableName[]>> = {
  invitation: ['activationUrl', 'expires', ...pinVariables, ...everywhere],
  reminder: ['activationUrl', 'expires', ...pinVariables, ...everywhere],
  confirmation: everywhere,
  pin: [...pinVariables, ...everywhere],
};

export const isLinkVariable = (name: string): boolean => (linkVariables as readonly string[]).includes(name);

const pattern = /\$\{([^}]*)\}/g;

/** Names between `${` and `}` in the order of their appearance, known or not. */
export const namesIn = (text: string): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** A value as part of a line: whatever a directory or a form put into it, it starts no new line. */
const oneLine = (value: string): string => value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Undefined if a variable in it has no value. */
export const fill = (text: string, values: VariableValues): string | undefined => {
  const missing: string[] = [];
  const filled = text.replace(pattern, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || value === '') missing.push(name);
    return oneLine(value ?? '');
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
