// The page a person sees when the core cannot start, as HTML without script; its links stand for actions.
import type { ErrorCode } from '../../shared/errors.ts';
import { isAppError } from '../core/errors.ts';
import { appOrigin } from './security.ts';

export type FailureAction = 'retry' | 'open-folder' | 'quit';

/** Path of the page; its links are never followed but taken as actions. */
export const failurePath = '/startup-failure.html';

const hasErrno = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** What to tell the person about a start that failed. Stacks and internals stay in the program log. */
export const explainFailure = (error: unknown): { code: ErrorCode; message: string } => {
  if (isAppError(error)) return { code: error.code, message: error.message };
  if (hasErrno(error, 'ENOSPC', 'EDQUOT')) {
    return { code: 'database.full', message: 'The disk is full. Make room on it and try again.' };
  }
  if (hasErrno(error, 'EACCES', 'EPERM', 'EROFS')) {
    return {
      code: 'database.failed',
      message: 'Russet may not write in its data folder. Change the permissions of the folder and try again.',
    };
  }
  return {
    code: 'internal',
    message: 'Something unexpected happened. The file logs/russet.log in the data folder tells more.',
  };
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);

/** The page as HTML; `{{csp-nonce}}` is left for the protocol to fill. No script. */
export const failurePage = (failure: { code: string; message: string; dataFolder: string }): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Russet could not start</title>
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
<h1>Russet could not start</h1>
<p role="alert">${escapeHtml(failure.message)}</p>
<p>Nothing was changed. The data lies in <code>${escapeHtml(failure.dataFolder)}</code>.</p>
<p><small>Code: <code>${escapeHtml(failure.code)}</code></small></p>
<nav>
<a href="?action=retry">Try again</a>
<a href="?action=open-folder">Show the data folder</a>
<a href="?action=quit">Quit</a>
</nav>
</main>
</body>
</html>
`;

/** The action that a link of the page stands for, or undefined for any other URL. */
export const failureActionOf = (url: string): FailureAction | undefined => {
  const actions: readonly FailureAction[] = ['retry', 'open-folder', 'quit'];
  return actions.find((action) => url === `${appOrigin}${failurePath}?action=${action}`);
};
