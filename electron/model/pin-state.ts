// What a one-time PIN is good for at a moment.
import type { PinStatus } from '../../shared/model/user.ts';

/** Wrong tries after which a PIN is over, whoever made them: four digits must not be guessed in the long run. */
export const pinTries = 10;

export interface PinState {
  readonly status: PinStatus;
  readonly issuedAt?: number | undefined;
  readonly expiresAt?: number | undefined;
}

/** What is stored of a PIN beside its hash. */
export interface PinFacts {
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly usedAt?: number | undefined;
  readonly failures: number;
}

export const pinStateOf = (pin: PinFacts | undefined, now: number): PinState => {
  if (pin === undefined) return { status: 'none' };
  const { issuedAt, expiresAt } = pin;
  if (pin.usedAt !== undefined) return { status: 'used', issuedAt, expiresAt };
  if (pin.failures >= pinTries) return { status: 'blocked', issuedAt, expiresAt };
  return { status: expiresAt <= now ? 'expired' : 'valid', issuedAt, expiresAt };
};
