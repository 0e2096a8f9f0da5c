// Reads a submitted sign-in form.
import { z } from 'zod';
import type { MdmRequest } from '../wire/http.ts';
import type { ChosenPassword, FirstPassword } from './sign-in.ts';
import { PersonError } from './texts.ts';

export const isFormRequest = ({ headers }: MdmRequest): boolean =>
  /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');

const fieldsOf = (request: MdmRequest): unknown =>
  isFormRequest(request) ? Object.fromEntries(new URLSearchParams(request.body.toString('utf8'))) : undefined;

const userName = z.string().trim().min(1).max(320);

const signInFields = z.object({
  username: userName,
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
  const fields = signInFields.safeParse(fieldsOf(request));
  if (!fields.success || (!vouchedFor && fields.data.password === '' && fields.data.pin === '')) {
    throw new PersonError('input.invalid', 'errors.incomplete');
  }
  const { 'form-token': formToken, ...rest } = fields.data;
  return { ...rest, formToken };
};

const keptFields = z.object({ username: userName.catch(''), terms: z.string().max(20).catch('') });

/** What a form that is shown again keeps, whatever is wrong with the rest: the user name and the ticked terms. */
export const typedBefore = (request: MdmRequest): { readonly username: string; readonly terms: string } =>
  keptFields.safeParse(fieldsOf(request)).data ?? { username: '', terms: '' };

const pinRequestFields = z.object({ username: userName, 'form-token': z.string().max(200) });

/** The form that asks for a new PIN. Throws `input.invalid`. */
export const readPinRequest = (request: MdmRequest): { readonly username: string; readonly formToken: string } => {
  const fields = pinRequestFields.safeParse(fieldsOf(request)).data;
  if (fields === undefined) throw new PersonError('input.invalid', 'errors.incomplete');
  return { username: fields.username, formToken: fields['form-token'] };
};

const newPassword = z.string().max(200);

const stepFields = z.object({
  person: z.string().min(1).max(128),
  proof: z.string().max(200),
  terms: z.string().max(20).default(''),
  'new-password': newPassword.optional(),
  'new-password-repeated': newPassword.default(''),
});

export interface SubmittedStep {
  readonly person: string;
  readonly proof: string;
  readonly terms: string;
  readonly chosen: ChosenPassword | undefined;
}

/** A form that goes on after a sign-in; undefined for any other. */
export const readStepForm = (request: MdmRequest): SubmittedStep | undefined => {
  const fields = stepFields.safeParse(fieldsOf(request)).data;
  if (fields === undefined) return undefined;
  const { person, proof, terms, 'new-password': chosen, 'new-password-repeated': repeated } = fields;
  return { person, proof, terms, chosen: chosen === undefined ? undefined : { newPassword: chosen, repeated } };
};

const firstPasswordFields = signInFields
  .pick({ pin: true, terms: true, 'form-token': true })
  .extend({ 'new-password': newPassword.min(1), 'new-password-repeated': newPassword });

/** The form of somebody who has no password yet. Throws `input.invalid`. */
export const readFirstPasswordForm = (request: MdmRequest): FirstPassword & { readonly formToken: string } => {
  const fields = firstPasswordFields.safeParse(fieldsOf(request)).data;
  if (fields === undefined) throw new PersonError('input.invalid', 'errors.incomplete');
  const { pin, terms, 'form-token': formToken } = fields;
  const chosen = { newPassword: fields['new-password'], repeated: fields['new-password-repeated'] };
  return { pin, terms, formToken, chosen };
};
