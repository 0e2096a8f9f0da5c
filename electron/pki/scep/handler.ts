// The SCEP server: GET and POST /scep with GetCACaps, GetCACert and PKIOperation (RFC 8894).
import { isAppError } from '../../core/errors.ts';
import type { Logger } from '../../core/ports.ts';
import type { MdmHandler, MdmRequest, MdmResponse } from '../../wire/http.ts';
import { digestOf, verifySigner } from '../../wire/cms.ts';
import type { CertificateAuthority } from '../authority.ts';
import { buildCertificatesOnly } from '../cms-builder.ts';
import { readSigningRequest, type CertificateSigningRequest } from './csr.ts';
import { addresseeOf, openEnvelope, type OpenedEnvelope } from './envelope.ts';
import { ScepFailure, type FailInfo } from './failure.ts';
import { createIssuance, type IssueDeps, type IssueResult } from './issue.ts';
import {
  buildFailure,
  buildSuccess,
  messageTypes,
  parseScepRequest,
  type AnswerContext,
  type ScepRequest,
} from './message.ts';
import type { Certificate } from '../../wire/certificate.ts';

/** A request is a few kilobytes; this leaves room for odd clients with long chains. */
const MAX_MESSAGE = 128 * 1024;

const CAPABILITIES = 'Renewal\nSHA-1\nSHA-256\nAES\nDES3\nSCEPStandard\nPOSTPKIOperation\n';

/** How one PKIOperation ended, for the device log. It contains no secret. */
export interface ScepOutcome {
  readonly operation: 'enroll' | 'renew' | 'unknown';
  readonly transactionId: string;
  readonly remoteAddress: string;
  /** Present when refused. */
  readonly refusal?: { readonly info: FailInfo; readonly reason: string };
  /** Present when answered with a certificate. */
  readonly certificate?: Certificate;
  readonly ticketId: string | null;
}

export interface ScepDeps extends IssueDeps {
  readonly logger: Logger;
  /** Told of every request, after the answer is decided; a promise is waited for before it is sent. */
  readonly onOutcome?: (outcome: ScepOutcome) => unknown;
  /** Certificates above the device CA, should it ever be a subordinate; sent along by GetCACert. */
  readonly caChain?: readonly Certificate[];
}

const plain = (status: number, text: string): MdmResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: text,
});

const messageOf = (request: MdmRequest): Buffer => {
  if (request.method === 'POST') return request.body;
  // Some clients do not percent-encode "+", which then arrives as a blank.
  return Buffer.from((request.query.get('message') ?? '').replace(/ /g, '+'), 'base64');
};

const operationOf = (messageType: string): ScepOutcome['operation'] => {
  if (messageType === messageTypes.pkcsReq) return 'enroll';
  return messageType === messageTypes.renewalReq ? 'renew' : 'unknown';
};

interface Granted extends IssueResult {
  readonly envelope: OpenedEnvelope;
}

/** Creates the handler of `/scep`. Only what cannot be decoded is answered with 400; refusals are CertRep FAILURE. */
export const createScepHandler = (deps: ScepDeps): MdmHandler => {
  const issuance = createIssuance(deps);
  /** Asked for each time: it gets successors, and naming the office can make another. */
  const deviceCa = () => deps.authority.deviceCa;

  /** Who is asked: the device CA whose certificate the client has, as long as that is valid. The answer is from it too. */
  const asked = ({ signedData: { content } }: ScepRequest): CertificateAuthority => {
    const now = deps.clock.now();
    const valid = deps.authority.generations('deviceCa').filter(({ certificate }) => now < certificate.notAfter);
    return (content && addresseeOf(content, valid)) ?? deviceCa();
  };

  const verifyRequest = (request: ScepRequest): Buffer => {
    const { signedData } = request;
    if (!digestOf(signedData.signer)) throw new ScepFailure('badAlg', 'the digest algorithm is not accepted');
    if (signedData.content === undefined) throw new ScepFailure('badRequest', 'the message has no content');
    try {
      verifySigner(signedData, signedData.content);
    } catch (error) {
      if (isAppError(error)) throw new ScepFailure('badMessageCheck', error.message);
      throw error;
    }
    const key = signedData.signer.certificate.publicKey();
    // The answer is encrypted to this key.
    if (key.asymmetricKeyType !== 'rsa') throw new ScepFailure('badAlg', 'the key of the signer is not RSA');
    return signedData.content;
  };

  const openRequest = (
    content: Buffer,
    recipient: CertificateAuthority,
  ): { csr: CertificateSigningRequest; envelope: OpenedEnvelope } => {
    try {
      const envelope = openEnvelope(content, recipient);
      return { envelope, csr: readSigningRequest(envelope.content) };
    } catch (error) {
      // What was decrypted with a wrong key looks like any malformed request, and must be answered like one.
      if (isAppError(error)) throw new ScepFailure('badMessageCheck', 'the envelope cannot be opened');
      throw error;
    }
  };

  const grant = async ({ request, authority }: AnswerContext): Promise<Granted> => {
    const content = verifyRequest(request);
    const operation = operationOf(request.messageType);
    if (operation === 'unknown')
      throw new ScepFailure('badRequest', `message type ${request.messageType} is not offered`);
    const { csr, envelope } = openRequest(content, authority);
    const result =
      operation === 'enroll'
        ? await issuance.enroll(csr, request.transactionId)
        : await issuance.renew(csr, request.signedData.signer.certificate);
    return { ...result, envelope };
  };

  const pkiOperation = async (http: MdmRequest): Promise<MdmResponse> => {
    const message = messageOf(http);
    if (message.length === 0 || message.length > MAX_MESSAGE)
      return plain(400, 'The SCEP message is empty or too large.\n');
    let request: ScepRequest;
    try {
      request = parseScepRequest(message);
    } catch (error) {
      if (!isAppError(error)) throw error;
      deps.logger.info('undecodable SCEP message', { remoteAddress: http.remoteAddress, reason: error.message });
      await deps.onOutcome?.({
        operation: 'unknown',
        transactionId: '',
        remoteAddress: http.remoteAddress,
        ticketId: null,
        refusal: { info: 'badRequest', reason: `the message cannot be decoded (${error.message})` },
      });
      return plain(400, 'The SCEP message cannot be decoded.\n');
    }
    const context: AnswerContext = {
      authority: asked(request),
      request,
      digest: digestOf(request.signedData.signer) ?? 'sha256',
      now: deps.clock.now(),
    };
    const common = {
      operation: operationOf(request.messageType),
      transactionId: request.transactionId,
      remoteAddress: http.remoteAddress,
    };
    let body: Buffer;
    try {
      const { certificate, ticketId, envelope } = await grant(context);
      body = await buildSuccess(context, certificate, envelope.cipher);
      await deps.onOutcome?.({ ...common, certificate, ticketId });
    } catch (error) {
      if (!(error instanceof ScepFailure)) throw error;
      body = await buildFailure(context, error.info);
      deps.logger.info('SCEP request refused', { ...common, failInfo: error.info, reason: error.message });
      await deps.onOutcome?.({ ...common, ticketId: null, refusal: { info: error.info, reason: error.message } });
    }
    return { status: 200, headers: { 'content-type': 'application/x-pki-message' }, body };
  };

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'POST') return plain(405, 'Use GET or POST.\n');
    switch (request.query.get('operation')) {
      case 'GetCACaps':
        return plain(200, CAPABILITIES);
      case 'GetCACert':
        return deps.caChain?.length
          ? {
              status: 200,
              headers: { 'content-type': 'application/x-x509-ca-ra-cert' },
              body: buildCertificatesOnly([deviceCa().certificate, ...deps.caChain]),
            }
          : {
              status: 200,
              headers: { 'content-type': 'application/x-x509-ca-cert' },
              body: deviceCa().certificate.der,
            };
      case 'PKIOperation':
        return pkiOperation(request);
      case null:
      default:
        return plain(400, 'The SCEP operation is missing or not offered.\n');
    }
  };
};
