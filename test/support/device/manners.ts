// Ways in which a scripted device misbehaves, and the signing of its messages with or without them.
import { mdmSignature } from './cms.ts';
import type { ErrorItem } from './command-rules.ts';
import type { Digest, Identity } from './keys-and-csr.ts';
import { encodeBinaryPlist, encodePlist } from './plist.ts';
import type { PlistInputDict } from './plist.ts';

/** How messages go over the wire. Everything absent is as a good device does it. */
export interface WireManners {
  /** `wrong` signs other bytes than the body; `missing` sends no Mdm-Signature. */
  readonly signature?: 'wrong' | 'missing' | undefined;
  /** Signs with this identity instead of the own one, such as another device's. */
  readonly signAs?: Identity | undefined;
  /** Error of the device's clock in the signing-time attribute, ms. */
  readonly clockSkewMs?: number | undefined;
  /** Appends white space after signing: still a good property list, no longer the signed bytes. */
  readonly bodyTamperedAfterSigning?: boolean | undefined;
  readonly binaryPlist?: boolean | undefined;
  readonly digest?: Digest | undefined;
  /** Keys laid over every message, such as a UDID that a User Enrollment must not send. */
  readonly extraKeys?: PlistInputDict | undefined;
}

/** How the device treats one RequestType. */
export interface CommandManners {
  /** Answers NotNow this many times, then as usual. */
  readonly notNowFirst?: number | undefined;
  readonly error?: readonly ErrorItem[] | undefined;
  readonly commandFormatError?: boolean | undefined;
  /** Sends its report twice, as after a lost answer. */
  readonly duplicateReport?: boolean | undefined;
  /** Takes the command and never reports. */
  readonly silent?: boolean | undefined;
  /** `truncated` breaks off in the middle; `wrong-types` keeps Status and CommandUUID and garbles the rest. */
  readonly undecodableReport?: 'truncated' | 'wrong-types' | undefined;
}

export interface SignedBody {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs exactly these bytes unless the manners say otherwise. */
export const signBody = (bytes: Buffer, identity: Identity, manners: WireManners, now: number): SignedBody => {
  const signed = manners.signature === 'wrong' ? Buffer.concat([bytes, Buffer.from('other bytes')]) : bytes;
  const { digest, clockSkewMs } = manners;
  const signature = mdmSignature(signed, manners.signAs ?? identity, { digest, clockSkewMs, now });
  return {
    body: manners.bodyTamperedAfterSigning === true ? Buffer.concat([bytes, Buffer.from('\n')]) : bytes,
    headers: manners.signature === 'missing' ? {} : { 'mdm-signature': signature },
  };
};

/** Encodes a message as the manners want it. */
export const encodeMessage = (message: PlistInputDict, manners: WireManners): Buffer => {
  const whole = { ...message, ...manners.extraKeys };
  return manners.binaryPlist === true ? encodeBinaryPlist(whole) : encodePlist(whole);
};
