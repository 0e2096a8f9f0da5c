// Who is calling: the Mdm-Signature header, verified over the exact body bytes, names a device certificate; the
// certificate is pinned to one enrollment. Failures are answered 400 and never 401: a device may unenroll on a 401.
import type { Certificate } from '../wire/certificate.ts';
import { verifyDetached } from '../wire/cms.ts';
import { ProtocolError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { Speaker } from '../model/enrollment.ts';
import type { MdmRequest } from '../wire/http.ts';

export interface IdentityDeps {
  readonly clock: Pick<Clock, 'now'>;
  /** Whether our device CA issued the certificate and it is valid at the given time. */
  readonly isDeviceIdentity: (certificate: Certificate, now: number) => boolean;
  /** The enrollment that a certificate (SHA-256 of its DER) is pinned to. */
  readonly boundTo: (sha256: string) => Promise<string | undefined>;
}

export interface Identity {
  /** The certificate that signed this request. Throws `cms.invalid` or `cms.untrusted`. */
  signer(request: MdmRequest): Certificate;
  /** Throws `device.rejected` unless the certificate is pinned to the speaker's enrollment. */
  requirePinned(certificate: Certificate, speaker: Speaker): Promise<void>;
  /** Throws `device.rejected` if the certificate is pinned to another enrollment (certificate re-use). */
  requireUnusedElsewhere(certificate: Certificate, speaker: Speaker): Promise<void>;
}

export const createIdentity = ({ clock, isDeviceIdentity, boundTo }: IdentityDeps): Identity => ({
  signer(request) {
    const header = request.headers['mdm-signature'];
    if (header === undefined || header === '') {
      throw new ProtocolError(
        'cms.untrusted',
        'The request has no Mdm-Signature; a proxy may have removed the header.',
      );
    }
    const { signer } = verifyDetached(Buffer.from(header, 'base64'), request.body);
    if (!isDeviceIdentity(signer, clock.now())) {
      throw new ProtocolError(
        'cms.untrusted',
        'The certificate of the signer was not issued by this server, or it has expired.',
      );
    }
    return signer;
  },

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
});
