// Reads a submitted sign-in form.
import { z } from 'zod';
import type { MdmRequest } from '../http.ts';
import { PersonError } from './texts.ts';

export const isFormRequest = ({ headers }: MdmRequest): boolean =>
  /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');

const signInFields = z.object({
  username: z.string().trim().min(1).max(320),
  password: z.string().max(200).default(''),
  pin: z.string().trim().max(32).default(''),
  terms: z.string().max(20).default(''),
  'form-token': z.string().max(200).default(''),
});

export interface SignInFields {
  readonly username: string;
  /** Empty if the form had no such field. */
  readonly password: string;
  readonly pin: string;
  readonly terms: string;
  readonly formToken: string;
}

/** Without a secret only if somebody else vouches for the person. Throws `input.invalid`, also for another content type: only a form of ours posts here. */
export const readSignInForm = (request: MdmRequest, vouchedFor = false): SignInFields => {
  const fields = isFormRequest(request)
    ? signInFields.safeParse(Object.fromEntries(new URLSearchParams(request.body.toString('utf8'))))
    : undefined;
  if (fields?.success !== true || (!vouchedFor && fields.data.password === '' && fields.data.pin === '')) {
    throw new PersonError('input.invalid', 'errors.incomplete');
  }
  const { 'form-token': formToken, ...rest } = fields.data;
  return { ...rest, formToken };
};

const stepFields = z.object({
  person: z.string().min(1).max(128),
  proof: z.string().max(200),
  terms: z.string().max(20).default(''),
});

export type SubmittedStep = z.output<typeof stepFields>;

/** A form that goes on after a sign-in; undefined for any other. */
export const readStepForm = (request: MdmRequest): SubmittedStep | undefined =>
  isFormRequest(request)
    ? stepFields.safeParse(Object.fromEntries(new URLSearchParams(request.body.toString('utf8')))).data
    : undefined;
