// The one way into the core: checks name and input of a call, runs its handler, and turns what goes wrong into an envelope.
import { uncarriedFields } from './carried-text.ts';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { type ErrorEnvelope, errorEnvelope } from '../../shared/errors.ts';
import { contract, type Contract, type MethodName } from '../../shared/ipc/contract.ts';
import { issueText } from '../../shared/ipc/field-texts.ts';
import type { CallContext, Handlers } from '../../shared/ipc/method.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';

export type CallResult = { ok: true; value: unknown } | { ok: false; error: ErrorEnvelope };

export interface Admin {
  /** Never rejects. `actor` says who calls: `console` or `command-line`. */
  call(method: string, input: unknown, actor?: string): Promise<CallResult>;
}

const isMethod = (name: string): name is MethodName => Object.hasOwn(contract, name);

const fieldsOf = (error: z.ZodError): Record<string, AdminText> => {
  const fields = new Map<string, AdminText>();
  for (const issue of error.issues) {
    const path = issue.path.map(String);
    const names = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    for (const name of names.map((keys) => keys.join('.'))) {
      if (!fields.has(name)) fields.set(name, issueText(issue));
    }
  }
  return Object.fromEntries(fields);
};

const invalidInput = (fields: Readonly<Record<string, AdminText>>): ErrorEnvelope => {
  const list = Object.entries(fields).map(([field, problem]) =>
    field === '' ? problem : say('errors.namedField', { field, problem }),
  );
  return errorEnvelope('input.invalid', say('errors.checkInput', { fields: list }), { fields });
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
      error,
    });
    return errorEnvelope('internal', say('errors.internalRef', { ref }), { ref });
  };

  const envelope = (method: string, error: unknown): ErrorEnvelope => {
    if (!(error instanceof AppError)) return unexpected(method, error);
    logger.info('a call was refused', {
      method,
      code: error.code,
      // Failures of database or key store have a technical cause that the message leaves out.
      ...(error.cause instanceof Error && { cause: error.cause.message }),
    });
    return errorEnvelope(error.code, error.text, { fields: error.fields });
  };

  return {
    async call(method, input, actor = 'console') {
      if (!isMethod(method)) {
        return { ok: false, error: errorEnvelope('method.unknown', say('errors.noSuchMethod', { method })) };
      }
      const parsed = contract[method].input.safeParse(input, { reportInput: true });
      if (!parsed.success) return { ok: false, error: invalidInput(fieldsOf(parsed.error)) };
      const uncarried = uncarriedFields(parsed.data);
      if (Object.keys(uncarried).length > 0) return { ok: false, error: invalidInput(uncarried) };
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
