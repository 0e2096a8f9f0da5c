// Mail texts: what may stand in them, and that nothing filled into them can become anything but text.
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../electron/core/errors.ts';
import { mailLanguage, shippedTexts } from '../../../electron/mail/default-templates.ts';
import { checkTemplate, renderTemplate } from '../../../electron/mail/templates.ts';
import { namesIn, type VariableValues } from '../../../electron/mail/variables.ts';
import { languages } from '../../../shared/locales/text-keys.ts';
import { templateIds } from '../../../shared/model/mail.ts';
import { inEnglish } from '../../support/english.ts';

const link = 'https://mdm.office.example:8443/enroll/i/TOKEN';
const values: VariableValues = {
  activationUrl: link,
  registrationUrl: 'https://mdm.office.example:8443/enroll',
  organizationName: 'Berg & Partners',
  userDisplayName: 'Anna Berg',
  userFirstName: 'Anna',
  userLastName: 'Berg',
  userName: 'anna@office.example',
  userEmailAddress: 'anna@office.example',
  managedAppleId: 'anna@appleid.office.example',
  expires: 'Sunday',
};

const withHtml = (html: string) => ({
  subject: 'Hello',
  text: '${activationUrl}',
  html: `<p><a href="\${activationUrl}">Enroll</a></p>${html}`,
});

const { invitation } = shippedTexts.en;

const fieldsOf = (html: string): Readonly<Record<string, string>> => {
  try {
    checkTemplate('invitation', withHtml(html), []);
  } catch (error) {
    return inEnglish((error as AppError).fields ?? {});
  }
  return {};
};

describe('mail texts', () => {
  const hello = { en: 'Hello Anna', de: 'Hallo Anna' };
  const pinLine = /\$\{|undefined|One-time PIN|Einmal-PIN/;

  it.each(languages.flatMap((language) => templateIds.map((id) => [language, id] as const)))(
    'ships a text in %s for %s that can be sent as it is',
    (language, id) => {
      const template = shippedTexts[language][id];
      expect(() => {
        checkTemplate(id, template, []);
      }).not.toThrow();
      const mail = renderTemplate(id, language, template, values);
      expect(mail.subject).toContain('Berg & Partners');
      for (const body of [mail.text, mail.html ?? '']) {
        expect(body).toContain(hello[language]);
        expect(body).not.toMatch(pinLine);
      }
      expect(mail.html).toContain('Berg &amp; Partners');
      expect(mail.html).toContain(`<html lang="${language}">`);
    },
  );

  it('ships texts in every language with the same variables in each', () => {
    for (const id of [...templateIds, 'test'] as const) {
      const [english, german] = languages.map((language) => {
        const { subject, text, html } = shippedTexts[language][id];
        return [subject, text, html].map((part) => namesIn(part).sort());
      });
      expect(german).toEqual(english);
    }
  });

  it.each([
    ['de-AT', 'en', 'de'],
    ['DE', null, 'de'],
    ['en-GB', 'de', 'en'],
    ['fr-FR', 'de', 'de'],
    [undefined, 'de', 'de'],
    ['den', null, 'en'],
    [undefined, null, 'en'],
  ] as const)('writes to somebody with the locale %s, where the office chose %s, in %s', (locale, office, language) => {
    expect(mailLanguage(locale, office)).toBe(language);
  });

  it('has a subject even where the own one has no value to show', () => {
    const template = { subject: '${managedAppleId}', text: '${activationUrl}', html: '' };
    const mail = renderTemplate('invitation', 'de', template, { ...values, managedAppleId: undefined });
    expect(mail.subject).toBe('Berg & Partners: Registrieren Sie Ihr Gerät');
  });

  it('explains both sign-ins and the steps on iPhone and Mac in the invitation', () => {
    const { text } = renderTemplate('invitation', 'en', invitation, values);
    for (const part of ['two sign-ins', 'On an iPhone or iPad', 'On a Mac', 'VPN & Device Management', link]) {
      expect(text).toContain(part);
    }
  });

  it('shows the PIN where there is one and leaves its line out where there is none', () => {
    const pin = { ...values, pin: '004711', pinExpires: 'Monday' };
    expect(renderTemplate('invitation', 'en', invitation, pin)).toMatchObject({
      text: expect.stringContaining('One-time PIN: 004711 (valid until Monday') as string,
      html: expect.stringContaining('<strong>004711</strong>') as string,
    });
    const without = { ...values, managedAppleId: undefined };
    expect(renderTemplate('invitation', 'en', invitation, without).text).not.toContain('Managed Apple Account:');
  });

  it('names unknown variables in each part', () => {
    const check = () => {
      checkTemplate(
        'invitation',
        {
          subject: '${organisation}',
          text: '${activationUrl} ${pinn} ${}',
          html: '<p>${activationUrl} ${constructor}</p>',
        },
        ['phone'],
      );
    };
    expect(check).toThrow('unknown variable ${organisation}');
    expect(check).toThrow('unknown variables ${pinn}, ${}');
    expect(check).toThrow('${constructor}');
    expect(() => {
      checkTemplate('confirmation', { subject: 'x', text: '${pin}', html: '' }, []);
    }).toThrow('unknown variable ${pin}');
  });

  it('takes attributes of people as variables, but none in place of its own', () => {
    const template = {
      subject: 'x',
      text: '${activationUrl}\nPhone: ${phone}\nRoom: ${room}\nPIN: ${pin}\nOdd: ${constructor}',
      html: '<p>${activationUrl}</p><p>${phone}</p>',
    };
    expect(() => {
      checkTemplate('confirmation', { ...template, text: '${phone} ${pin}', html: '' }, ['phone', 'pin']);
    }).toThrow('unknown variable ${pin}');
    expect(() => {
      checkTemplate('invitation', { ...template, text: '${activationUrl} ${phone}' }, ['phone']);
    }).not.toThrow();
    const mail = renderTemplate('invitation', 'en', template, { activationUrl: link, phone: '<4711>' });
    expect(mail.text).toBe(`${link}\nPhone: <4711>`);
    expect(mail.html).toContain('&lt;4711&gt;');
  });

  it('insists on the link where the mail is about it', () => {
    expect(() => {
      checkTemplate('invitation', { subject: 'x', text: 'Hello', html: '' }, []);
    }).toThrow('${activationUrl}');
    expect(() => {
      checkTemplate('confirmation', { subject: 'x', text: 'Hello', html: '' }, []);
    }).not.toThrow();
  });

  it.each([
    ['<script>alert(1)</script>', '<script> is not allowed'],
    ['<img src="https://evil.example/x.png"/>', '<img> is not allowed'],
    ['<p onclick="steal()">x</p>', '"onclick" is not allowed on <p>'],
    ['<p style="position:fixed">x</p>', '"style" is not allowed'],
    ['<a href="javascript:alert(1)">x</a>', 'links begin with https://'],
    ['<a href=" javascript:alert(1)">x</a>', 'links begin with https://'],
    ['<a href="https://evil.example/${pin}">x</a>', 'a link goes to a full address'],
    ['<a href="${userDisplayName}">x</a>', 'a link goes to a full address'],
    ['<iframe/>', '<iframe> is not allowed'],
    ['<!DOCTYPE html>', 'line 1: inappropriately located doctype'],
    ['<![CDATA[<script>]]>', 'CDATA is not allowed'],
    ['<p>open', 'unclosed tag'],
    ['<svg><a href="https://x.example">x</a></svg>', '<svg> is not allowed'],
  ])('refuses %s', (html, why) => {
    expect(fieldsOf(html)['html']).toMatch(/^line \d+: /);
    expect(fieldsOf(html)['html']).toContain(why);
  });

  it.each([
    '<p>A & B, a < b is written &lt;, &nbsp;and <br> and <hr></p>'.replace('a < b', 'ab'),
    '<UL><LI>x</LI></UL>',
  ])('accepts %s', (html) => {
    expect(fieldsOf(html)).toEqual({});
  });

  it('writes values as text, whatever they hold', () => {
    const evil = '<script>alert(1)</script>"\' &amp;';
    const mail = renderTemplate('invitation', 'en', invitation, {
      ...values,
      userFirstName: evil,
      organizationName: `${evil}\r\nBcc: evil@evil.example`,
      userName: '${pin} ${activationUrl}',
    });
    expect(mail.html).not.toContain('<script');
    expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; &amp;amp;');
    expect(mail.subject).not.toMatch(/[\r\n]/);
    // A value with a variable in it is not filled in once more.
    expect(mail.text).toContain('User name at the office: ${pin} ${activationUrl}');
  });

  it('lets no value begin a line of its own', () => {
    const { text } = renderTemplate(
      'invitation',
      'en',
      { subject: 'x', text: 'Hello ${userFirstName}!\n${activationUrl}', html: '' },
      { ...values, userFirstName: 'Anna\nYour link: https://evil.example\u2028x' },
    );
    expect(text.split('\n')).toEqual(['Hello Anna Your link: https://evil.example x!', link]);
  });
});
