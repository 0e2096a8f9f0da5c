// Joins forms to the contract: a form is checked by the contract's own schema, and the core's answer finds its fields.
import { zodResolver } from '@hookform/resolvers/zod';
import { type DefaultValues, type FieldPath, type FieldValues, type Resolver, useForm } from 'react-hook-form';
import type { z } from 'zod';
import type { ErrorEnvelope } from '../../../shared/errors.ts';
import { contract, type MethodInput, type MethodName, type MethodOutput } from '../../../shared/ipc/contract.ts';
import { useContractMutation } from './contract-hooks.ts';
import { setFieldErrors } from './field-errors.ts';
import { currentTexts } from './texts.ts';
import { toEnvelope } from './transport.ts';

/** Words for the checks that a schema leaves without own words. */
const wordsFor = (issue: z.core.$ZodRawIssue): string | undefined => {
  const t = currentTexts('common');
  const characters = 'origin' in issue && issue.origin === 'string';
  if (issue.code === 'too_big')
    return t(characters ? 'field.atMostCharacters' : 'field.atMost', { maximum: String(issue.maximum) });
  if (issue.input === '' || issue.input === undefined) return t('field.required');
  if (Number.isNaN(issue.input)) return t('field.wholeNumber');
  if (issue.code === 'too_small')
    return t(characters ? 'field.atLeastCharacters' : 'field.atLeast', { minimum: String(issue.minimum) });
  if (issue.code === 'invalid_format' && issue.format === 'email') return t('field.email');
  return undefined;
};

/**
 * Checks a form by a contract schema. `toInput` makes the method's input of what was typed; its fields carry the
 * names of the form's fields, so that an error of the schema lands on the field that caused it.
 */
export const contractResolver = <V extends FieldValues, O extends FieldValues>(
  schema: z.ZodType<O, FieldValues>,
  toInput: (values: V) => FieldValues,
): Resolver<V, unknown, O> => {
  const check = zodResolver<FieldValues, unknown, O, typeof schema>(schema, { error: wordsFor });
  return async (values, context, options) => {
    const result = await check(toInput(values), context, options as unknown as Parameters<typeof check>[2]);
    return result as Awaited<ReturnType<Resolver<V, unknown, O>>>;
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
  readonly onProblem?: (problem: ErrorEnvelope, input: MethodInput<N>) => boolean;
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
  const send = async (input: FieldValues): Promise<void> => {
    try {
      const output = await mutation.mutateAsync(input as MethodInput<N>);
      form.reset(form.getValues());
      onDone(output);
    } catch (error) {
      if (onProblem?.(toEnvelope(error), input as MethodInput<N>) === true) mutation.reset();
      else setFieldErrors(error, fields, form.setError);
    }
  };
  return {
    form,
    submit: form.handleSubmit(send),
    saving: mutation.isPending,
    dirty: form.formState.isDirty,
    /** Takes back what was typed: without the options, `reset` would keep it. */
    undo: (): void => {
      mutation.reset();
      form.reset(values, { keepDirtyValues: false, keepErrors: false });
    },
    /** What the core refused, for FormError. */
    error: mutation.error,
    /** The refusal is out of date: what it was about is being mended. */
    forgetError: mutation.reset,
    shownFields: fields as readonly string[],
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
