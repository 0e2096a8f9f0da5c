// The one way into the core: checks name and input of a call, runs its handler, and turns what goes wrong into an envelope.
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { ErrorEnvelope } from '../../shared/errors.ts';
import { contract, type Contract, type MethodName } from '../../shared/ipc/contract.ts';
import type { CallContext, Handlers } from '../../shared/ipc/method.ts';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';

export type CallResult = { ok: true; value: unknown } | { ok: false; error: ErrorEnvelope };

export interface Admin {
  /** Never rejects. `actor` says who calls: `console` or `command-line`. */
  call(method: string, input: unknown, actor?: string): Promise<CallResult>;
}

const isMethod = (name: string): name is MethodName => Object.hasOwn(contract, name);

/** zod's own words for a missing field say little to a person. */
const wordsOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') return 'unknown field';
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined') ? 'required' : issue.message;
};

const fieldsOf = (error: z.ZodError): Record<string, string> => {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.map(String);
    const names = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    for (const name of names) fields[name.join('.')] ??= wordsOf(issue);
  }
  return fields;
};

const invalidInput = (error: z.ZodError): ErrorEnvelope => {
  const fields = fieldsOf(error);
  const list = Object.entries(fields).map(([field, text]) => (field === '' ? text : `${field}: ${text}`));
  return { code: 'input.invalid', message: `Check the input: ${list.join('; ')}.`, fields };
};

/** Handlers take what their own schema made of the input, which the table of all of them cannot express. */
type AnyHandler = (input: unknown, context: CallContext) => unknown;

export const createAdmin = (deps: { readonly handlers: Handlers<Contract>; readonly logger: Logger }): Admin => {
  const { handlers, logger } = deps;

  const unexpected = (method: string, error: unknown): ErrorEnvelope => {
    const ref = randomBytes(4).toString('hex');
    logger.error('a call failed unexpectedly', {
      ref,
      method,
      error: error instanceof Error ? error.stack : String(error),
    });
    return {
      code: 'internal',
      message: `Something went wrong inside Russet. The program log tells more under the reference ${ref}.`,
      ref,
    };
  };

  const envelope = (method: string, error: unknown): ErrorEnvelope => {
    if (!(error instanceof AppError)) return unexpected(method, error);
    logger.info('a call was refused', {
      method,
      code: error.code,
      // Failures of database or key store have a technical cause that the message leaves out.
      ...(error.cause instanceof Error && { cause: error.cause.message }),
    });
    return { code: error.code, message: error.message, ...(error.fields && { fields: error.fields }) };
  };

  return {
    async call(method, input, actor = 'console') {
      if (!isMethod(method)) {
        return { ok: false, error: { code: 'method.unknown', message: `There is no method named ${method}.` } };
      }
      const parsed = contract[method].input.safeParse(input);
      if (!parsed.success) return { ok: false, error: invalidInput(parsed.error) };
      try {
        const value = await (handlers[method] as AnyHandler)(parsed.data, { actor });
        const checked = contract[method].output.safeParse(value);
        if (checked.success) return { ok: true, value: checked.data };
        // The issues name fields; they quote no values.
        const where = Object.keys(fieldsOf(checked.error)).join(', ');
        return { ok: false, error: unexpected(method, new Error(`the answer does not fit the contract: ${where}`)) };
      } catch (error) {
        return { ok: false, error: envelope(method, error) };
      }
    },
  };
};
