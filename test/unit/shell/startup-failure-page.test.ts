import { describe, expect, it } from 'vitest';
import { failureActionOf, failurePage } from '../../../electron/shell/startup-failure-page.ts';

describe('the page of a failed start', () => {
  const page = failurePage({ code: 'database.newer', message: 'Use <b>& "newer"</b>', dataFolder: "/data/<o'brien>" });

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
