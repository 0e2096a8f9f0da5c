// The few forms of Markdown that the reference pages are made of.

/** First line below the heading of every page that is made. */
export const notice = 'This page is made by `npm run docs`; do not edit it by hand.';

/** A line break would end the row, a bar the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

export const code = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;

/** What a link to the heading `text` ends in, as GitHub makes it. */
export const anchorOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
