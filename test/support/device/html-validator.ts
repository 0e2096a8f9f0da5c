// Holds every page that a device is served against the HTML standard, as browsers may be forgiving in different ways.
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // How tags are written is no matter of validity; our formatter closes void elements.
    'void-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    // Line breaks of templates stand in titles and texts.
    'long-title': 'off',
  },
});

/** What is wrong with a page, a line each; empty if it is a sound document. */
export const htmlProblems = (html: string): string[] =>
  validator
    .validateStringSync(html)
    .results.flatMap(({ messages }) =>
      messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`),
    );
