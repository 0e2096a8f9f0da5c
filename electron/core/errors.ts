// The one error type for failures that are expected. Translated at two edges only: the listener and the contract.
import type { ErrorCode } from '../../shared/errors.ts';

/** An expected failure. `message` is read by people: it says what is wrong and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: Readonly<Record<string, string>> | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; fields?: Record<string, string> } = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields;
  }
}

/** Narrows an unknown failure to an AppError with the given code. */
export const isAppError = (error: unknown, code?: ErrorCode): error is AppError =>
  error instanceof AppError && (code === undefined || error.code === code);

/** States a condition that cannot fail unless the program is wrong. */
export function invariant(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${why}`);
}

/** Ends a switch over a union; reaching it is a defect. */
export const assertNever = (value: never): never => {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
};
