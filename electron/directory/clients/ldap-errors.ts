// What the many ways of a directory to fail mean, in words that say what to do.
import { ResultCodeError } from 'ldapts';
import { type AdminText, say } from '../../../shared/locales/admin-texts.ts';
import { lookUp } from '../../../shared/look-up.ts';
import { AppError } from '../../core/errors.ts';

/** What a refused bind says of the account: a `wrong` password, or a right one for an account that may not use it. */
export type BindRefusal = 'wrong' | 'expired' | 'blocked';

interface BindReason {
  readonly text: AdminText;
  readonly refusal: BindRefusal;
}

/**
 * Active Directory hides the reason of a refused bind in the text. Microsoft: "LDAP error codes for bind". But for a
 * locked account (775) it names what is wrong with an account only to who knows the password.
 */
const bindReasons: Readonly<Record<string, BindReason>> = {
  '525': { text: say('directory.bindNoUser'), refusal: 'wrong' },
  '52e': { text: say('directory.bindWrong'), refusal: 'wrong' },
  '530': {
    text: say('directory.bindTime'),
    refusal: 'blocked',
  },
  '531': {
    text: say('directory.bindComputer'),
    refusal: 'blocked',
  },
  '532': {
    text: say('directory.bindPasswordExpired'),
    refusal: 'expired',
  },
  '533': { text: say('directory.bindDisabled'), refusal: 'blocked' },
  '701': { text: say('directory.bindExpired'), refusal: 'blocked' },
  '773': {
    text: say('directory.bindMustChange'),
    refusal: 'expired',
  },
  '775': {
    text: say('directory.bindLocked'),
    refusal: 'wrong',
  },
};

const wrongCredentials: BindReason = {
  text: say('directory.bindWrong'),
  refusal: 'wrong',
};

const bindReasonOf = (message: string): BindReason =>
  lookUp(bindReasons, /\bdata ([0-9a-f]{3})\b/i.exec(message)?.[1]?.toLowerCase() ?? '') ?? wrongCredentials;

/** What lies behind an error with the code `directory.credentials`. */
export const bindRefusalOf = ({ cause }: AppError): BindRefusal =>
  cause instanceof ResultCodeError ? bindReasonOf(cause.message).refusal : 'wrong';

const credentials = (server: string, cause: ResultCodeError): AppError =>
  new AppError(
    'directory.credentials',
    say('directory.bindRefused', { server, reason: bindReasonOf(cause.message).text }),
    {
      cause,
    },
  );

const failed = (text: AdminText, cause?: unknown): AppError => new AppError('directory.failed', text, { cause });

/** What was asked for, such as a DN. */
export type Subject = string | AdminText;

const byResultCode = (server: string, subject: Subject, error: ResultCodeError): AppError => {
  switch (error.code) {
    case 3:
      return failed(say('directory.tookTooLong', { server, subject }), error);
    case 4:
    case 11:
      return failed(say('directory.sizeLimit', { server, subject }), error);
    case 8:
    case 13:
      return failed(say('directory.wantsEncryption', { server }), error);
    case 10:
      return failed(say('directory.elsewhere', { server, subject }), error);
    case 12:
      return failed(say('directory.noPaging', { server, subject }), error);
    case 32:
      return failed(say('directory.noEntry', { server, subject }), error);
    case 34:
      return failed(say('directory.badDn', { subject }), error);
    case 48:
    case 49:
      return credentials(server, error);
    case 50:
      return failed(say('directory.mayNotRead', { server, subject }), error);
    case 51:
    case 52:
      return new AppError('directory.unreachable', say('directory.serverBusy', { server }), {
        cause: error,
      });
    case 1:
      return failed(
        say(/bind/i.test(error.message) ? 'directory.wantsBind' : 'directory.refuses', { server, subject }),
        error,
      );
    default:
      return failed(say('directory.resultCode', { server, subject, code: error.code }), error);
  }
};

/** An AppError stays what it is. */
export const explainLdapError = (server: string, subject: Subject, error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (error instanceof ResultCodeError) return byResultCode(server, subject, error);
  const message = error instanceof Error ? error.message : String(error);
  if (/timed out|timeout/i.test(message)) {
    return new AppError('directory.unreachable', say('directory.noAnswerInTime', { server }), {
      cause: error,
    });
  }
  if (/socket|connection/i.test(message)) {
    return new AppError('directory.unreachable', say('directory.brokeOff', { server }), { cause: error });
  }
  return failed(say('directory.notLdap', { server }), error);
};

/** Failures of name resolution and connecting. */
export const explainConnectError = (server: string, host: string, error: Error): AppError => {
  if (error instanceof AppError) return error;
  const { code } = error as NodeJS.ErrnoException;
  const because: Readonly<Record<string, AdminText>> = {
    ENOTFOUND: say('directory.unknownHost', { host }),
    EAI_AGAIN: say('directory.dnsDown', { host }),
    ECONNREFUSED: say('directory.nobodyListens', { server }),
    EHOSTUNREACH: say('directory.unreachableHere', { server }),
    ENETUNREACH: say('directory.unreachableHere', { server }),
    ECONNRESET: say('directory.closesAtOnce', { server }),
    ETIMEDOUT: say('directory.noAnswer', { server }),
  };
  return new AppError(
    'directory.unreachable',
    lookUp(because, code ?? '') ?? say('directory.unreachableBecause', { server, reason: code ?? error.message }),
    { cause: error },
  );
};

const trustReasons: Readonly<Record<string, AdminText>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: say('directory.selfSigned'),
  SELF_SIGNED_CERT_IN_CHAIN: say('directory.unknownAuthority'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: say('directory.unknownAuthority'),
  UNABLE_TO_GET_ISSUER_CERT: say('directory.unknownAuthority'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: say('directory.unknownAuthority'),
  CERT_SIGNATURE_FAILURE: say('directory.badSignature'),
  CERT_HAS_EXPIRED: say('directory.certificateExpired'),
  CERT_NOT_YET_VALID: say('directory.certificateNotYet'),
  ERR_TLS_CERT_ALTNAME_INVALID: say('directory.otherHostName'),
};

/** `subject` is the subject of the certificate that the server shows. */
export const untrusted = (server: string, subject: Subject, reason: string): AppError => {
  const advice =
    reason === 'ERR_TLS_CERT_ALTNAME_INVALID'
      ? say('directory.useName')
      : reason === 'CERT_HAS_EXPIRED' || reason === 'CERT_NOT_YET_VALID'
        ? say('directory.renewIt')
        : say('directory.addAuthority');
  return new AppError(
    'directory.untrusted',
    say('directory.untrusted', { server, subject, reason: lookUp(trustReasons, reason) ?? reason, advice }),
  );
};
