// Brings the core's field errors to the fields of a form.
import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { toProblem } from './transport.ts';

/** Marks each field that the core found wrong. Returns the messages of fields that the form does not have. */
export const setFieldErrors = <T extends FieldValues>(
  error: unknown,
  fields: readonly FieldPath<T>[],
  setError: UseFormSetError<T>,
): readonly string[] => {
  const rest: string[] = [];
  for (const [path, message] of Object.entries(toProblem(error).fields ?? {})) {
    const field = fields.find((name) => name === path);
    if (field === undefined) rest.push(`${path}: ${message}`);
    else setError(field, { type: 'core', message });
  }
  return rest;
};
