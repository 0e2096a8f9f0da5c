// Reads a submitted sign-in form.
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { MdmRequest } from '../http.ts';

export const isFormRequest = ({ headers }: MdmRequest): boolean =>
  /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');

const signInFields = z.object({
  username: z.string().trim().min(1).max(320),
  password: z.string().min(1).max(200),
  'form-token': z.string().max(200).default(''),
});

export interface SignInFields {
  readonly username: string;
  readonly password: string;
  readonly formToken: string;
}

/** Throws `input.invalid`, also for another content type: only a form of ours posts here. */
export const readSignInForm = (request: MdmRequest): SignInFields => {
  const fields = isFormRequest(request)
    ? signInFields.safeParse(Object.fromEntries(new URLSearchParams(request.body.toString('utf8'))))
    : undefined;
  if (fields?.success !== true) throw new AppError('input.invalid', 'Enter user name and password.');
  return { username: fields.data.username, password: fields.data.password, formToken: fields.data['form-token'] };
};
