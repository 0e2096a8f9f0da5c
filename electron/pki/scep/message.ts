// SCEP messages on the wire (RFC 8894 3): the attributes of a request, and the CertRep that answers it.
import { randomBytes } from 'node:crypto';
import type { Certificate } from '../../wire/certificate.ts';
import { parseSignedData, type DigestName, type SignedData } from '../../wire/cms.ts';
import { contentOf, derElement, expectTag, tags, textOf, type DerNode } from '../../wire/der.ts';
import { ProtocolError } from '../../core/errors.ts';
import type { CertificateAuthority } from '../authority.ts';
import {
  buildCertificatesOnly,
  buildEnvelopedData,
  buildSignedData,
  signedAttribute,
  type ContentCipher,
} from '../cms-builder.ts';
import { failInfo, type FailInfo } from './failure.ts';

const oids = {
  messageType: '2.16.840.1.113733.1.9.2',
  pkiStatus: '2.16.840.1.113733.1.9.3',
  failInfo: '2.16.840.1.113733.1.9.4',
  senderNonce: '2.16.840.1.113733.1.9.5',
  recipientNonce: '2.16.840.1.113733.1.9.6',
  transactionId: '2.16.840.1.113733.1.9.7',
} as const;

/** Values of messageType (RFC 8894 3.2.1.2). */
export const messageTypes = { certRep: '3', renewalReq: '17', pkcsReq: '19' } as const;

/** A request that can be answered; nothing in it is verified yet. */
export interface ScepRequest {
  readonly signedData: SignedData;
  readonly messageType: string;
  readonly transactionId: string;
  readonly senderNonce: Buffer;
}

const textAttribute = (attributes: ReadonlyMap<string, DerNode>, oid: string, what: string): string => {
  const node = attributes.get(oid);
  const text = node ? textOf(node) : undefined;
  if (text === undefined || text.length === 0 || text.length > 256) {
    throw new ProtocolError('cms.invalid', `The SCEP message has no usable ${what}.`);
  }
  return text;
};

/** Decodes a pkiMessage as far as an answer needs it. Throws `cms.invalid`, to be answered with 400. */
export const parseScepRequest = (message: Buffer): ScepRequest => {
  const signedData = parseSignedData(message);
  const { attributes } = signedData.signer;
  const nonce = contentOf(expectTag(attributes.get(oids.senderNonce), tags.octetString, 'the senderNonce'));
  if (nonce.length === 0 || nonce.length > 64)
    throw new ProtocolError('cms.invalid', 'The SCEP message has no usable senderNonce.');
  return {
    signedData,
    messageType: textAttribute(attributes, oids.messageType, 'messageType'),
    transactionId: textAttribute(attributes, oids.transactionId, 'transactionID'),
    senderNonce: nonce,
  };
};

/** What all answers share. */
export interface AnswerContext {
  readonly authority: CertificateAuthority;
  readonly request: ScepRequest;
  readonly digest: DigestName;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const printable = (text: string): Buffer => derElement(tags.printableString, Buffer.from(text, 'latin1'));

const buildCertRep = (
  context: AnswerContext,
  content: Buffer | undefined,
  outcome: readonly Buffer[],
): Promise<Buffer> => {
  const { authority, request } = context;
  return buildSignedData({
    content,
    digest: context.digest,
    signer: authority.certificate,
    privateKey: authority.privateKey,
    certificates: [authority.certificate],
    signingTime: context.now,
    attributes: [
      signedAttribute(oids.messageType, printable(messageTypes.certRep)),
      signedAttribute(oids.transactionId, printable(request.transactionId)),
      signedAttribute(oids.senderNonce, derElement(tags.octetString, randomBytes(16))),
      signedAttribute(oids.recipientNonce, derElement(tags.octetString, request.senderNonce)),
      ...outcome,
    ],
  });
};

/** CertRep SUCCESS: the certificate, encrypted to the requester with the cipher that it used itself. */
export const buildSuccess = (context: AnswerContext, issued: Certificate, cipher: ContentCipher): Promise<Buffer> => {
  const recipient = context.request.signedData.signer.certificate;
  const envelope = buildEnvelopedData(buildCertificatesOnly([issued]), recipient, cipher);
  return buildCertRep(context, envelope, [signedAttribute(oids.pkiStatus, printable('0'))]);
};

/** CertRep FAILURE; it carries no content (RFC 8894 3.3.2.2). */
export const buildFailure = (context: AnswerContext, info: FailInfo): Promise<Buffer> =>
  buildCertRep(context, undefined, [
    signedAttribute(oids.pkiStatus, printable('2')),
    signedAttribute(oids.failInfo, printable(String(failInfo[info]))),
  ]);
