// How a device comes to trust this server before it is enrolled, and what Apple Configurator asks for.
import { certificatePemOf } from '../../../shared/pem.ts';
import type { MdmHandler } from '../../wire/http.ts';
import type { EnrollSettings } from '../../sign-in/ports.ts';
import { profileContentType, type EnrollmentProfiles } from './profile.ts';
import { jsonResponse, methodNotAllowed } from '../../sign-in/replies.ts';

export interface TrustDeps {
  readonly settings: () => Promise<EnrollSettings>;
  readonly profiles: Pick<EnrollmentProfiles, 'trustProfile'>;
  /** DER. */
  readonly rootCertificates: () => Promise<readonly Uint8Array[]>;
}

const toPem = (der: Uint8Array): string => certificatePemOf(Buffer.from(der).toString('base64'));

const reading =
  (handle: MdmHandler): MdmHandler =>
  (request) =>
    request.method === 'GET' || request.method === 'HEAD'
      ? handle(request)
      : Promise.resolve(methodNotAllowed('GET, HEAD'));

export const createTrustHandlers = ({ settings, profiles, rootCertificates }: TrustDeps) => ({
  /** Apple Configurator: `GET /MDMServiceConfig`. It names what is there: an address of automated enrollment is not. */
  serviceConfig: reading(async () => {
    const { origin } = await settings();
    return jsonResponse(200, {
      dep_anchor_certs_url: `${origin}/enroll/anchor-certs`,
      trust_profile_url: `${origin}/enroll/trust.mobileconfig`,
    });
  }),
  /** JSON array of base64 DER, empty while the listener's certificate is publicly trusted. */
  anchorCerts: reading(async () =>
    jsonResponse(
      200,
      (await rootCertificates()).map((der) => Buffer.from(der).toString('base64')),
    ),
  ),
  caPem: reading(async () => ({
    status: 200,
    headers: { 'content-type': 'application/x-pem-file', 'content-disposition': 'attachment; filename="ca.pem"' },
    body: (await rootCertificates()).map(toPem).join(''),
  })),
  trustProfile: reading(async () => ({
    status: 200,
    headers: {
      'content-type': profileContentType,
      'content-disposition': 'attachment; filename="trust.mobileconfig"',
      'cache-control': 'no-store',
    },
    body: await profiles.trustProfile(),
  })),
});
