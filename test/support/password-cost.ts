// What hashing a password costs in tests that are not about its cost: a few milliseconds instead of half a second.
import type { PasswordCost } from '../../electron/people/passwords.ts';

export const testCost: PasswordCost = { N: 2 ** 10, r: 8, p: 1 };
