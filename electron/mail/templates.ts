// Mail texts: those that Russet ships, those that the admin changed, and a mail made of them.
import type { TemplateText } from '../../shared/ipc/office/mail.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import type { TemplateId, TemplateVariable } from '../../shared/model/mail.ts';
import { AppError } from '../core/errors.ts';
import { shippedTexts } from './default-templates.ts';
import { escapeHtml, parseTemplateHtml, textsOf, writeHtml } from './template-html.ts';
import { attributeVariables, fill, fillLines, namesIn, variablesOf, type VariableValues } from './variables.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
}

/** Mails that are of no use without a variable. */
const needed: Readonly<Partial<Record<TemplateId, TemplateVariable>>> = {
  invitation: 'activationUrl',
  reminder: 'activationUrl',
  pin: 'pin',
};

const unknownIn = (id: TemplateId, attributes: readonly string[], texts: readonly string[]): AdminText | undefined => {
  const known: readonly string[] = [...variablesOf[id], ...attributeVariables(attributes)];
  const unknown = [...new Set(texts.flatMap(namesIn))].filter((name) => !known.includes(name));
  if (unknown.length === 0) return undefined;
  const names = unknown.map((name) => `\${${name}}`);
  return say('mail.unknownVariables', { count: unknown.length, names });
};

/**
 * Throws `input.invalid`, naming for each field what does not fit: unknown variables, HTML that is not allowed.
 * `attributes` are the names of people's attributes, which can be variables as well.
 */
export const checkTemplate = (
  id: TemplateId,
  { subject, text, html }: TemplateText,
  attributes: readonly string[],
): void => {
  const fields: Partial<Record<keyof TemplateText, AdminText>> = {};
  const note = (field: keyof TemplateText, problem: AdminText | undefined): void => {
    if (problem !== undefined) fields[field] ??= problem;
  };
  const parsed = parseTemplateHtml(html);
  note('subject', unknownIn(id, attributes, [subject]));
  note('text', unknownIn(id, attributes, [text]));
  if ('problem' in parsed) note('html', parsed.problem);
  else note('html', unknownIn(id, attributes, textsOf(parsed.nodes)));
  const variable = needed[id];
  if (variable !== undefined) {
    const missing = say(variable === 'pin' ? 'mail.missingPin' : 'mail.missingLink', { variable: `\${${variable}}` });
    note('text', namesIn(text).includes(variable) ? undefined : missing);
    if (html.trim() !== '' && 'nodes' in parsed)
      note('html', textsOf(parsed.nodes).flatMap(namesIn).includes(variable) ? undefined : missing);
  }
  const problems = Object.entries(fields).map(([field, problem]) => say('errors.namedField', { field, problem }));
  if (problems.length > 0) {
    throw new AppError('input.invalid', say('mail.checkText', { problems }), { fields });
  }
};

/** What a person gets of a message that an admin wrote and that was checked: plain text. */
export const renderMessage = (
  message: Pick<TemplateText, 'subject' | 'text'>,
  values: VariableValues,
): RenderedMail => {
  return {
    subject: fill(message.subject, values) ?? message.subject.replaceAll(/\$\{[^}]*\}/g, '').trim(),
    text: fillLines(message.text, values),
    html: undefined,
  };
};

/** Throws `input.invalid` for variables that messages do not have: those that need no link and no PIN are allowed. */
export const checkMessage = (
  { subject, text }: Pick<TemplateText, 'subject' | 'text'>,
  attributes: readonly string[],
): void => {
  checkTemplate('confirmation', { subject, text, html: '' }, attributes);
};

const document = (language: Language, subject: string, body: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(subject)}</title>
</head>
<body style="font-family: -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em; margin: 1em auto; padding: 0 1em;">
${body}
</body>
</html>
`;

/** For a text that was checked: an attribute that nobody has any more is without value, and no reason not to send. */
export const renderTemplate = (
  id: TemplateId,
  language: Language,
  template: TemplateText,
  values: VariableValues,
): RenderedMail => {
  const parsed = parseTemplateHtml(template.html);
  const subject = fill(template.subject, values) ?? fill(shippedTexts[language][id].subject, values) ?? '';
  const body = 'nodes' in parsed ? writeHtml(parsed.nodes, values).trim() : '';
  return {
    subject,
    text: fillLines(template.text, values),
    html: body === '' ? undefined : document(language, subject, body),
  };
};
