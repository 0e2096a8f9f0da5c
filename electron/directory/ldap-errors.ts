// What the many ways of a directory to fail mean, in words that say what to do.
import { ResultCodeError } from 'ldapts';
import { AppError } from '../core/errors.ts';

/** What a refused bind says of the account: a `wrong` password, or a right one for an account that may not use it. */
export type BindRefusal = 'wrong' | 'expired' | 'blocked';

interface BindReason {
  readonly text: string;
  readonly refusal: BindRefusal;
}

/**
 * Active Directory hides the reason of a refused bind in the text. Microsoft: "LDAP error codes for bind". But for a
 * locked account (775) it names what is wrong with an account only to who knows the password.
 */
const bindReasons: Readonly<Record<string, BindReason>> = {
  '525': { text: 'there is no such user. Check the DN of the bind user.', refusal: 'wrong' },
  '52e': { text: 'the DN or the password is wrong. Check both and try again.', refusal: 'wrong' },
  '530': {
    text: 'the account may not sign in at this time. Allow it more logon hours, or use another account.',
    refusal: 'blocked',
  },
  '531': {
    text: 'the account may not sign in from this computer. Allow that in the directory, or use another account.',
    refusal: 'blocked',
  },
  '532': {
    text: 'its password has expired. Set one that does not expire in the directory, and enter it here.',
    refusal: 'expired',
  },
  '533': { text: 'the account is disabled. Enable it in the directory, or use another account.', refusal: 'blocked' },
  '701': { text: 'the account has expired. Extend it in the directory, or use another account.', refusal: 'blocked' },
  '773': {
    text: 'its password must be changed at the next sign-in. Change it in the directory, and enter the new one here.',
    refusal: 'expired',
  },
  '775': {
    text: 'the account is locked after too many wrong passwords. Unlock it in the directory, and try again.',
    refusal: 'wrong',
  },
};

const wrongCredentials: BindReason = {
  text: 'the DN or the password is wrong. Check both and try again.',
  refusal: 'wrong',
};

const bindReasonOf = (message: string): BindReason =>
  bindReasons[/\bdata ([0-9a-f]{3})\b/i.exec(message)?.[1]?.toLowerCase() ?? ''] ?? wrongCredentials;

/** What lies behind an error with the code `directory.credentials`. */
export const bindRefusalOf = ({ cause }: AppError): BindRefusal =>
  cause instanceof ResultCodeError ? bindReasonOf(cause.message).refusal : 'wrong';

const credentials = (server: string, cause: ResultCodeError): AppError =>
  new AppError('directory.credentials', `${server} refuses the bind user: ${bindReasonOf(cause.message).text}`, {
    cause,
  });

const failed = (message: string, cause?: unknown): AppError => new AppError('directory.failed', message, { cause });

const byResultCode = (server: string, subject: string, error: ResultCodeError): AppError => {
  switch (error.code) {
    case 3:
      return failed(`${server} gave up ${subject}: it took too long. Narrow the filter or the base DN.`, error);
    case 4:
    case 11:
      return failed(
        `${server} gives no more entries for ${subject} than its size limit allows. Lower "Results count", or ask for a higher limit for the bind user.`,
        error,
      );
    case 8:
    case 13:
      return failed(`${server} wants an encrypted connection. Use ldaps:// or StartTLS.`, error);
    case 10:
      return failed(
        `${server} does not hold ${subject} itself: it refers to another server. Connect to that one.`,
        error,
      );
    case 12:
      return failed(`${server} does not offer paged results, which Russet needs to read ${subject}.`, error);
    case 32:
      return failed(`${server} has no entry ${subject}. Check the base DN.`, error);
    case 34:
      return failed(`${subject} is not a valid DN. Write it like "ou=people,dc=office,dc=example".`, error);
    case 48:
    case 49:
      return credentials(server, error);
    case 50:
      return failed(`${server} does not let the bind user read ${subject}. Give it the right to read there.`, error);
    case 51:
    case 52:
      return new AppError('directory.unreachable', `${server} is busy or shutting down. Try again later.`, {
        cause: error,
      });
    case 1:
      return failed(
        `${server} refuses ${subject}${/bind/i.test(error.message) ? ': it wants a bind user first' : ''}. Check bind user, base DN and filter.`,
        error,
      );
    default:
      return failed(`${server} refuses ${subject} with the LDAP result code ${error.code}.`, error);
  }
};

/** `subject` is what was asked for, such as a DN. An AppError stays what it is. */
export const explainLdapError = (server: string, subject: string, error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (error instanceof ResultCodeError) return byResultCode(server, subject, error);
  const message = error instanceof Error ? error.message : String(error);
  if (/timed out|timeout/i.test(message)) {
    return new AppError('directory.unreachable', `${server} does not answer in time. Try again, or allow more time.`, {
      cause: error,
    });
  }
  if (/socket|connection/i.test(message)) {
    return new AppError('directory.unreachable', `The connection to ${server} broke off. Try again.`, { cause: error });
  }
  return failed(`${server} answers something that is not LDAP. Check address and port.`, error);
};

/** Failures of name resolution and connecting. */
export const explainConnectError = (server: string, host: string, error: Error): AppError => {
  if (error instanceof AppError) return error;
  const { code } = error as NodeJS.ErrnoException;
  const because: Readonly<Record<string, string>> = {
    ENOTFOUND: `There is no host named ${host} (DNS). Check the name.`,
    EAI_AGAIN: `The name ${host} cannot be looked up now: DNS does not answer. Check the network.`,
    ECONNREFUSED: `${server} refuses the connection: nothing listens there. Check the port and whether the server runs.`,
    EHOSTUNREACH: `${server} cannot be reached from this computer. Check network and firewall.`,
    ENETUNREACH: `${server} cannot be reached from this computer. Check network and firewall.`,
    ECONNRESET: `${server} closes the connection at once. Check whether the port is for ldap:// or ldaps://.`,
    ETIMEDOUT: `${server} does not answer. Check network and firewall.`,
  };
  return new AppError(
    'directory.unreachable',
    because[code ?? ''] ?? `${server} cannot be reached (${code ?? error.message}).`,
    { cause: error },
  );
};

const trustReasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is not known here',
  UNABLE_TO_GET_ISSUER_CERT: 'its authority is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not known here',
  CERT_SIGNATURE_FAILURE: 'its signature is wrong',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it was made for another host name',
};

/** `subject` is the subject of the certificate that the server shows. */
export const untrusted = (server: string, subject: string, reason: string): AppError => {
  const advice =
    reason === 'ERR_TLS_CERT_ALTNAME_INVALID'
      ? 'Use the name that is in the certificate.'
      : reason === 'CERT_HAS_EXPIRED' || reason === 'CERT_NOT_YET_VALID'
        ? 'Renew it at the server, and check the clock of this computer.'
        : 'Add the certificate of the authority that issued it under "CA certificates".';
  return new AppError(
    'directory.untrusted',
    `The certificate of ${server} (${subject}) is not trusted: ${trustReasons[reason] ?? reason}. ${advice}`,
  );
};
