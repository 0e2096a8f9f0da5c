import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { html } from '../../../electron/sign-in/pages/html.ts';
import { messagePage } from '../../../electron/sign-in/pages/layout.ts';
import { consentText } from '../../../electron/sign-in/privacy.ts';
import { textsIn } from '../../../electron/sign-in/texts.ts';
import { createRateLimit } from '../../../electron/sign-in/rate-limit.ts';
import { htmlProblems } from '../../support/device/html-validator.ts';
import { createManualClock } from '../../support/fakes/manual-clock.ts';
import { bodyText } from '../../support/body-text.ts';

describe('html', () => {
  it('escapes every interpolated text, in elements and in attributes', () => {
    const evil = `"><script>alert('x')</script>&`;
    expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
    );
  });
  it('keeps its own markup, joins lists and leaves out what is absent', () => {
    const items = ['a', '<'].map((text) => html`<li>${text}</li>`);
    expect(
      html`<ul>
        ${items}${undefined}${false}
      </ul>`.text.replace(/\s+/g, ''),
    ).toBe('<ul><li>a</li><li>&lt;</li></ul>');
  });
  it('does not take an object that merely looks like markup', () => {
    const forged = { text: '<b>' } as unknown as string;
    expect(() => html`${forged}`).toThrow();
  });
});

describe('a page', () => {
  const page = messagePage({
    language: 'en',
    title: 'Stop',
    organizationName: 'A & B <Office>',
    text: '<b>no</b>',
    status: 410,
  });
  it('escapes the name of the office and carries its status', () => {
    expect(page.status).toBe(410);
    expect(page.body).toContain('A &amp; B &lt;Office&gt;');
    expect(page.body).not.toContain('<b>no</b>');
  });
  it('is one sound document, whose style stands in its head', () => {
    expect(htmlProblems(bodyText(page))).toEqual([]);
    expect(bodyText(page).replace(/\s*<style>[^]*<\/style>\s*/, '<style/>')).toMatch(
      /^<!doctype html>[^]*<\/title><style\/><\/head>\s*<body>[^]*<\/body>\s*<\/html>\s*$/,
    );
    // The validator is not blind: this is how the page was.
    expect(
      htmlProblems(
        '<!doctype html><html lang="en"><head><title>a</title></head></html><style></style></head><body></body></html>',
      ),
    ).not.toEqual([]);
  });
  it('has a policy that allows exactly its own style and no script', () => {
    const style = /<style>([\s\S]*)<\/style>/.exec(bodyText(page))?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = page.headers?.['content-security-policy'] ?? '';
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.body).not.toMatch(/<script|style=/);
  });
});

describe('the privacy text', () => {
  it('promises under User Enrollment what the protocol cannot do there', () => {
    const text = consentText('Office', 'user', 'iOS', textsIn('en'));
    expect(text).toMatch(/cannot see:[\s\S]*serial number/);
    expect(text).toMatch(/Office cannot:[\s\S]*erase the device/);
  });
  it('says under Device Enrollment that the device can be erased', () => {
    expect(consentText('Office', 'device', 'iOS', textsIn('en'))).toMatch(/Office can:[\s\S]*erase it completely/);
  });
});

describe('the rate limit', () => {
  it('lets through up to the limit and opens again as time passes', async () => {
    const clock = createManualClock();
    const limit = createRateLimit({ clock, limit: 2, windowMs: 1000 });
    limit.count('a');
    await clock.advance(400);
    limit.count('a');
    expect(limit.waitMs('a')).toBe(600);
    expect(limit.waitMs('b')).toBe(0);
    await clock.advance(600);
    expect(limit.waitMs('a')).toBe(0);
  });
  it('does not wait for a clock that was set back to come round again', () => {
    let now = 1_000_000_000;
    const limit = createRateLimit({ clock: { now: () => now }, limit: 1, windowMs: 1000 });
    limit.count('a');
    now = 1000;
    expect(limit.waitMs('a')).toBe(1000);
    now = 2000;
    expect(limit.waitMs('a')).toBe(0);
  });
  it('forgets the oldest key beyond its bound', () => {
    const limit = createRateLimit({ clock: createManualClock(), limit: 1, windowMs: 1000, maxKeys: 2 });
    for (const key of ['a', 'b', 'c']) limit.count(key);
    expect(limit.waitMs('a')).toBe(0);
    expect(limit.waitMs('c')).toBeGreaterThan(0);
  });
});
