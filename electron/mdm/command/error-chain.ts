// Reads a device's ErrorChain and explains the numbers worth naming. The device's own words always come first; the
// dictionary is from an older Apple reference, so it only adds to them.
import { z } from 'zod';
import { type AdminText, say, saidTogether } from '../../../shared/locales/admin-texts.ts';
import { lookUp } from '../../../shared/look-up.ts';

export interface DeviceError {
  readonly domain: string;
  readonly code: number;
  /** The device's text, in English where it offered that. */
  readonly text: string;
}

/** What a number is known to mean, and what the admin can do about it. */
interface ExplainedError {
  readonly meaning: AdminText;
  readonly remedy?: AdminText;
}

type Explanation = readonly [meaning: AdminText, remedy?: AdminText];

const dictionary: Readonly<Record<string, Readonly<Record<number, Explanation>>>> = {
  MCMDMErrorDomain: {
    12000: [say('deviceErrors.accessRights'), say('deviceErrors.enrollForRights')],
    12001: [say('deviceErrors.alreadyManaged'), say('deviceErrors.removeOtherProfile')],
    12002: [say('deviceErrors.noCheckIn'), say('deviceErrors.checkReach')],
    12003: [say('deviceErrors.challengeResponse')],
    12004: [say('deviceErrors.pushCertificate'), say('deviceErrors.checkPushCertificate')],
    12005: [say('deviceErrors.certificateMissing'), say('deviceErrors.enrollAgain')],
    12006: [say('deviceErrors.redirectRefused')],
    12007: [say('deviceErrors.notAuthorised')],
    12008: [say('deviceErrors.malformedRequest'), say('deviceErrors.defect')],
    12009: [say('deviceErrors.replacementProfile'), say('deviceErrors.keepIdentifiers')],
    12011: [say('deviceErrors.mdmConfiguration')],
    12012: [say('deviceErrors.replacementMismatch'), say('deviceErrors.enrollAgain')],
    12013: [say('deviceErrors.profileNotManaged'), say('deviceErrors.onlyOwnProfiles')],
    12015: [say('deviceErrors.noPushToken'), say('deviceErrors.checkApple')],
    12016: [say('deviceErrors.identityMissing'), say('deviceErrors.enrollAgain')],
    12020: [say('deviceErrors.notAuthorised')],
    12021: [say('deviceErrors.requestType'), say('deviceErrors.noSuchCommand')],
    12022: [say('deviceErrors.pushTopic'), say('deviceErrors.enrollForTopic')],
    12023: [say('deviceErrors.storeIdentifier'), say('deviceErrors.checkStoreIdentifier')],
    12024: [say('deviceErrors.manifest'), say('deviceErrors.checkManifest')],
    12025: [say('deviceErrors.appInstalled')],
    12026: [say('deviceErrors.noLicence'), say('deviceErrors.assignLicence')],
    12029: [say('deviceErrors.appNotManaged')],
    12031: [say('deviceErrors.installationDisabled'), say('deviceErrors.liftRestriction')],
    12035: [say('deviceErrors.notPurchasable')],
    12036: [say('deviceErrors.notRemovable'), say('deviceErrors.tryAfterInstallation')],
    12038: [say('deviceErrors.appNotManaged')],
    12040: [say('deviceErrors.storeSignIn'), say('deviceErrors.askSignIn')],
    12047: [say('deviceErrors.noLicenceAssignment'), say('deviceErrors.assignLicence')],
    12063: [say('deviceErrors.userDeclined'), say('deviceErrors.askUser')],
    12064: [say('deviceErrors.licenceUnknown'), say('deviceErrors.checkLicences')],
    12065: [say('deviceErrors.systemApp')],
    12075: [say('deviceErrors.profileNotInstalled')],
    12076: [say('deviceErrors.noUserConnections')],
    12079: [say('deviceErrors.notEnrolled')],
    12081: [say('deviceErrors.notTethered')],
  },
  MCProfileErrorDomain: {
    1000: [say('deviceErrors.profileMalformed'), say('deviceErrors.defect')],
    1002: [say('deviceErrors.profileField')],
    1004: [say('deviceErrors.profileSignature')],
    1007: [say('deviceErrors.profileUuids')],
    1009: [say('deviceErrors.profileFailed')],
    1010: [say('deviceErrors.profileValue')],
  },
  MCInstallationErrorDomain: {
    4000: [say('deviceErrors.profileUnreadable')],
    4001: [say('deviceErrors.installationFailed')],
    4004: [say('deviceErrors.userCancelled'), say('deviceErrors.askUser')],
    4008: [say('deviceErrors.certificatesDiffer')],
    4009: [say('deviceErrors.locked'), say('deviceErrors.sendWhenInUse')],
    4010: [say('deviceErrors.identifierDiffers')],
    4015: [say('deviceErrors.noMdmPayload')],
    4022: [say('deviceErrors.onlyByMdm')],
    4023: [say('deviceErrors.payloadRefused'), say('deviceErrors.removePayload')],
    4025: [say('deviceErrors.supervision')],
  },
  MCSCEPErrorDomain: {
    22001: [say('deviceErrors.keyPair')],
    22002: [say('deviceErrors.authorityAnswer')],
    22003: [say('deviceErrors.registrationAnswer')],
    22005: [say('deviceErrors.networkError'), say('deviceErrors.checkReach')],
    22006: [say('deviceErrors.caCapsAnswer')],
    22013: [say('deviceErrors.pkiOperationAnswer')],
  },
  MCHTTPTransactionErrorDomain: {
    23001: [say('deviceErrors.serverAnswer')],
    23002: [say('deviceErrors.serverUntrusted'), say('deviceErrors.checkListenerCertificate')],
  },
  MCPasscodeErrorDomain: {
    5000: [say('deviceErrors.passcodeShort')],
    5013: [say('deviceErrors.passcodeStays'), say('deviceErrors.unlockToken')],
  },
  ASDErrorDomain: {
    506: [say('deviceErrors.duplicateInstall'), say('deviceErrors.lookLater')],
  },
};

/** What a domain and number are known to mean, or undefined. */
export const explainError = (domain: string, code: number): ExplainedError | undefined => {
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
    const own = parsed.data.USEnglishDescription ?? parsed.data.LocalizedDescription;
    return [{ domain, code, text: own ?? explainError(domain, code)?.meaning.english ?? 'The device gave no text.' }];
  });
};

/** In one line: the device's text, the number, then the known meaning and remedy. Undefined for an empty chain. */
export const textOfErrorChain = (errors: readonly DeviceError[]): AdminText | undefined =>
  errors
    .map(({ text, domain, code }) => {
      const { meaning, remedy } = explainError(domain, code) ?? {};
      return saidTogether([
        say('deviceErrors.numbered', { text, domain, code: String(code) }),
        ...(meaning === undefined || meaning.english === text
          ? []
          : [say('deviceErrors.sentence', { words: meaning })]),
        ...(remedy === undefined ? [] : [remedy]),
      ]);
    })
    .reduceRight<AdminText | undefined>(
      (inner, outer) => (inner === undefined ? outer : say('deviceErrors.chain', { outer, inner })),
      undefined,
    );

/** The same in English, for a log row. */
export const describeErrorChain = (errors: readonly DeviceError[]): string => textOfErrorChain(errors)?.english ?? '';
