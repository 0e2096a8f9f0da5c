// The way to the core: typed calls of the contract and its events.
import type { MethodInput, MethodName, MethodOutput } from '@shared/ipc/contract.ts';
import { type CoreEvent, coreEventSchema } from '@shared/ipc/events.ts';
import type { ErrorCode, ErrorEnvelope } from '@shared/errors.ts';
import { currentTexts, wordsOf } from './texts.ts';

/** A call that the core refused or could not do; the envelope says why in words for the admin. */
export class CallError extends Error {
  readonly envelope: ErrorEnvelope;

  constructor(envelope: ErrorEnvelope) {
    super(envelope.message);
    this.name = 'CallError';
    this.envelope = envelope;
  }
}

/** Calls a contract method. Throws a CallError when the core answers with an error. */
export const call = async <N extends MethodName>(method: N, input: MethodInput<N>): Promise<MethodOutput<N>> => {
  const result = await window.russet.call(method, input);
  if (!result.ok) throw new CallError(result.error);
  return result.value as MethodOutput<N>;
};

/** Tells the listener of every change in the core until the returned function is called. */
export const subscribe = (listener: (event: CoreEvent) => void): (() => void) =>
  window.russet.subscribe((event) => {
    listener(coreEventSchema.parse(event));
  });

/** What to show of a failure, in the language of the console. */
export interface Problem {
  readonly code: ErrorCode;
  /** Says what is wrong and what to do. */
  readonly message: string;
  readonly ref?: string | undefined;
  /** Field path to what is wrong there. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** What to show, whatever was thrown. */
export const toProblem = (error: unknown): Problem => {
  if (!(error instanceof CallError)) {
    const message = error instanceof Error ? error.message : currentTexts('common')('somethingWrong');
    return { code: 'internal', message };
  }
  const { code, text, ref, fieldTexts } = error.envelope;
  const fields = fieldTexts && Object.entries(fieldTexts).map(([path, field]) => [path, wordsOf(field)] as const);
  return { code, message: wordsOf(text), ref, ...(fields && { fields: Object.fromEntries(fields) }) };
};
