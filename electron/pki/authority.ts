// The office's two certificate authorities, made on the first run.
// - The device CA (RSA-2048, because SCEP encrypts requests to it by RSA key transport) signs device identities and SCEP
//   answers. It is exposed to the network: anybody can make it decrypt something.
// - The office root (P-256) signs only the listener's certificate, and it is what devices trust for TLS.
// They are separate so that a defect around SCEP can never yield a certificate that devices trust as a web server, and a
// listener certificate can never pass as a device identity.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { say } from '../../shared/locales/admin-texts.ts';
import { day } from '../core/durations.ts';
import { AppError } from '../core/errors.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import { isIssuedBy, parseCertificate, rememberCertificate, type Certificate } from '../wire/certificate.ts';
import { summarize } from './certificate-summary.ts';
import { createKeyVault, newPrivateKey, spkiOf } from './keys.ts';
import type { PkiSecrets, PkiSettings, PkiTransaction } from './store.ts';
import { certificatePem, derName, issueCertificate, type CertificateIssuer, type KeyUsage } from './x509.ts';

/** Twenty years: changing an authority means that every device enrolls again. */
const AUTHORITY_LIFETIME = 20 * 365 * day;

/** One of the two authorities, ready to sign. */
export interface CertificateAuthority {
  readonly certificate: Certificate;
  readonly privateKey: KeyObject;
  readonly issuer: CertificateIssuer;
}

/** Both authorities. Ask for one each time it is needed: `rename` puts others in their place. */
export interface Authority {
  readonly deviceCa: CertificateAuthority;
  readonly officeRoot: CertificateAuthority;
  /** DER of the office root, content of a `com.apple.security.root` payload. */
  rootCertificateDer(): Buffer;
  rootCertificatePem(): string;
  /**
   * Whether the certificate was issued by our device CA and is valid at the given time (milliseconds). Cheap after the
   * first call for the same certificate. Says nothing about the enrollment it belongs to.
   */
  isDeviceIdentity(certificate: Certificate, now: number): boolean;
  /**
   * Makes both authorities anew when they carry another name than the office has. Only for an office in which no device
   * relies on them: `stillUnused` is asked first. Resolves to whether there are new ones; every certificate that the
   * former ones signed is worthless then. `actor` says who named the office.
   */
  rename(organization: string, actor: string, stillUnused: () => Promise<boolean>): Promise<boolean>;
}

const storedAuthority = z.strictObject({ certificate: z.string() });

interface AuthorityPlan {
  readonly settingsKey: string;
  readonly keyKind: 'rsa-2048' | 'p-256';
  readonly commonName: string;
  readonly keyUsage: readonly KeyUsage[];
}

const plans = {
  deviceCa: {
    settingsKey: 'pki.deviceCa',
    keyKind: 'rsa-2048',
    commonName: 'Russet Device CA',
    // Besides certificates it signs SCEP answers and receives SCEP requests; clients check for both usages.
    keyUsage: ['digitalSignature', 'keyEncipherment', 'keyCertSign', 'cRLSign'],
  },
  officeRoot: {
    settingsKey: 'pki.officeRoot',
    keyKind: 'p-256',
    commonName: 'Russet Office Root',
    keyUsage: ['keyCertSign', 'cRLSign'],
  },
} as const satisfies Record<string, AuthorityPlan>;

/**
 * Opens the authorities, creating what a first run finds missing. Throws `secrets.unreadable` when a certificate is there
 * but its key is not readable: creating another in its place would cut off every enrolled device.
 */
export const openAuthority = async (deps: {
  readonly settings: PkiSettings;
  readonly secrets: PkiSecrets;
  readonly transaction: PkiTransaction;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  /** Shown on devices as part of the authorities' names. */
  readonly organization: string;
}): Promise<Authority> => {
  const vault = createKeyVault(deps);

  const assemble = (certificate: Certificate, privateKey: KeyObject): CertificateAuthority => ({
    certificate,
    privateKey,
    issuer: { name: certificate.subject, spki: certificate.spki, privateKey },
  });

  const nameOf = (plan: AuthorityPlan, organization: string): Buffer =>
    derName({ organization, commonName: plan.commonName });

  const make = async (plan: AuthorityPlan, organization: string): Promise<CertificateAuthority> => {
    const privateKey = await newPrivateKey(plan.keyKind);
    const spki = spkiOf(privateKey);
    const name = nameOf(plan, organization);
    const now = deps.clock.now();
    const certificate = await issueCertificate(
      {
        subject: name,
        spki,
        notBefore: now - day,
        notAfter: now + AUTHORITY_LIFETIME,
        isAuthority: true,
        keyUsage: plan.keyUsage,
      },
      { name, spki, privateKey },
    );
    return assemble(certificate, privateKey);
  };

  const keep = async (
    plan: AuthorityPlan,
    { certificate, privateKey }: CertificateAuthority,
    { settings, secrets }: { readonly settings: PkiSettings; readonly secrets: PkiSecrets },
  ): Promise<void> => {
    // Key first: a crash between the two leaves a key that nobody refers to, never a certificate without its key.
    await createKeyVault({ secrets, secretBox: deps.secretBox }).save(`${plan.settingsKey}.key`, privateKey);
    await settings.set(plan.settingsKey, { certificate: certificate.der.toString('base64') });
  };

  const create = async (plan: AuthorityPlan): Promise<CertificateAuthority> => {
    const made = await make(plan, deps.organization);
    await keep(plan, made, deps);
    return made;
  };

  const open = async (plan: AuthorityPlan): Promise<CertificateAuthority> => {
    const stored = await deps.settings.get(plan.settingsKey);
    if (stored === undefined) return create(plan);
    const certificate = parseCertificate(Buffer.from(storedAuthority.parse(stored).certificate, 'base64'));
    const privateKey = await vault.load(`${plan.settingsKey}.key`);
    if (!privateKey || !createPublicKey(privateKey).equals(certificate.publicKey())) {
      throw new AppError('secrets.unreadable', say('certificates.authorityKeyMissing', { name: plan.commonName }));
    }
    return assemble(certificate, privateKey);
  };

  let [deviceCa, officeRoot] = await Promise.all([open(plans.deviceCa), open(plans.officeRoot)]);
  return {
    get deviceCa() {
      return deviceCa;
    },
    get officeRoot() {
      return officeRoot;
    },
    rootCertificateDer: () => officeRoot.certificate.der,
    rootCertificatePem: () => certificatePem(officeRoot.certificate.der),
    isDeviceIdentity(certificate, now) {
      if (now < certificate.notBefore || certificate.notAfter < now) return false;
      if (!isIssuedBy(certificate, deviceCa.certificate)) return false;
      rememberCertificate(certificate);
      return true;
    },
    async rename(organization, actor, stillUnused) {
      if (nameOf(plans.officeRoot, organization).equals(officeRoot.certificate.subject)) return false;
      const [newDeviceCa, newRoot] = await Promise.all([
        make(plans.deviceCa, organization),
        make(plans.officeRoot, organization),
      ]);
      // Asked after the keys were made, which takes a second.
      if (!(await stillUnused())) return false;
      const before = summarize(officeRoot.certificate);
      await deps.transaction(async (stores) => {
        await keep(plans.deviceCa, newDeviceCa, stores);
        await keep(plans.officeRoot, newRoot, stores);
        const after = summarize(newRoot.certificate);
        await stores.record({ actor, kind: 'authority', activity: 'Changed', before, after });
      });
      [deviceCa, officeRoot] = [newDeviceCa, newRoot];
      return true;
    },
  };
};
