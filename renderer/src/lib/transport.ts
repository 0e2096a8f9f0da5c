// The way to the core: typed calls of the contract and its events.
import type { MethodInput, MethodName, MethodOutput } from '../../../shared/ipc/contract.ts';
import { type CoreEvent, coreEventSchema } from '../../../shared/ipc/events.ts';
import type { ErrorEnvelope } from '../../../shared/errors.ts';
import { currentTexts } from './texts.ts';

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

/** The error as an envelope, whatever was thrown. */
export const toEnvelope = (error: unknown): ErrorEnvelope =>
  error instanceof CallError
    ? error.envelope
    : { code: 'internal', message: error instanceof Error ? error.message : currentTexts('common')('somethingWrong') };
