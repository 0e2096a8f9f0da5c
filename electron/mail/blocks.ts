// A mail text as blocks, so that its plain text and its HTML say the same.
import type { TemplateText } from '../../shared/ipc/office/mail.ts';
import type { TemplateId } from '../../shared/model/mail.ts';
import { escapeHtml } from './template-html.ts';

/** What Russet ships in one language. `test` tries the mail server; nobody else reads it, so admins cannot change it. */
export type ShippedTexts = Readonly<Record<TemplateId | 'test', TemplateText>>;

/** One block in both forms, with its variables still in it. */
export interface Block {
  readonly text: string;
  readonly html: string;
}

export const paragraph = (text: string): Block => ({ text, html: `<p>${escapeHtml(text)}</p>` });

export const smallPrint = (text: string): Block => ({ text, html: `<p><small>${escapeHtml(text)}</small></p>` });

export const heading = (text: string): Block => ({ text, html: `<h2>${escapeHtml(text)}</h2>` });

export const steps = (items: readonly string[]): Block => ({
  text: items.map((item, index) => `${String(index + 1)}. ${item}`).join('\n'),
  html: `<ol>\n${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ol>`,
});

export interface Fact {
  readonly label: string;
  /** The variable. */
  readonly value: string;
  readonly note?: string;
}

/** A line each; a line whose variable has no value is left out of the mail. */
export const facts = (lines: readonly Fact[]): Block => ({
  text: lines.map(({ label, value, note }) => `${label}: ${value}${note === undefined ? '' : ` ${note}`}`).join('\n'),
  html: lines
    .map(({ label, value, note }) => {
      const rest = note === undefined ? '' : ` ${escapeHtml(note)}`;
      return `<p>${escapeHtml(label)}: <strong>${value}</strong>${rest}</p>`;
    })
    .join('\n'),
});

/** A link: its address behind words in the plain text, words to click in the HTML. */
export const link = (
  variable: string,
  words: { readonly text: string; readonly html: string; note?: string },
): Block => ({
  text: `${words.text}\n${variable}`,
  html: `<p><a href="${variable}">${escapeHtml(words.html)}</a>${words.note === undefined ? '' : ` ${escapeHtml(words.note)}`}</p>`,
});

/** Stands in the HTML alone. */
export const htmlOnly = ({ html }: Block): Block => ({ text: '', html });

export const templateOf = (subject: string, blocks: readonly Block[]): TemplateText => ({
  subject,
  text: `${blocks.flatMap(({ text }) => (text === '' ? [] : [text])).join('\n\n')}\n`,
  html: `${blocks.map(({ html }) => html).join('\n')}\n`,
});
