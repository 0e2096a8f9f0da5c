import { describe, expect, it } from 'vitest';
import { say, verbatim } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../../electron/core/errors.ts';
import { explainFailure, failureActionOf, failurePage } from '../../../electron/shell/startup-failure-page.ts';

describe('the page of a failed start', () => {
  const page = failurePage(
    { code: 'database.newer', text: verbatim('Use <b>& "newer"</b>'), dataFolder: "/data/<o'brien>" },
    'en',
  );

  it('shows code, message and folder as text, never as markup', () => {
    expect(page).toContain('database.newer');
    expect(page).toContain('Use &#60;b&#62;&#38; &#34;newer&#34;&#60;/b&#62;');
    expect(page).toContain('/data/&#60;o&#39;brien&#62;');
    expect(page).not.toContain('<script');
  });

  it('takes exactly its own links for actions', () => {
    for (const [, link] of page.matchAll(/href="([^"]+)"/g)) {
      expect(failureActionOf(`app://russet/startup-failure.html${link ?? ''}`)).toBeDefined();
    }
    expect(failureActionOf('app://russet/startup-failure.html?action=erase')).toBeUndefined();
    expect(failureActionOf('https://example.com/startup-failure.html?action=quit')).toBeUndefined();
  });
});

describe('the reason of a failed start', () => {
  it('is the message of an expected failure', () => {
    expect(explainFailure(new AppError('database.newer', say('errors.databaseNewer')))).toEqual({
      code: 'database.newer',
      text: say('errors.databaseNewer'),
    });
  });

  it.each([
    ['ENOSPC', 'database.full'],
    ['EACCES', 'database.failed'],
    ['EROFS', 'database.failed'],
  ])('is told from the system error %s', (errno, code) => {
    expect(explainFailure(Object.assign(new Error('x'), { code: errno })).code).toBe(code);
  });

  it('shows nothing of an unexpected failure but where to read on', () => {
    const { code, text } = explainFailure(new TypeError('cannot read properties of undefined'));
    expect(code).toBe('internal');
    expect(text.english).not.toContain('undefined');
    expect(text.english).toContain('russet.log');
  });
});
