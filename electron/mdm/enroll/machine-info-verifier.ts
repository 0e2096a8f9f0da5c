// Decides whether a signed machine-info message comes from a genuine device: signature over the content, signer
// certified by Apple's device CA or by an anchor that the admin (or a test) added.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError, ProtocolError } from '../../core/errors.ts';
import { isSignedBy, parseCertificate, parseName, type Certificate, type NamePart } from '../../wire/certificate.ts';
import { verifyAttached } from '../../wire/cms.ts';
import { appleDeviceCaName, appleDeviceCaPublicKey } from './apple-anchor.ts';

/** Who may certify a device's built-in identity. */
export interface MachineInfoAnchor {
  readonly publicKey: KeyObject;
  readonly name: readonly NamePart[];
}

/** Apple's own anchor, good for every iPhone, iPad and Mac. */
export const appleMachineInfoAnchor = (): MachineInfoAnchor => ({
  publicKey: createPublicKey({ key: Buffer.from(appleDeviceCaPublicKey, 'base64'), format: 'der', type: 'spki' }),
  name: appleDeviceCaName,
});

/** An anchor from a configured certificate in PEM or DER. Throws `certificate.invalid`. */
export const machineInfoAnchorOf = (pemOrDer: string | Uint8Array): MachineInfoAnchor => {
  try {
    const text = typeof pemOrDer === 'string' ? pemOrDer.replace(/-----[^-]+-----|\s/g, '') : undefined;
    const certificate = parseCertificate(text === undefined ? (pemOrDer as Uint8Array) : Buffer.from(text, 'base64'));
    return { publicKey: certificate.publicKey(), name: parseName(certificate.subject) };
  } catch (cause) {
    throw new AppError('certificate.invalid', say('certificates.anchor'), { cause });
  }
};

/** A message from a genuine device. */
export interface MachineInfoMessage {
  readonly content: Buffer;
  readonly signer: Certificate;
}

export interface MachineInfoVerifier {
  /** Throws `cms.invalid` for a malformed message, `cms.untrusted` for a bad signature or a foreign signer. */
  verify(message: Uint8Array): MachineInfoMessage;
}

// Encodings of the same text differ between certificates, hence compared as text.
const sameName = (a: readonly NamePart[], b: readonly NamePart[]): boolean =>
  a.length === b.length && a.every((part, index) => part.oid === b[index]?.oid && part.value === b[index].value);

/** Creates the verifier. Dates of the anchors are never checked: Apple's own expired long ago. */
export const createMachineInfoVerifier = (deps: {
  readonly anchors: readonly MachineInfoAnchor[];
}): MachineInfoVerifier => ({
  verify(message) {
    const { content, signer } = verifyAttached(message);
    const issuer = parseName(signer.issuer);
    const genuine = deps.anchors.some(
      (anchor) => sameName(anchor.name, issuer) && isSignedBy(signer, anchor.publicKey),
    );
    if (!genuine) throw new ProtocolError('cms.untrusted', 'The message was not signed by a genuine device.');
    return { content, signer };
  },
});
