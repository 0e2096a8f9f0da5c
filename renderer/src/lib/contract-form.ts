// Joins forms to the contract: a form is checked by the contract's own schema, and the core's answer finds its fields.
import { useEffect } from 'react';
import { toNestErrors } from '@hookform/resolvers';
import {
  type DefaultValues,
  type FieldError,
  type FieldErrors,
  type FieldPath,
  type FieldValues,
  type Resolver,
  type ResolverOptions,
  useForm,
} from 'react-hook-form';
import type { z } from 'zod';
import { contract, type MethodInput, type MethodName, type MethodOutput } from '@shared/ipc/contract.ts';
import { issueText } from '@shared/ipc/field-texts.ts';
import { useContractMutation } from './contract-hooks.ts';
import { setFieldErrors } from './field-errors.ts';
import { wordsOf } from './texts.ts';
import { type Problem, toProblem } from './transport.ts';

/**
 * Checks a form by a contract schema. `toInput` makes the method's input of what was typed; its fields carry the
 * names of the form's fields, so that an error of the schema lands on the field that caused it.
 */
export const contractResolver = <V extends FieldValues, O extends FieldValues>(
  schema: z.ZodType<O, FieldValues>,
  toInput: (values: V) => FieldValues,
): Resolver<V, unknown, O> => {
  return (values, _context, options) => {
    const result = schema.safeParse(toInput(values), { reportInput: true });
    if (result.success) return { values: result.data, errors: {} };
    const errors = new Map<string, FieldError>();
    for (const issue of result.error.issues) {
      const field = issue.path.join('.');
      if (!errors.has(field)) errors.set(field, { type: issue.code, message: wordsOf(issueText(issue)) });
    }
    return {
      values: {},
      errors: toNestErrors(
        Object.fromEntries(errors),
        options as unknown as ResolverOptions<FieldValues>,
      ) as FieldErrors<V>,
    };
  };
};

interface ContractFormOptions<V extends FieldValues, N extends MethodName> {
  /** What the form starts with; when it changes, fields that were not touched follow. */
  readonly values: V;
  readonly toInput: (values: V) => MethodInput<N>;
  /** Fields that can show an error; what the core says of others is shown above the form. */
  readonly fields: readonly FieldPath<V>[];
  readonly onDone: (output: MethodOutput<N>) => void;
  /** Takes over a failure; returns true if nothing more is to be shown. */
  readonly onProblem?: (problem: Problem, input: MethodInput<N>) => boolean;
}

/** A form that fills the input of one contract method. Nothing typed is lost when the core refuses it. */
export const useContractForm = <V extends FieldValues, N extends MethodName>(
  method: N,
  { values, toInput, fields, onDone, onProblem }: ContractFormOptions<V, N>,
) => {
  const mutation = useContractMutation(method);
  const form = useForm<V, unknown, FieldValues>({
    resolver: contractResolver(
      contract[method].input as unknown as z.ZodType<FieldValues, FieldValues>,
      toInput as unknown as (typed: V) => FieldValues,
    ),
    defaultValues: values as DefaultValues<V>,
    values,
    resetOptions: { keepDirtyValues: true, keepErrors: true },
  });
  const { isError, reset: forget } = mutation;
  // What the core refused is out of date as soon as something else is typed.
  useEffect(() => {
    if (!isError) return;
    return form.subscribe({ formState: { values: true }, callback: forget });
  }, [isError, forget, form]);
  const send = async (input: FieldValues): Promise<void> => {
    try {
      const output = await mutation.mutateAsync(input as MethodInput<N>);
      form.reset(form.getValues());
      onDone(output);
    } catch (error) {
      if (onProblem?.(toProblem(error), input as MethodInput<N>) === true) mutation.reset();
      else setFieldErrors(error, fields, form.setError);
    }
  };
  return {
    form,
    /** What PageForm and FormDialog need to know: `<PageForm {...frame}>`. */
    frame: {
      dirty: form.formState.isDirty,
      saving: mutation.isPending,
      /** What the core refused. */
      error: mutation.error,
      shownFields: fields as readonly string[],
      onSubmit: (): Promise<void> => {
        // The form's own check may find something new: the old answer of the core must not stand beside it.
        if (isError) forget();
        return form.handleSubmit(send)();
      },
      /** Takes back what was typed: without the options, `reset` would keep it. */
      onReset: (): void => {
        mutation.reset();
        form.reset(values, { keepDirtyValues: false, keepErrors: false });
      },
    },
    /** The refusal is out of date: what it was about is being mended. */
    forgetError: mutation.reset,
  };
};

/** A message as it stands below a field: a sentence begins with a capital. */
export const fieldMessage = (message: string | undefined): string | undefined =>
  message === undefined || message === '' ? undefined : message.slice(0, 1).toUpperCase() + message.slice(1);

/** Number typed into a text field; NaN for anything that is not digits, which the schema refuses. */
export const typedNumber = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

/** The first message below a field, however deep: lists and groups of fields nest their errors. */
export const firstMessage = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('message' in error && typeof error.message === 'string' && error.message !== '') return error.message;
  for (const [key, inner] of Object.entries(error)) {
    // `ref` is the field's element, not an error.
    const message = key === 'ref' ? undefined : firstMessage(inner);
    if (message !== undefined) return message;
  }
  return undefined;
};

/** Places of a list field's entries that have an error. */
export const wrongPlaces = (error: unknown): number[] =>
  Array.isArray(error) ? error.flatMap((entry, index) => (firstMessage(entry) === undefined ? [] : [index])) : [];
