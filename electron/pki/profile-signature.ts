// Signs configuration profiles, so that devices show who they come from.
import { createPrivateKey } from 'node:crypto';
import { invariant } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { buildSignedData } from './cms-builder.ts';
import { readPem } from './pem.ts';
import type { ListenerIdentity } from './listener-certificate.ts';

/** Turns the XML of a profile into a signed one: DER SignedData with the XML inside, to be served as a .mobileconfig. */
export type ProfileSigner = (xml: string | Uint8Array) => Promise<Buffer>;

/**
 * A signer with the certificate and key of the listener, RSA or EC. `identity` is asked each time, since it may have
 * been renewed.
 */
export const createProfileSigner = (deps: {
  readonly identity: () => Promise<Pick<ListenerIdentity, 'chainPem' | 'keyPem'>>;
  readonly clock: Clock;
}): ProfileSigner => {
  return async (xml) => {
    const { chainPem, keyPem } = await deps.identity();
    const { certificates } = readPem(chainPem, undefined, 'certificate.invalid');
    const [signer] = certificates;
    invariant(signer, 'the listener has a certificate');
    return buildSignedData({
      content: typeof xml === 'string' ? Buffer.from(xml, 'utf8') : Buffer.from(xml),
      digest: 'sha256',
      signer,
      privateKey: createPrivateKey(keyPem),
      certificates,
      attributes: [],
      signingTime: deps.clock.now(),
    });
  };
};
