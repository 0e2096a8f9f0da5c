// Reads a device's ErrorChain and explains the numbers worth naming. The device's own words always come first; the
// dictionary is from an older Apple reference, so it only adds to them.
import { z } from 'zod';
import { lookUp } from '../../../shared/look-up.ts';

export interface DeviceError {
  readonly domain: string;
  readonly code: number;
  /** The device's text, in English where it offered that. */
  readonly text: string;
  /** What the number is known to mean. */
  readonly meaning?: string;
  /** What the admin can do about it. */
  readonly remedy?: string;
}

type Explanation = readonly [meaning: string, remedy?: string];

const dictionary: Readonly<Record<string, Readonly<Record<number, Explanation>>>> = {
  MCMDMErrorDomain: {
    12000: ['Invalid access rights', 'Enroll the device again; its enrollment profile does not grant this.'],
    12001: ['The device is already managed', 'Remove the other management profile first.'],
    12002: ['The device cannot check in', 'Check that the device reaches this server.'],
    12003: ['Invalid challenge response'],
    12004: ['Invalid push certificate', 'Check the push certificate on the Server page.'],
    12005: ['A certificate is missing', 'Enroll the device again.'],
    12006: ['A redirect was refused'],
    12007: ['Not authorised by the server'],
    12008: ['Malformed request', 'This is a defect in Russet; please report it.'],
    12009: ['Invalid replacement profile', 'The new enrollment profile must keep the identifiers of the old one.'],
    12011: ['Invalid MDM configuration'],
    12012: ['The replacement does not match the installed MDM profile', 'Enroll the device again.'],
    12013: ['The profile is not managed', 'Only a profile that this server installed can be changed by it.'],
    12015: ['The device cannot get a push token', 'Check that the device reaches Apple (port 5223 or 443).'],
    12016: ['The identity is missing', 'Enroll the device again.'],
    12020: ['Not authorised by the server'],
    12021: ['Not a valid request type', 'This system or enrollment type does not have the command.'],
    12022: ['Invalid push topic', 'Enroll the device again; its push topic is not that of the push certificate.'],
    12023: ['The store identifier could not be validated', 'Check the App Store identifier of the app.'],
    12024: ['The app manifest could not be validated', 'Check the manifest and its address.'],
    12025: ['The app is already installed'],
    12026: ['No licence for the app was found', 'Assign a licence to the user first.'],
    12029: ['The app is not managed'],
    12031: ['App installation is disabled on the device', 'Lift the restriction that forbids installing apps.'],
    12035: ['The app cannot be purchased'],
    12036: ['The app cannot be removed in its current state', 'Try again when its installation has ended.'],
    12038: ['The app is not managed'],
    12040: ['Sign-in to the App Store is required', 'Ask the user to sign in with the Managed Apple Account.'],
    12047: ['No licence assignment was found', 'Assign a licence to the user first.'],
    12063: ['The user declined', 'Ask the user and send the command again.'],
    12064: ['The licence was not found', 'Check the licences in Apple Business Manager.'],
    12065: ['The app belongs to the system'],
    12075: ['The profile is not installed'],
    12076: ['Per-user connections are not supported'],
    12079: ['The device has no MDM enrollment'],
    12081: ['The network is not tethered'],
  },
  MCProfileErrorDomain: {
    1000: ['The profile is malformed', 'This is a defect in Russet; please report it.'],
    1002: ['A required field is missing in the profile'],
    1004: ['The signature of the profile is bad'],
    1007: ['The profile contains duplicate UUIDs'],
    1009: ['The installation of the profile failed'],
    1010: ['The profile contains an unsupported value'],
  },
  MCInstallationErrorDomain: {
    4000: ['The profile cannot be parsed'],
    4001: ['The installation failed'],
    4004: ['The user cancelled', 'Ask the user and send the command again.'],
    4008: ['The certificates do not match'],
    4009: ['The device is locked', 'Send the command again when the device is in use.'],
    4010: ['The identifier differs from that of the installed profile'],
    4015: ['The replacement has no MDM payload'],
    4022: ['The profile must be installed by MDM'],
    4023: ['A payload is not acceptable', 'Remove the payload that this enrollment type does not accept.'],
    4025: ['The supervision is not valid'],
  },
  MCSCEPErrorDomain: {
    22001: ['The key pair could not be made'],
    22002: ['The certificate authority gave an invalid answer'],
    22003: ['The registration authority gave an invalid answer'],
    22005: ['A network error occurred', 'Check that the device reaches this server.'],
    22006: ['The answer to GetCACaps was invalid'],
    22013: ['The answer to PKIOperation was invalid'],
  },
  MCHTTPTransactionErrorDomain: {
    23001: ['The server gave a bad answer'],
    23002: ['The server certificate is not trusted', 'Check the listener certificate on the Server page.'],
  },
  MCPasscodeErrorDomain: {
    5000: ['The passcode is too short'],
    5013: ['The passcode cannot be cleared', 'The unlock token may be outdated; the device sends a new one by itself.'],
  },
  ASDErrorDomain: {
    506: ['The install request is a duplicate', 'Usually the app arrives anyway; look again later.'],
  },
};

/** What a domain and number are known to mean, or undefined. */
export const explainError = (domain: string, code: number): { meaning: string; remedy?: string } | undefined => {
  const explanation = lookUp(dictionary, domain)?.[code];
  if (explanation === undefined) return undefined;
  const [meaning, remedy] = explanation;
  return remedy === undefined ? { meaning } : { meaning, remedy };
};

const item = z.object({
  ErrorCode: z.union([z.number(), z.bigint().transform(Number)]).catch(0),
  ErrorDomain: z.string().catch('unknown'),
  LocalizedDescription: z.string().optional().catch(undefined),
  USEnglishDescription: z.string().optional().catch(undefined),
});

/**
 * Decodes the ErrorChain of a report, outermost error first. Lenient: entries that are no dictionaries are left out, and a
 * missing or unreadable chain gives an empty list.
 */
export const decodeErrorChain = (chain: unknown): DeviceError[] => {
  if (!Array.isArray(chain)) return [];
  return chain.flatMap((entry) => {
    const parsed = item.safeParse(entry);
    if (!parsed.success) return [];
    const { ErrorCode: code, ErrorDomain: domain } = parsed.data;
    const explanation = explainError(domain, code);
    const own = parsed.data.USEnglishDescription ?? parsed.data.LocalizedDescription;
    return [{ domain, code, text: own ?? explanation?.meaning ?? 'The device gave no text.', ...explanation }];
  });
};

/** One line for a log row: the device's text, the number, then the known meaning and remedy. */
export const describeErrorChain = (errors: readonly DeviceError[]): string =>
  errors
    .map(({ text, domain, code, meaning, remedy }) =>
      [
        `${text} (${domain} ${String(code)})`,
        meaning !== undefined && meaning !== text ? `${meaning}.` : undefined,
        remedy,
      ]
        .filter((part) => part !== undefined)
        .join(' '),
    )
    .join(' < ');
