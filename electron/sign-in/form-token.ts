// Hidden form tokens against forged submissions: signed, short-lived, bound to the form they were made for.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../core/ports.ts';
import type { MdmRequest } from '../wire/http.ts';
import type { RandomBytes } from './ports.ts';
import { PersonError } from './texts.ts';
import { hour } from '../core/durations.ts';

const lifetimeMs = hour;

export interface FormTokens {
  /** `purpose` names the form and what it acts on. */
  make(purpose: string): string;
  /**
   * Throws `access.denied` unless the token was made for the purpose within the last hour and the browser does not say
   * that the submission came from another site.
   */
  require(request: MdmRequest, purpose: string, token: string): void;
}

const fromOtherSite = ({ headers }: MdmRequest): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = headers.origin;
  if (origin === undefined || !URL.canParse(origin)) return origin === 'null';
  return new URL(origin).host !== headers.host && headers.host !== undefined;
};

/** The key lives as long as the process: after a restart an open form has to be loaded again. */
export const createFormTokens = (deps: { clock: Pick<Clock, 'now'>; randomBytes: RandomBytes }): FormTokens => {
  const key = deps.randomBytes(32);
  const sign = (purpose: string, expiresAt: string): Buffer =>
    createHmac('sha256', key).update(`${expiresAt}\n${purpose}`).digest();

  const isGood = (purpose: string, token: string): boolean => {
    const [expiresAt = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const right = sign(purpose, expiresAt);
    return given.length === right.length && timingSafeEqual(given, right) && Number(expiresAt) > deps.clock.now();
  };

  return {
    make(purpose) {
      const expiresAt = String(deps.clock.now() + lifetimeMs);
      return `${expiresAt}.${sign(purpose, expiresAt).toString('base64url')}`;
    },
    require(request, purpose, token) {
      if (fromOtherSite(request) || !isGood(purpose, token)) {
        throw new PersonError('access.denied', 'errors.pageTooOld');
      }
    },
  };
};
