import { describe, expect, it } from 'vitest';
import { settingBodies } from '../../../shared/ipc/people/setting-bodies.ts';
import {
  brokenRules,
  passwordRefusal,
  passwordRuleTexts,
  type PasswordPolicy,
} from '../../../electron/people/password-rules.ts';
import { textOf, textsIn } from '../../../electron/sign-in/texts.ts';

const policy = (more: Partial<PasswordPolicy> = {}): PasswordPolicy => ({
  minimumLength: 8,
  characteristics: { symbols: 0, uppercase: 0, lowercase: 0, digits: 0 },
  maximumDigitRun: null,
  maximumRepeats: null,
  history: null,
  expiryDays: null,
  lockAfter: 5,
  ...more,
});

const broken = (more: Partial<PasswordPolicy>, password: string): string[] =>
  brokenRules(policy(more), password).map(({ key }) => key.replace('passwordRules.', ''));

describe('the rules for passwords', () => {
  it('count characters as people do, not bytes', () => {
    expect(broken({}, 'äöüßäöü')).toEqual(['length']);
    expect(broken({}, 'äöüßäöüß')).toEqual([]);
    expect(broken({}, '🔑🔑🔑🔑')).toEqual(['length']);
  });

  it('count kinds of characters in every alphabet, and take what is neither letter nor digit for a symbol', () => {
    const characteristics = { symbols: 1, uppercase: 2, lowercase: 1, digits: 3 };
    expect(broken({ characteristics }, 'Abcdefg1')).toEqual(['uppercase', 'digits', 'symbols']);
    expect(broken({ characteristics }, 'ÄÖabc 123')).toEqual([]);
    expect(broken({ characteristics }, 'AB-123456')).toEqual(['lowercase']);
  });

  it('limit digits in a row and the same character in a row', () => {
    expect(broken({ maximumDigitRun: 3 }, 'ab1234cd')).toEqual(['digitRun']);
    expect(broken({ maximumDigitRun: 3 }, 'ab123c456')).toEqual([]);
    expect(broken({ maximumRepeats: 2 }, 'aaabcdef')).toEqual(['repeats']);
    expect(broken({ maximumRepeats: 2 }, 'aabbaabb')).toEqual([]);
  });

  it('are said in the language of the reader, with every rule that is broken', () => {
    const rules = policy({ minimumLength: 12, characteristics: { symbols: 1, uppercase: 1, lowercase: 1, digits: 0 } });
    const refusal = passwordRefusal(brokenRules(rules, 'short'));
    expect(refusal.message).toBe(
      'The password does not meet the rules: at least 12 characters; at least 1 capital letter; at least 1 sign that is neither letter nor digit.',
    );
    expect(refusal.fields?.['password']?.english).toBe(refusal.message);
    expect(textOf(refusal, textsIn('de'))).toBe(
      'Das Passwort erfüllt nicht alle Regeln: mindestens 12 Zeichen; mindestens 1 Großbuchstaben; mindestens 1 Zeichen, das weder Buchstabe noch Ziffer ist.',
    );
    expect(passwordRuleTexts(policy({ history: 5 })).map(({ key }) => key)).toEqual([
      'passwordRules.length',
      'passwordRules.history',
    ]);
  });

  it('of a setting ask for at least three kinds of characters, or for none', () => {
    const fits = (symbols: number, uppercase: number, lowercase: number, digits: number): boolean =>
      settingBodies['password-complexity'].safeParse(
        policy({ characteristics: { symbols, uppercase, lowercase, digits } }),
      ).success;
    expect([fits(0, 0, 0, 0), fits(1, 0, 0, 0), fits(1, 1, 0, 0), fits(0, 1, 2, 1), fits(1, 1, 1, 1)]).toEqual([
      true,
      false,
      false,
      true,
      true,
    ]);
    for (const wrong of [{ minimumLength: 7 }, { history: 2 }, { expiryDays: 29 }, { lockAfter: 6 }]) {
      expect(settingBodies['password-complexity'].safeParse(policy(wrong)).success).toBe(false);
    }
  });
});
