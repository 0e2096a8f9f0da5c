// What a password of this office has to be like, and which of the rules one does not meet.
import type { SettingBody } from '../../shared/ipc/people/setting-bodies.ts';
import { type PersonText, PersonError } from '../sign-in/texts.ts';

export type PasswordPolicy = SettingBody<'password-complexity'>;

interface PasswordRule {
  /** Says the rule to a person. */
  readonly text: PersonText;
  readonly holds: (password: string) => boolean;
}

const lettersOf = (password: string): string[] => Array.from(password.normalize('NFC'));

const longest = (password: string, runs: RegExp): number =>
  Math.max(0, ...[...password.matchAll(runs)].map(([run]) => lettersOf(run).length));

const kinds = {
  symbols: /[^\p{L}\p{N}]/u,
  uppercase: /\p{Lu}/u,
  lowercase: /\p{Ll}/u,
  digits: /\p{Nd}/u,
} as const;

/** Rules of the policy that can be read off the password itself. */
const rulesOf = (policy: PasswordPolicy): PasswordRule[] => {
  const { minimumLength, characteristics, maximumDigitRun, maximumRepeats } = policy;
  const rules: PasswordRule[] = [
    {
      text: { key: 'passwordRules.length', values: { count: minimumLength } },
      holds: (password) => lettersOf(password).length >= minimumLength,
    },
  ];
  for (const kind of ['uppercase', 'lowercase', 'digits', 'symbols'] as const) {
    const count = characteristics[kind];
    if (count === 0) continue;
    rules.push({
      text: { key: `passwordRules.${kind}`, values: { count } },
      holds: (password) => lettersOf(password).filter((letter) => kinds[kind].test(letter)).length >= count,
    });
  }
  if (maximumDigitRun !== null) {
    rules.push({
      text: { key: 'passwordRules.digitRun', values: { count: maximumDigitRun } },
      holds: (password) => longest(password, /\p{Nd}+/gu) <= maximumDigitRun,
    });
  }
  if (maximumRepeats !== null) {
    rules.push({
      text: { key: 'passwordRules.repeats', values: { count: maximumRepeats } },
      holds: (password) => longest(password.normalize('NFC'), /(.)\1*/gsu) <= maximumRepeats,
    });
  }
  return rules;
};

const historyText = (history: number): PersonText => ({ key: 'passwordRules.history', values: { count: history } });

/** Every rule in words, for who is about to choose a password. */
export const passwordRuleTexts = (policy: PasswordPolicy): readonly PersonText[] => [
  ...rulesOf(policy).map(({ text }) => text),
  ...(policy.history === null ? [] : [historyText(policy.history)]),
];

/** The rules a password does not meet, history aside. */
export const brokenRules = (policy: PasswordPolicy, password: string): readonly PersonText[] =>
  rulesOf(policy).flatMap(({ text, holds }) => (holds(password) ? [] : [text]));

/** `input.invalid` that names the rules, on the field `password` as well. */
export const passwordRefusal = (broken: readonly PersonText[]): PersonError =>
  new PersonError('input.invalid', 'errors.passwordRules', {}, { parts: broken, field: 'password' });

export const reusedRefusal = (history: number): PersonError => passwordRefusal([historyText(history)]);
