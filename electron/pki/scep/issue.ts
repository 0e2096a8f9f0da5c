// Decides whether a SCEP request gets a certificate, and makes the one it gets.
import type { Clock } from '../../core/ports.ts';
import { identityLifetimeMs, lateRenewalMs, renewalWindowMs } from '../../model/identity-lifetime.ts';
import { parseCertificate, parseName, type Certificate } from '../../wire/certificate.ts';
import type { Authority } from '../authority.ts';
import type { IssuedCertificate, IssuedCertificates } from '../store.ts';
import { derName, issueCertificate } from '../x509.ts';
import type { CertificateSigningRequest } from './csr.ts';
import { ScepFailure } from './failure.ts';
import { day, hour } from '../../core/durations.ts';

/** Devices with a slow clock must not find their certificate in the future. */
const BACKDATING = hour;
/** How long a repeated request gets the certificate of the first; challenges live shorter. */
const RETRY_WINDOW = day;

/** What a redeemed challenge stands for. */
export interface RedeemedChallenge {
  readonly ticketId: string;
  /** Random handle of the enrollment, never anything personal. */
  readonly commonName: string;
}

/** One-time, short-lived challenges, each bound to one enrollment ticket. */
export interface ScepChallenges {
  /**
   * Uses a challenge up. The same transaction with the same key may do it again within the challenge's lifetime, since
   * devices repeat a request whose answer they did not get. Undefined for an unknown, spent or expired challenge.
   */
  redeem(challenge: string, csrPublicKeySha256: string, transactionId: string): Promise<RedeemedChallenge | undefined>;
}

export interface IssueDeps {
  readonly authority: Authority;
  readonly issued: IssuedCertificates;
  readonly challenges: ScepChallenges;
  /** Whether the identity was withdrawn, say because the admin removed the device. */
  readonly isRevoked: (certificate: IssuedCertificate) => Promise<boolean>;
  readonly clock: Clock;
}

/** The certificate to answer with, and the ticket it belongs to. */
export interface IssueResult {
  readonly certificate: Certificate;
  readonly ticketId: string | null;
}

export interface CertificateIssuance {
  /** Throws ScepFailure badRequest for a missing or refused challenge. */
  enroll(request: CertificateSigningRequest, transactionId: string): Promise<IssueResult>;
  /** Throws ScepFailure: badCertId for a signer that is not ours or was revoked, badTime outside the renewal window. */
  renew(request: CertificateSigningRequest, signer: Certificate): Promise<IssueResult>;
}

export const createIssuance = (deps: IssueDeps): CertificateIssuance => {
  // One request per ticket at a time: a repeated one must find the certificate of the first.
  const running = new Map<string, Promise<IssueResult>>();

  const inTurn = async (key: string, run: () => Promise<IssueResult>): Promise<IssueResult> => {
    const before = running.get(key);
    const turn = (before ?? Promise.resolve()).then(run, run);
    running.set(key, turn);
    try {
      return await turn;
    } finally {
      if (running.get(key) === turn) running.delete(key);
    }
  };

  const issue = async (
    spki: Buffer,
    commonName: string,
    link: { readonly ticketId: string | null; readonly enrollmentId: string | null },
  ): Promise<IssueResult> => {
    const now = deps.clock.now();
    const certificate = await issueCertificate(
      {
        subject: derName({ commonName }),
        spki,
        notBefore: now - BACKDATING,
        // Nothing that an authority has signed is valid for longer than itself.
        notAfter: Math.min(now + identityLifetimeMs, deps.authority.deviceCa.certificate.notAfter),
        isAuthority: false,
        keyUsage: ['digitalSignature', 'keyEncipherment'],
        extendedKeyUsage: 'clientAuth',
      },
      deps.authority.deviceCa.issuer,
    );
    await deps.issued.add({
      ...link,
      sha256: certificate.sha256,
      serial: certificate.serial,
      purpose: 'device',
      subject: `CN=${commonName}`,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      issuedAt: now,
      der: certificate.der,
    });
    return { certificate, ticketId: link.ticketId };
  };

  const existing = async (ticketId: string, spki: Buffer): Promise<Certificate | undefined> =>
    (await deps.issued.ofTicket(ticketId))
      .filter((row) => row.issuedAt > deps.clock.now() - RETRY_WINDOW)
      .map((row) => parseCertificate(row.der))
      .find((certificate) => certificate.spki.equals(spki));

  const renewable = async (signer: Certificate): Promise<IssuedCertificate> => {
    const now = deps.clock.now();
    const row = await deps.issued.find(signer.sha256);
    if (row?.purpose !== 'device') throw new ScepFailure('badCertId', 'the signer has no certificate of ours');
    if (!deps.authority.isDeviceIdentity(signer, Math.min(now, signer.notAfter))) {
      throw new ScepFailure('badCertId', 'the signer has no certificate of ours');
    }
    if (now - signer.notAfter > lateRenewalMs) {
      throw new ScepFailure('badTime', 'the certificate to renew ended more than a year ago');
    }
    if (await deps.isRevoked(row)) throw new ScepFailure('badCertId', 'the certificate to renew was revoked');
    if (signer.notAfter - now > renewalWindowMs) {
      throw new ScepFailure('badTime', 'renewal is possible only in the second half of the life of a certificate');
    }
    return row;
  };

  return {
    async enroll(request, transactionId) {
      const { challenge } = request;
      if (challenge === undefined || challenge === '')
        throw new ScepFailure('badRequest', 'the request has no challenge');
      const redeemed = await deps.challenges.redeem(challenge, request.spkiSha256, transactionId);
      if (!redeemed) throw new ScepFailure('badRequest', 'the challenge is unknown, spent or expired');
      return inTurn(redeemed.ticketId, async () => {
        const certificate = await existing(redeemed.ticketId, request.spki);
        if (certificate) return { certificate, ticketId: redeemed.ticketId };
        return issue(request.spki, redeemed.commonName, { ticketId: redeemed.ticketId, enrollmentId: null });
      });
    },
    async renew(request, signer) {
      const row = await renewable(signer);
      return inTurn(row.sha256, async () => {
        const commonName = parseName(signer.subject).find((part) => part.oid === '2.5.4.3')?.value ?? '';
        // The old certificate stays: a device that repeats its request still signs with it.
        const renewed = row.ticketId === null ? undefined : await existing(row.ticketId, request.spki);
        if (renewed && renewed.sha256 !== row.sha256 && renewed.notAfter > signer.notAfter) {
          return { certificate: renewed, ticketId: row.ticketId };
        }
        return issue(request.spki, commonName, { ticketId: row.ticketId, enrollmentId: row.enrollmentId });
      });
    },
  };
};
