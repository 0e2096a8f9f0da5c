// The office's two certificate authorities, made on the first run.
// - The device CA (RSA-2048, because SCEP encrypts requests to it by RSA key transport) signs device identities and SCEP
//   answers. It is exposed to the network: anybody can make it decrypt something.
// - The office root (P-256) signs only the listener's certificate, and it is what devices trust for TLS.
// They are separate so that a defect around SCEP can never yield a certificate that devices trust as a web server, and a
// listener certificate can never pass as a device identity.
//
// Each is a list of generations. Long before the one in use ends it gets a successor, which signs from then on; what the
// predecessor signed stays good until it ends. A successor of the office root carries, besides its own certificate, one by
// its predecessor: devices that know only that one trust the listener all the same, until they hear of the new root with
// the profile that renews their identity.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { say } from '../../shared/locales/admin-texts.ts';
import { day } from '../core/durations.ts';
import { AppError, invariant } from '../core/errors.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import { identityLifetimeMs, lateRenewalMs } from '../model/identity-lifetime.ts';
import { isIssuedBy, parseCertificate, rememberCertificate, type Certificate } from '../wire/certificate.ts';
import { summarize } from './certificate-summary.ts';
import { createKeyVault, newPrivateKey, spkiOf } from './keys.ts';
import type { PkiSecrets, PkiSettings, PkiStores, PkiTransaction } from './store.ts';
import { certificatePem, derName, issueCertificate, type CertificateIssuer, type KeyUsage } from './x509.ts';

/** Twenty years. */
const lifetimeMs = 20 * 365 * day;

/** What a device needs at most to come to the successor: the life of an identity, and a year in a drawer after it. */
const handoverMs = identityLifetimeMs + lateRenewalMs;

/** A successor is made when less is left: a year more, in which this computer may be off. */
const succeedBeforeMs = handoverMs + 365 * day;

/** One generation of an authority, ready to sign. */
export interface CertificateAuthority {
  /** From 1 on. */
  readonly generation: number;
  readonly certificate: Certificate;
  readonly privateKey: KeyObject;
  readonly issuer: CertificateIssuer;
  /** The same name and key, certified by the predecessor: for those who trust only that one. */
  readonly byPredecessor?: Certificate | undefined;
}

export type AuthorityRole = 'deviceCa' | 'officeRoot';

/** Both authorities. Ask for one each time it is needed: others take their place. */
export interface Authority {
  /** The one that signs now. */
  readonly deviceCa: CertificateAuthority;
  readonly officeRoot: CertificateAuthority;
  /** The one in use first, then the others, newest first. */
  generations(role: AuthorityRole): readonly CertificateAuthority[];
  /** DER of the office root, content of a `com.apple.security.root` payload. */
  rootCertificateDer(): Buffer;
  rootCertificatePem(): string;
  /**
   * Whether the certificate was issued by a device CA of ours and is valid at the given time (milliseconds). Cheap after
   * the first call for the same certificate. Says nothing about the enrollment it belongs to.
   */
  isDeviceIdentity(certificate: Certificate, now: number): boolean;
  /**
   * Makes a successor for each authority that ends before every device could come to a later one, named after the office.
   * Does nothing otherwise. Resolves to whose successors were made.
   */
  succeed(organization: string): Promise<readonly AuthorityRole[]>;
  /**
   * Identities issued before this time (milliseconds) are to be renewed at once, because their devices would hear of the
   * present office root too late; 0 as long as the usual renewals are in time, which they are if this program ran.
   */
  renewIssuedBefore(): number;
  /**
   * Makes both authorities anew when they carry another name than the office has. Only for an office in which no device
   * relies on them: `stillUnused` is asked first. Resolves to whether there are new ones; every certificate that the
   * former ones signed is worthless then. `actor` says who named the office.
   */
  rename(organization: string, actor: string, stillUnused: () => Promise<boolean>): Promise<boolean>;
}

const storedAuthority = z.strictObject({ certificate: z.string(), byPredecessor: z.string().optional() });

interface AuthorityPlan {
  readonly role: AuthorityRole;
  readonly keyKind: 'rsa-2048' | 'p-256';
  readonly commonName: string;
  readonly keyUsage: readonly KeyUsage[];
}

const plans: Readonly<Record<AuthorityRole, AuthorityPlan>> = {
  deviceCa: {
    role: 'deviceCa',
    keyKind: 'rsa-2048',
    commonName: 'Russet Device CA',
    // Besides certificates it signs SCEP answers and receives SCEP requests; clients check for both usages.
    keyUsage: ['digitalSignature', 'keyEncipherment', 'keyCertSign', 'cRLSign'],
  },
  officeRoot: {
    role: 'officeRoot',
    keyKind: 'p-256',
    commonName: 'Russet Office Root',
    keyUsage: ['keyCertSign', 'cRLSign'],
  },
};
const roles: readonly AuthorityRole[] = ['deviceCa', 'officeRoot'];

const settingsKeyOf = ({ role }: AuthorityPlan, generation: number): string =>
  generation === 1 ? `pki.${role}` : `pki.${role}.${String(generation)}`;

const nameOf = (plan: AuthorityPlan, organization: string, generation: number): Buffer =>
  // Generations differ in name too, so that nobody takes one for the other when a chain is built.
  derName({ organization, commonName: plan.commonName + (generation === 1 ? '' : ` ${String(generation)}`) });

/**
 * Opens the authorities, creating what a first run finds missing. Throws `secrets.unreadable` when a certificate is there
 * but its key is not readable: creating another in its place would cut off every enrolled device.
 */
export const openAuthority = async (deps: {
  readonly settings: PkiSettings;
  readonly secrets: PkiSecrets;
  readonly transaction: PkiTransaction;
  readonly secretBox: SecretBox;
  readonly clock: Pick<Clock, 'now'>;
  /** Shown on devices as part of the authorities' names. */
  readonly organization: string;
}): Promise<Authority> => {
  const { clock } = deps;
  const vault = createKeyVault(deps);

  const assemble = (
    generation: number,
    certificate: Certificate,
    privateKey: KeyObject,
    byPredecessor?: Certificate,
  ): CertificateAuthority => ({
    generation,
    certificate,
    privateKey,
    issuer: { name: certificate.subject, spki: certificate.spki, privateKey },
    byPredecessor,
  });

  const make = async (
    plan: AuthorityPlan,
    organization: string,
    generation: number,
    predecessor?: CertificateAuthority,
  ): Promise<CertificateAuthority> => {
    const privateKey = await newPrivateKey(plan.keyKind);
    const spki = spkiOf(privateKey);
    const subject = nameOf(plan, organization, generation);
    const now = clock.now();
    const request = { subject, spki, notBefore: now - day, isAuthority: true, keyUsage: plan.keyUsage } as const;
    const certificate = await issueCertificate(
      { ...request, notAfter: now + lifetimeMs },
      { name: subject, spki, privateKey },
    );
    const byPredecessor =
      plan.role === 'officeRoot' && predecessor !== undefined && predecessor.certificate.notAfter > now
        ? await issueCertificate({ ...request, notAfter: predecessor.certificate.notAfter }, predecessor.issuer)
        : undefined;
    return assemble(generation, certificate, privateKey, byPredecessor);
  };

  const keep = async (
    plan: AuthorityPlan,
    { generation, certificate, byPredecessor, privateKey }: CertificateAuthority,
    { settings, secrets }: Pick<PkiStores, 'settings' | 'secrets'>,
  ): Promise<void> => {
    const key = settingsKeyOf(plan, generation);
    // Key first: a crash between the two leaves a key that nobody refers to, never a certificate without its key.
    await createKeyVault({ secrets, secretBox: deps.secretBox }).save(`${key}.key`, privateKey);
    await settings.set(key, {
      certificate: certificate.der.toString('base64'),
      ...(byPredecessor && { byPredecessor: byPredecessor.der.toString('base64') }),
    });
  };

  const load = async (plan: AuthorityPlan, generation: number): Promise<CertificateAuthority | undefined> => {
    const key = settingsKeyOf(plan, generation);
    const found = await deps.settings.get(key);
    if (found === undefined) return undefined;
    const stored = storedAuthority.parse(found);
    const certificate = parseCertificate(Buffer.from(stored.certificate, 'base64'));
    const privateKey = await vault.load(`${key}.key`);
    if (!privateKey || !createPublicKey(privateKey).equals(certificate.publicKey())) {
      throw new AppError('secrets.unreadable', say('certificates.authorityKeyMissing', { name: plan.commonName }));
    }
    const { byPredecessor } = stored;
    return assemble(
      generation,
      certificate,
      privateKey,
      byPredecessor === undefined ? undefined : parseCertificate(Buffer.from(byPredecessor, 'base64')),
    );
  };

  /** Every generation, newest first. */
  const open = async (plan: AuthorityPlan): Promise<CertificateAuthority[]> => {
    const found: CertificateAuthority[] = [];
    for (;;) {
      const next = await load(plan, found.length + 1);
      if (!next) break;
      found.unshift(next);
    }
    if (found.length > 0) return found;
    const made = await make(plan, deps.organization, 1);
    await keep(plan, made, deps);
    return [made];
  };

  const [deviceCas, officeRoots] = await Promise.all([open(plans.deviceCa), open(plans.officeRoot)]);
  const lists = { deviceCa: deviceCas, officeRoot: officeRoots };

  /**
   * The newest that is valid. A clock that was years ahead for a day leaves a generation that is not valid yet: it waits
   * for its time.
   */
  const inUse = (role: AuthorityRole): CertificateAuthority => {
    const now = clock.now();
    const [newest] = lists[role];
    invariant(newest, 'an authority has a generation');
    return lists[role].find(({ certificate: { notBefore, notAfter } }) => notBefore <= now && now < notAfter) ?? newest;
  };

  // Successors and new names are made one after the other.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  const succeedOne = async (role: AuthorityRole, organization: string): Promise<boolean> => {
    const predecessor = inUse(role);
    if (predecessor.certificate.notAfter - clock.now() >= succeedBeforeMs) return false;
    const plan = plans[role];
    const successor = await make(plan, organization, lists[role].length + 1, predecessor);
    await deps.transaction(async (stores) => {
      await keep(plan, successor, stores);
      const [before, after] = [summarize(predecessor.certificate), summarize(successor.certificate)];
      await stores.record({ actor: 'Russet', kind: role, activity: 'Changed', before, after });
    });
    lists[role].unshift(successor);
    return true;
  };

  return {
    get deviceCa() {
      return inUse('deviceCa');
    },
    get officeRoot() {
      return inUse('officeRoot');
    },
    generations(role) {
      const first = inUse(role);
      return [first, ...lists[role].filter((other) => other !== first)];
    },
    rootCertificateDer: () => inUse('officeRoot').certificate.der,
    rootCertificatePem: () => certificatePem(inUse('officeRoot').certificate.der),
    isDeviceIdentity(certificate, now) {
      if (now < certificate.notBefore || certificate.notAfter < now) return false;
      if (!lists.deviceCa.some((issuer) => isIssuedBy(certificate, issuer.certificate))) return false;
      rememberCertificate(certificate);
      return true;
    },
    succeed: (organization) =>
      inTurn(async () => {
        const made: AuthorityRole[] = [];
        for (const role of roles) if (await succeedOne(role, organization)) made.push(role);
        return made;
      }),
    renewIssuedBefore() {
      const { generation, certificate } = inUse('officeRoot');
      const predecessor = lists.officeRoot.find((other) => other.generation === generation - 1);
      const madeAt = certificate.notBefore + day;
      return predecessor && predecessor.certificate.notAfter - madeAt < handoverMs ? madeAt : 0;
    },
    rename: (organization, actor, stillUnused) =>
      inTurn(async () => {
        const former = { deviceCa: inUse('deviceCa'), officeRoot: inUse('officeRoot') };
        const { certificate, generation } = former.officeRoot;
        if (nameOf(plans.officeRoot, organization, generation).equals(certificate.subject)) return false;
        const [deviceCa, officeRoot] = await Promise.all([
          make(plans.deviceCa, organization, former.deviceCa.generation),
          make(plans.officeRoot, organization, generation),
        ]);
        // Asked after the keys were made, which takes a second.
        if (!(await stillUnused())) return false;
        await deps.transaction(async (stores) => {
          await keep(plans.deviceCa, deviceCa, stores);
          await keep(plans.officeRoot, officeRoot, stores);
          const [before, after] = [summarize(certificate), summarize(officeRoot.certificate)];
          await stores.record({ actor, kind: 'officeRoot', activity: 'Changed', before, after });
        });
        for (const [role, made] of [
          ['deviceCa', deviceCa],
          ['officeRoot', officeRoot],
        ] as const) {
          lists[role].splice(lists[role].indexOf(former[role]), 1, made);
        }
        return true;
      }),
  };
};
