// The frame of every page a person sees while enrolling: one small style sheet, no script, a strict content policy.
import { createHash } from 'node:crypto';
import type { Language } from '../../../shared/locales/text-keys.ts';
import type { MdmResponse } from '../../wire/http.ts';
import { callbackScheme } from '../challenge.ts';
import { html, type HtmlContent } from './html.ts';

const style = `
:root{color-scheme:light dark;--back:#f7f4f0;--card:#fffdfa;--text:#2b2522;--soft:#6d625b;--line:#e2d9d0;--accent:#9c4a24;--on-accent:#fff;--bad:#a3262a}
@media (prefers-color-scheme:dark){:root{--back:#1d1a18;--card:#282421;--text:#f1ebe5;--soft:#b3a79d;--line:#433c36;--accent:#e2926a;--on-accent:#2a1509;--bad:#ff9d97}}
*{box-sizing:border-box}
body{margin:0;padding:1.5rem 1rem 3rem;background:var(--back);color:var(--text);font:1.0625rem/1.5 -apple-system,system-ui,"Segoe UI",Roboto,sans-serif}
main{max-width:30rem;margin:0 auto}
header{color:var(--soft);font-size:.9375rem;margin-bottom:.75rem}
section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.25rem;margin-bottom:1rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.0625rem;margin:1.25rem 0 .25rem}
p{margin:.5rem 0}
ol,ul{margin:.5rem 0;padding-left:1.4rem}
li{margin:.35rem 0}
label{display:block;font-weight:600;margin:1rem 0 .25rem}
input{width:100%;font:inherit;color:inherit;background:var(--back);border:1px solid var(--line);border-radius:10px;padding:.65rem .75rem}
input[readonly]{color:var(--soft)}
button,.button{display:block;width:100%;margin-top:1.25rem;padding:.75rem 1rem;border:0;border-radius:10px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
a{color:var(--accent)}
.problem{color:var(--bad);font-weight:600}
.soft{color:var(--soft);font-size:.9375rem}
summary{cursor:pointer;font-weight:600}
code{overflow-wrap:anywhere}
form details{margin-top:1.25rem}
.terms{white-space:pre-line;max-height:20rem;overflow:auto;margin-top:.5rem;font-size:.9375rem}
.tick{display:flex;gap:.6rem;align-items:flex-start;font-weight:400}
.tick input{width:auto;margin-top:.3rem}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Headers of every page. The form may end in the scheme that hands the result back to the device. */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self' ${callbackScheme}; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not no-referrer: forms would then send "Origin: null" and look foreign. Links with a token stay on this server.
  'referrer-policy': 'same-origin',
} as const;

export interface Page {
  readonly language: Language;
  readonly title: string;
  readonly organizationName: string;
  readonly body: HtmlContent;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The whole document. Not one template: a formatter takes a template that begins a document for a whole one, and closes it
 * in the middle. The style goes in unescaped: it is a constant, and its hash in the policy has to match it byte by byte.
 */
const documentOf = ({ language, title, organizationName, body }: Page): string =>
  [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    html`<title>${title} – ${organizationName}</title>`.text,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    html`<header>${organizationName}</header>`.text,
    html`${body}`.text,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');

/** Renders a page as a response. */
export const pageResponse = (page: Page): MdmResponse => ({
  status: page.status ?? 200,
  headers: { ...pageHeaders, ...page.headers },
  body: documentOf(page),
});

/** A page with one message: an error, a refusal, or a word of explanation. */
export const messagePage = (
  page: Omit<Page, 'body'> & { readonly text: string; readonly hint?: HtmlContent },
): MdmResponse =>
  pageResponse({
    ...page,
    body: html`<section>
      <h1>${page.title}</h1>
      <p>${page.text}</p>
      ${page.hint}
    </section>`,
  });
