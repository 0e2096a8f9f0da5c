// What is read, imported or stored is cleaned of what its destinations cannot carry.
import { describe, expect, it } from 'vitest';
import { carried, cutText, isCarried, onLines, onOneLine } from '../../../electron/core/carried-text.ts';
import { derName } from '../../../electron/pki/x509.ts';
import { optionalText } from '../../../electron/mdm/device-values.ts';
import { html } from '../../../electron/sign-in/pages/html.ts';

describe('a text for property lists, mails, certificates and pages', () => {
  it.each([
    ['Büro 事務所 مكتب 😀', 'Büro 事務所 مكتب 😀', 'Büro 事務所 مكتب 😀'],
    ['Word\u000bOffice', 'WordOffice', 'Word Office'],
    ['nul\u0000l', 'null', 'nul l'],
    ['half \ud83d and \ude00 half', 'half  and  half', 'half and half'],
    ['end\uffff', 'end', 'end'],
    ['  two\r\n lines ', '  two\r\n lines ', 'two lines'],
    ['\u000b\ud83d', '', ''],
  ])('%j', (text, without, line) => {
    expect([carried(text), onOneLine(text)]).toEqual([without, line]);
    expect(isCarried(carried(text)) && isCarried(onOneLine(text))).toBe(true);
  });

  it('keeps the line breaks of Word as line breaks where there may be some', () => {
    expect(onLines('a\u000bb\n\u0000c')).toBe('a\nb\nc');
  });

  it('is never cut within a character', () => {
    expect([cutText('ab😀', 3), cutText('ab😀', 4), cutText('ab', 9)]).toEqual(['ab', 'ab😀', 'ab']);
  });

  it('is carried by names of certificates, pages, and what devices say', () => {
    const der = derName({ organization: 'Word\u000bOffice \ud83d', commonName: 'Root' }).toString('latin1');
    expect(der).toContain('Word Office');
    expect(html`<p title="${'a\u000bb'}">${'\ud83dc'}</p>`.text).toBe('<p title="ab">c</p>');
    expect(optionalText(4).parse('An\u000b\ud83dn😀')).toBe('Ann');
    expect(optionalText().parse('\u0000')).toBeUndefined();
  });
});
