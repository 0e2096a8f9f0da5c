// The one error type for failures that are expected. Translated at two edges only: the listener and the contract.
import type { ErrorCode } from '../../shared/errors.ts';
import { type AdminText, say, verbatim } from '../../shared/locales/admin-texts.ts';

/** An expected failure. Its text is read by people: it says what is wrong and what to do. `message` is its English. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly text: AdminText;
  /** What is wrong with single fields of the input. */
  readonly fields: Readonly<Record<string, AdminText>> | undefined;

  constructor(
    code: ErrorCode,
    text: AdminText,
    options: { cause?: unknown; fields?: Readonly<Record<string, AdminText>> } = {},
  ) {
    super(text.english, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.text = text;
    this.fields = options.fields;
  }
}

/** A failure of the protocol, for devices, their log and the command line alone: it is said in English. */
export class ProtocolError extends AppError {
  constructor(code: ErrorCode, english: string, options: { cause?: unknown } = {}) {
    super(code, verbatim(english), options);
  }
}

/** What to tell an administrator of a failure; one that nobody expected is told in the program log. */
export const textOfFailure = (error: unknown): AdminText =>
  error instanceof AppError ? error.text : say('errors.internal');

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

/** What the program log keeps of a failure. */
export interface FailureRecord {
  readonly message: string;
  readonly name?: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: FailureRecord;
}

/** Deeper chains of causes are cut: somebody may have made a circle. */
const maxCauses = 8;

/**
 * A failure as the program log writes it: name, message, code, stack, and the same of each cause. Whatever was thrown has
 * something to say, also what is no Error. Never throws.
 */
export const describeFailure = (failure: unknown, depth = 0): FailureRecord => {
  if (!(failure instanceof Error)) return { message: asWords(failure) };
  const { code } = failure as { readonly code?: unknown };
  return {
    name: failure.name,
    message: failure.message,
    ...((typeof code === 'string' || typeof code === 'number') && { code: String(code) }),
    ...(failure.stack !== undefined && { stack: failure.stack }),
    ...(failure.cause !== undefined && depth < maxCauses && { cause: describeFailure(failure.cause, depth + 1) }),
  };
};

const asWords = (thrown: unknown): string => {
  if (typeof thrown === 'string') return thrown;
  try {
    // Undefined for what JSON has no words for, whatever its type says.
    const words = JSON.stringify(thrown) as string | undefined;
    return words ?? String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
};
