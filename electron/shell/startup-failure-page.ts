// The page a person sees when the core cannot start, as HTML without script; its links stand for actions.
import type { ErrorCode } from '../../shared/errors.ts';
import { type AdminText, renderText, say } from '../../shared/locales/admin-texts.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import { isAppError } from '../core/errors.ts';
import { appOrigin } from './security.ts';

export type FailureAction = 'retry' | 'open-folder' | 'quit';

/** Path of the page; its links are never followed but taken as actions. */
export const failurePath = '/startup-failure.html';

export interface StartupFailure {
  readonly code: ErrorCode;
  readonly text: AdminText;
}

const hasErrno = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** What to tell the person about a start that failed. Stacks and internals stay in the program log. */
export const explainFailure = (error: unknown): StartupFailure => {
  if (isAppError(error)) return { code: error.code, text: error.text };
  if (hasErrno(error, 'ENOSPC', 'EDQUOT')) return { code: 'database.full', text: say('errors.diskFullStart') };
  if (hasErrno(error, 'EACCES', 'EPERM', 'EROFS')) return { code: 'database.failed', text: say('errors.noPermission') };
  return { code: 'internal', text: say('errors.unexpectedStart') };
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);

/** The page as HTML; `{{csp-nonce}}` is left for the protocol to fill. No script. */
export const failurePage = (failure: StartupFailure & { dataFolder: string }, language: Language): string => {
  const words = (text: AdminText): string => escapeHtml(renderText(text, language));
  const folder = `<code>${escapeHtml(failure.dataFolder)}</code>`;
  const code = `<code>${escapeHtml(failure.code)}</code>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>${words(say('shell.couldNotStart'))}</title>
<style nonce="{{csp-nonce}}">
:root { color-scheme: light dark; --ground: light-dark(#fbf6ee, #211a16); --text: light-dark(#33241b, #f1e7dc); --accent: light-dark(#9a4f26, #e0a070); }
body { margin: 0; padding: 32px 40px; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 22px; margin: 0 0 12px; }
code { font-size: 13px; overflow-wrap: anywhere; }
nav { display: flex; gap: 12px; margin-top: 28px; }
a { padding: 8px 18px; border: 1px solid var(--accent); border-radius: 8px; color: var(--accent); text-decoration: none; }
a:first-child { background: var(--accent); color: var(--ground); }
</style>
</head>
<body>
<main>
<h1>${words(say('shell.couldNotStart'))}</h1>
<p role="alert">${words(failure.text)}</p>
<p>${renderText(say('shell.nothingChanged', { folder }), language)}</p>
<p><small>${renderText(say('shell.code', { code }), language)}</small></p>
<nav>
<a href="?action=retry">${words(say('shell.tryAgain'))}</a>
<a href="?action=open-folder">${words(say('shell.showFolder'))}</a>
<a href="?action=quit">${words(say('shell.quit'))}</a>
</nav>
</main>
</body>
</html>
`;
};

/** The action that a link of the page stands for, or undefined for any other URL. */
export const failureActionOf = (url: string): FailureAction | undefined => {
  const actions: readonly FailureAction[] = ['retry', 'open-folder', 'quit'];
  return actions.find((action) => url === `${appOrigin}${failurePath}?action=${action}`);
};
