// Who is calling: the Mdm-Signature header, verified over the exact body bytes, names a device certificate; the
// certificate is pinned to one enrollment. Failures are answered 400 and never 401: a device may unenroll on a 401.
// In the order of what it costs us: the header is there, its certificate is one of ours, and only then is the body read,
// hashed and decoded.
import type { Certificate } from '../wire/certificate.ts';
import { parseSignedData, verifyDetachedOf, type SignedData } from '../wire/cms.ts';
import { ProtocolError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { Speaker } from '../model/enrollment.ts';
import { lateRenewalMs } from '../model/identity-lifetime.ts';
import type { MdmRequest } from '../wire/http.ts';

export interface IdentityDeps {
  readonly clock: Pick<Clock, 'now'>;
  /** Whether our device CA issued the certificate and it is valid at the given time. */
  readonly isDeviceIdentity: (certificate: Certificate, now: number) => boolean;
  /** The enrollment that a certificate (SHA-256 of its DER) is pinned to. */
  readonly boundTo: (sha256: string) => Promise<string | undefined>;
}

export interface Identity {
  /**
   * Whether these headers may come from a device of ours: its certificate is. Costs next to nothing and needs no body.
   * Throws `cms.invalid` or `cms.untrusted`. Proves nothing yet: that `signer` does.
   */
  requirePresented(headers: MdmRequest['headers']): void;
  /**
   * The certificate that signed this request. Throws `cms.invalid` or `cms.untrusted`, the latter also for one that has
   * ended; with `late` only if that was longer ago than a renewal is still handed out.
   */
  signer(request: MdmRequest, options?: { readonly late: boolean }): Certificate;
  /** Whether the certificate has ended. */
  hasEnded(certificate: Certificate): boolean;
  /** Throws `device.rejected` unless the certificate is pinned to the speaker's enrollment. */
  requirePinned(certificate: Certificate, speaker: Speaker): Promise<void>;
  /** Throws `device.rejected` if the certificate is pinned to another enrollment (certificate re-use). */
  requireUnusedElsewhere(certificate: Certificate, speaker: Speaker): Promise<void>;
}

/** Base64 of a signature with a short chain is a few kilobytes. */
const maxHeader = 32 * 1024;

const untrusted = (): ProtocolError =>
  new ProtocolError('cms.untrusted', 'The certificate of the signer was not issued by this server, or it has expired.');

export const createIdentity = ({ clock, isDeviceIdentity, boundTo }: IdentityDeps): Identity => {
  /** What the headers of a request said before its body was there, for the moment when it is. */
  const presented = new WeakMap<MdmRequest['headers'], SignedData>();

  const hasEnded = (certificate: Certificate): boolean => certificate.notAfter < clock.now();

  const read = (headers: MdmRequest['headers']): SignedData => {
    const header = headers['mdm-signature'];
    if (header === undefined || header === '') {
      throw new ProtocolError(
        'cms.untrusted',
        'The request has no Mdm-Signature; a proxy may have removed the header.',
      );
    }
    if (header.length > maxHeader) throw new ProtocolError('cms.invalid', 'The Mdm-Signature is too long.');
    const message = parseSignedData(Buffer.from(header, 'base64'));
    const { certificate } = message.signer;
    const now = clock.now();
    // One that has ended may still be good for a renewal.
    const isOurs = isDeviceIdentity(certificate, Math.min(now, certificate.notAfter));
    if (!isOurs || now - certificate.notAfter > lateRenewalMs) throw untrusted();
    return message;
  };

  return {
    requirePresented(headers) {
      presented.set(headers, read(headers));
    },

    signer({ headers, body }, { late } = { late: false }) {
      const { signer } = verifyDetachedOf(presented.get(headers) ?? read(headers), body);
      if (!late && hasEnded(signer)) throw untrusted();
      return signer;
    },

    hasEnded,

    async requirePinned(certificate, speaker) {
      if ((await boundTo(certificate.sha256)) !== speaker.enrollmentId) {
        throw new ProtocolError('device.rejected', 'The certificate of the signer does not belong to this enrollment.');
      }
    },

    async requireUnusedElsewhere(certificate, speaker) {
      const owner = await boundTo(certificate.sha256);
      if (owner !== undefined && owner !== speaker.enrollmentId) {
        throw new ProtocolError(
          'device.rejected',
          'The certificate of the signer belongs to another enrollment already.',
        );
      }
    },
  };
};
