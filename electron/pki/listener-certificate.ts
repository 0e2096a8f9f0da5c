// The certificate that the listener shows: by the office root and renewed by itself, or the admin's own.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { day } from '../core/durations.ts';
import { AppError } from '../core/errors.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import { isIssuedBy, parseCertificate, type Certificate } from '../wire/certificate.ts';
import type { Authority } from './authority.ts';
import { summarize, type CertificateSummary } from './certificate-summary.ts';
import { checkListenerCertificate } from './check-listener-certificate.ts';
import { createKeyVault, newPrivateKey, privateKeyPem, spkiOf } from './keys.ts';
import type { IssuedCertificates, PkiSecrets, PkiSettings, PkiTransaction } from './store.ts';
import { certificatePem, derName, issueCertificate, type AlternativeNames } from './x509.ts';

/** Apple refuses TLS certificates of public authorities beyond 398 days; the same limit keeps ours unremarkable. */
const LIFETIME = 397 * day;
const RENEW_BEFORE = 30 * day;

const ownKey = 'pki.listener.own';
const importedKey = 'pki.listener.imported';

// Each imported key has a name of its own, so that chain and key change together, by the one write of the setting.
const importedKeyName = (leafSha256: string): string => `${importedKey}.key.${leafSha256}`;

const storedChain = z.strictObject({ certificates: z.array(z.string()).min(1) });

/** Under which names devices reach this machine. `localhost` and the loopback addresses are added. */
export interface ListenerNames {
  /** The host name in the server's URLs, first of all. */
  readonly hostNames: readonly string[];
  /** IPv4 or IPv6 addresses in text form. */
  readonly addresses: readonly string[];
}

/** What the TLS server needs, and what the console shows. `keyPem` is secret. */
export interface ListenerIdentity {
  readonly source: 'own' | 'imported';
  /** Leaf first. */
  readonly chainPem: string;
  readonly keyPem: string;
  readonly summary: CertificateSummary;
  readonly warnings: readonly AdminText[];
  /** Certificates that an enrollment profile must install so that devices trust the listener; empty if they do anyway. */
  readonly anchors: readonly Buffer[];
}

export interface ImportRequest {
  /** Certificates and private key in any order, as one text. */
  readonly pem: string;
  /** For an encrypted key. */
  readonly passphrase?: string | undefined;
  readonly hostName: string;
}

/** `actor` says who did it. */
export interface ListenerCertificates {
  /**
   * The certificate to use now. Issues a new own one when there is none, the names changed, the root is another, or less
   * than 30 days remain: call it at start, daily and when the names change, and give a changed result to the TLS server.
   */
  current(names: ListenerNames): Promise<ListenerIdentity>;
  /** Checks and keeps the admin's own chain and key. Throws `certificate.invalid` saying what is wrong and what to do. */
  import(
    request: ImportRequest,
    actor: string,
  ): Promise<{ readonly summary: CertificateSummary; readonly warnings: readonly AdminText[] }>;
  /** Goes back to the certificate of the office root; the imported key is deleted. */
  revert(actor: string): Promise<void>;
}

const addressBytes = (address: string): Buffer | undefined => {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  if (isIP(address) !== 6 || address.includes('%')) return undefined;
  // The URL parser brings every form of an IPv6 address, embedded IPv4 included, to plain groups.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const before = groups(head);
  const after = groups(tail);
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
};

/** Names for the certificate: valid host names and addresses, each once, loopback included. */
export const alternativeNamesOf = (names: ListenerNames): AlternativeNames => {
  const dnsNames = [...names.hostNames.filter((name) => isIP(name) === 0), 'localhost']
    .map((name) => name.toLowerCase().replace(/\.$/, ''))
    .filter((name) => /^[a-z0-9_*-]+(\.[a-z0-9_-]+)*$/.test(name));
  const addresses = [...names.hostNames, ...names.addresses, '127.0.0.1', '::1']
    .map(addressBytes)
    .filter((bytes) => bytes !== undefined);
  return {
    dnsNames: [...new Set(dnsNames)],
    addresses: [...new Map(addresses.map((bytes) => [bytes.toString('hex'), bytes])).values()],
  };
};

const fingerprintOf = (names: AlternativeNames): string =>
  JSON.stringify([[...names.dnsNames].sort(), names.addresses.map((bytes) => bytes.toString('hex')).sort()]);

const storedOwn = z.strictObject({ certificate: z.string(), names: z.string() });

/** Creates the service over the settings, the secrets and the authorities. */
export const createListenerCertificates = (deps: {
  readonly authority: Authority;
  readonly settings: PkiSettings;
  readonly secrets: PkiSecrets;
  readonly transaction: PkiTransaction;
  readonly secretBox: SecretBox;
  readonly issued: IssuedCertificates;
  readonly clock: Clock;
}): ListenerCertificates => {
  const vault = createKeyVault(deps);
  /** Asked for each time: it gets successors, and naming the office can make another. */
  const officeRoot = () => deps.authority.officeRoot;

  const issueOwn = async (names: ListenerNames, alternativeNames: AlternativeNames): Promise<Certificate> => {
    const privateKey = await newPrivateKey('p-256');
    const now = deps.clock.now();
    // A common name has at most 64 characters; the alternative names are what counts.
    const commonName = (names.hostNames[0] ?? 'localhost').slice(0, 64);
    const certificate = await issueCertificate(
      {
        subject: derName({ commonName }),
        spki: spkiOf(privateKey),
        notBefore: now - day,
        notAfter: now - day + LIFETIME,
        isAuthority: false,
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: 'serverAuth',
        alternativeNames,
      },
      officeRoot().issuer,
    );
    await deps.issued.add({
      sha256: certificate.sha256,
      serial: certificate.serial,
      ticketId: null,
      enrollmentId: null,
      purpose: 'listener',
      subject: `CN=${commonName}`,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      issuedAt: now,
      der: certificate.der,
    });
    // A crash between the two writes leaves a key that does not fit, which the next start notices and issues anew.
    await vault.save(`${ownKey}.key`, privateKey);
    await deps.settings.set(ownKey, {
      certificate: certificate.der.toString('base64'),
      names: fingerprintOf(alternativeNames),
    });
    return certificate;
  };

  const usableOwn = async (names: AlternativeNames): Promise<Certificate | undefined> => {
    const stored = storedOwn.safeParse(await deps.settings.get(ownKey));
    if (!stored.success || stored.data.names !== fingerprintOf(names)) return undefined;
    const certificate = parseCertificate(Buffer.from(stored.data.certificate, 'base64'));
    const key = await vault.load(`${ownKey}.key`);
    const fits = key !== undefined && createPublicKey(key).equals(certificate.publicKey());
    const byThisRoot = isIssuedBy(certificate, officeRoot().certificate);
    const now = deps.clock.now();
    const fresh = certificate.notAfter - now >= RENEW_BEFORE && certificate.notBefore <= now;
    return fits && byThisRoot && fresh ? certificate : undefined;
  };

  const own = async (names: ListenerNames): Promise<ListenerIdentity> => {
    const alternativeNames = alternativeNamesOf(names);
    const leaf = (await usableOwn(alternativeNames)) ?? (await issueOwn(names, alternativeNames));
    const key = await vault.load(`${ownKey}.key`);
    if (!key) throw new AppError('secrets.unreadable', say('certificates.listenerKeyMissing'));
    const now = deps.clock.now();
    const { certificate: root, byPredecessor } = officeRoot();
    // A device that knows only the predecessor needs the way to it instead; the root itself is found without being sent.
    const issuer = byPredecessor && now < byPredecessor.notAfter ? byPredecessor : root;
    const former = deps.authority.generations('officeRoot').slice(1);
    return {
      source: 'own',
      chainPem: certificatePem(leaf.der) + certificatePem(issuer.der),
      keyPem: privateKeyPem(key),
      summary: summarize(leaf),
      warnings: [],
      // The former ones too while they are valid: after a restored backup the listener is on them again.
      anchors: [root, ...former.map(({ certificate }) => certificate).filter(({ notAfter }) => now < notAfter)].map(
        ({ der }) => der,
      ),
    };
  };

  const storedImport = async (): Promise<readonly [Certificate, ...Certificate[]] | undefined> => {
    const stored = storedChain.safeParse(await deps.settings.get(importedKey));
    if (!stored.success) return undefined;
    const [leaf, ...issuers] = stored.data.certificates.map((text) => parseCertificate(Buffer.from(text, 'base64')));
    return leaf && [leaf, ...issuers];
  };

  /** The certificate of the office root as it was last issued. */
  const storedOwnSummary = async (): Promise<CertificateSummary | undefined> => {
    const stored = storedOwn.safeParse(await deps.settings.get(ownKey));
    return stored.success ? summarize(parseCertificate(Buffer.from(stored.data.certificate, 'base64'))) : undefined;
  };

  const imported = async (names: ListenerNames): Promise<ListenerIdentity | undefined> => {
    const chain = await storedImport();
    if (!chain) return undefined;
    const [leaf] = chain;
    const key = await vault.load(importedKeyName(leaf.sha256));
    if (!key) throw new AppError('secrets.unreadable', say('certificates.importedKeyMissing'));
    const chainPem = chain.map((certificate) => certificatePem(certificate.der)).join('');
    const keyPem = privateKeyPem(key);
    const base = { source: 'imported', chainPem, keyPem, summary: summarize(leaf) } as const;
    try {
      const hostName = names.hostNames[0] ?? 'localhost';
      const checked = checkListenerCertificate({ pem: chainPem + keyPem, hostName, now: deps.clock.now() });
      return { ...base, warnings: checked.warnings, anchors: checked.anchors };
    } catch (error) {
      // It was good when it was imported. Going on with it and saying so beats replacing it behind the admin's back.
      if (!(error instanceof AppError)) throw error;
      const root = chain.at(-1) ?? leaf;
      return { ...base, warnings: [error.text], anchors: root.issuer.equals(root.subject) ? [root.der] : [] };
    }
  };

  // Certificate and key are written and read one after the other: two askers at a renewal must not mix theirs.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  return {
    current: (names) => inTurn(async () => (await imported(names)) ?? own(names)),
    import: (request, actor) =>
      inTurn(async () => {
        const checked = checkListenerCertificate({ ...request, now: deps.clock.now() });
        const [leaf] = checked.chain;
        const [before] = (await storedImport()) ?? [];
        const own = await storedOwnSummary();
        await deps.transaction(async ({ settings, secrets, record }) => {
          const keys = createKeyVault({ secrets, secretBox: deps.secretBox });
          await keys.save(importedKeyName(leaf.sha256), createPrivateKey(checked.keyPem));
          await settings.set(importedKey, {
            certificates: checked.chain.map((certificate) => certificate.der.toString('base64')),
          });
          if (before && before.sha256 !== leaf.sha256) await keys.remove(importedKeyName(before.sha256));
          await record({
            actor,
            kind: 'listener',
            activity: 'Imported',
            before: before ? summarize(before) : own,
            after: summarize(leaf),
          });
        });
        return { summary: summarize(leaf), warnings: checked.warnings };
      }),
    revert: (actor) =>
      inTurn(async () => {
        const [before] = (await storedImport()) ?? [];
        const own = await storedOwnSummary();
        await deps.transaction(async ({ settings, secrets, record }) => {
          await settings.remove(importedKey);
          if (before) {
            await secrets.remove(importedKeyName(before.sha256));
            await record({ actor, kind: 'listener', activity: 'Changed', before: summarize(before), after: own });
          }
        });
      }),
  };
};
