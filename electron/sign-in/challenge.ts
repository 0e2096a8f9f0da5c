// The 401 that starts or repeats a sign-in on the device. Apple: "Onboarding users with account sign-in".
import { enrollmentTypes, platforms, type EnrollmentType, type Platform } from '../../shared/model/enrollment.ts';
import type { MdmResponse } from '../wire/http.ts';
import type { EnrollSettings } from './ports.ts';

/** Only this scheme hands a result back to the device; any other redirect address is refused. */
export const callbackScheme = 'apple-remotemanagement-user-login:';

export const oauthRedirectUri = `${callbackScheme}/oauth2/redirection`;
export const oauthClientId = 'russet-enrollment';

/** What begins with the sign-in: the page tells what the office can see and do then. */
export interface SignInPurpose {
  readonly type: EnrollmentType;
  readonly platform: Platform;
}

/** As the last segment of the page's path, because the device appends a query of its own. */
const purposeSegment = ({ type, platform }: SignInPurpose): string => `/${type}-${platform}`;

/** Undefined for the page without one, as for a sign-in of a device that is enrolled already. */
export const purposeOf = (path: string): SignInPurpose | undefined => {
  const last = path.slice(path.lastIndexOf('/'));
  return enrollmentTypes
    .flatMap((type) => platforms.map((platform) => ({ type, platform })))
    .find((purpose) => purposeSegment(purpose) === last);
};

/** Value of WWW-Authenticate for the sign-in method of the office. */
export const signInChallenge = ({ signInMethod, origin }: EnrollSettings, purpose?: SignInPurpose): string => {
  const segment = purpose === undefined ? '' : purposeSegment(purpose);
  return signInMethod === 'apple-as-web'
    ? `Bearer method="apple-as-web", url="${origin}/enroll/sign-in${segment}"`
    : [
        'Bearer method="apple-oauth2"',
        `authorization-url="${origin}/enroll/oauth2/authorize${segment}"`,
        `token-url="${origin}/enroll/oauth2/token"`,
        `redirect-url="${oauthRedirectUri}"`,
        `client-id="${oauthClientId}"`,
      ].join(', ');
};

/** The answer that makes the device ask its person to sign in. */
export const challengeResponse = (challenge: string): MdmResponse => ({
  status: 401,
  headers: { 'www-authenticate': challenge, 'cache-control': 'no-store' },
});

/** The token of an `Authorization: Bearer` header; the scheme's case does not matter. */
export const bearerToken = (header: string | undefined): string | undefined =>
  /^bearer +([A-Za-z0-9._~+/=-]{1,512}) *$/i.exec(header ?? '')?.[1];
