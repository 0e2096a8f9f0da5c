// What a schema says of a field that does not fit, as a text in the language of the reader.
import type { z } from 'zod';
import { type AdminText, type AdminTextKey, type AdminTextValue, say, type ValuesOf } from '../locales/admin-texts.ts';

type FieldKey = Extract<AdminTextKey, `fields.${string}`>;

/** The message of a check in a schema: the key of its text, which `issueText` puts into words. */
export const fieldKey = (key: FieldKey): string => key;

/** An issue whose text has placeholders. */
export const fieldProblem = <K extends FieldKey>(message: K, params: ValuesOf<K>) =>
  ({ code: 'custom', message, params }) as const;

type Issue = z.core.$ZodIssue & { readonly input?: unknown };

const sayAny = say as (key: string, values?: Readonly<Record<string, AdminTextValue>>) => AdminText;

/** The issue that says most: of the shapes that a value may have, the first that has words of its own. */
const ownIssue = (issue: Issue): Issue =>
  issue.code === 'invalid_union'
    ? (issue.errors.flat().find(({ message }) => message.startsWith('fields.')) ?? issue)
    : issue;

const sizeText = (issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): AdminText => {
  const kind = issue.origin === 'string' ? 'Characters' : issue.origin === 'array' ? 'Entries' : '';
  return issue.code === 'too_big'
    ? say(`fields.atMost${kind}`, { maximum: Number(issue.maximum) })
    : say(`fields.atLeast${kind}`, { minimum: Number(issue.minimum) });
};

/** The text of an issue that was reported with its input (`reportInput`). */
export const issueText = (found: Issue): AdminText => {
  const issue = ownIssue(found);
  if (issue.message.startsWith('fields.')) {
    return sayAny(issue.message, issue.code === 'custom' ? (issue.params as Record<string, string>) : undefined);
  }
  if (issue.code === 'unrecognized_keys') return say('fields.unknown');
  if (issue.code === 'too_big') return sizeText(issue);
  if (issue.input === '' || issue.input === undefined) return say('fields.required');
  if (Number.isNaN(issue.input)) return say('fields.wholeNumber');
  if (issue.code === 'too_small') return sizeText(issue);
  if (issue.code === 'invalid_format' && issue.format === 'email') return say('fields.email');
  return say('fields.other', { detail: issue.message });
};
