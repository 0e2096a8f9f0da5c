// Checks a certificate chain and key that the admin wants the listener to use, as strictly as Apple's devices will.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import { isIssuedBy, parseCertificate, type Certificate } from '../wire/certificate.ts';
import { childrenOf, oidOf, readDer } from '../wire/der.ts';
import { readableName } from './certificate-summary.ts';
import { privateKeyPem } from './keys.ts';
import { readPem } from './pem.ts';
import { isAuthorityCertificate } from './x509.ts';
import { day } from '../core/durations.ts';

const SOON = 30 * day;
/** Apple: devices refuse TLS server certificates with a longer validity, whoever issued them. */
const MAX_VALIDITY = 825 * day;
const serverAuth = '1.3.6.1.5.5.7.3.1';
const anyUsage = '2.5.29.37.0';

/** A chain that passed: leaf first, each issued by the next. */
export interface CheckedChain {
  readonly chain: readonly [Certificate, ...Certificate[]];
  readonly keyPem: string;
  readonly warnings: readonly AdminText[];
  /** What devices must be given to trust it: its private root, or nothing when a public authority issued it. */
  readonly anchors: readonly Buffer[];
}

const refuse = (problem: AdminText): AppError => new AppError('certificate.invalid', problem);
const isSelfSigned = (certificate: Certificate): boolean =>
  certificate.issuer.equals(certificate.subject) && isIssuedBy(certificate, certificate);

let publicRoots: readonly Certificate[] | undefined;

const publicIssuerOf = (certificate: Certificate): Certificate | undefined => {
  publicRoots ??= rootCertificates.map((pem) =>
    parseCertificate(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')),
  );
  return publicRoots.find((root) => isIssuedBy(certificate, root));
};

const buildChain = (leaf: Certificate, pool: readonly Certificate[]): [Certificate, ...Certificate[]] => {
  const chain: [Certificate, ...Certificate[]] = [leaf];
  let last = leaf;
  while (!isSelfSigned(last)) {
    const issued = last;
    const next = pool.find((candidate) => !chain.includes(candidate) && isIssuedBy(issued, candidate));
    if (!next) break;
    chain.push(next);
    last = next;
  }
  return chain;
};

const checkKey = (key: KeyObject): void => {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048) return;
  if (key.asymmetricKeyType === 'ec' && (namedCurve === 'prime256v1' || namedCurve === 'secp384r1')) return;
  throw refuse(say('certificates.keyKind'));
};

const checkDates = (certificate: Certificate, now: number): void => {
  const name = readableName(certificate.subject);
  if (certificate.notAfter <= now) throw refuse(say('certificates.expired', { name, at: certificate.notAfter }));
  if (certificate.notBefore > now) {
    throw refuse(say('certificates.notYet', { name, at: certificate.notBefore }));
  }
};

const checkLeaf = (leaf: Certificate, hostName: string): AdminText[] => {
  if (isAuthorityCertificate(leaf)) {
    throw refuse(say('certificates.ofAuthority'));
  }
  const x509 = leaf.x509();
  const covers = isIP(hostName) === 0 ? x509.checkHost(hostName, { subject: 'never' }) : x509.checkIP(hostName);
  if (covers === undefined) {
    const names = x509.subjectAltName ?? say('certificates.noNames');
    throw refuse(say('certificates.otherHost', { host: hostName, names }));
  }
  const usage = leaf.extension('2.5.29.37');
  if (!usage) return [say('certificates.purposeMissing')];
  const purposes = childrenOf(readDer(usage)).map((purpose) => oidOf(purpose));
  if (!purposes.includes(serverAuth) && !purposes.includes(anyUsage)) {
    throw refuse(say('certificates.otherPurpose'));
  }
  return [];
};

const checkIssuers = (chain: readonly Certificate[], now: number): void => {
  for (const certificate of chain) {
    checkDates(certificate, now);
    const digestOid = certificate.signatureOid;
    if ((digestOid === '1.2.840.113549.1.1.5' || digestOid === '1.2.840.10045.4.1') && !isSelfSigned(certificate)) {
      throw refuse(say('certificates.sha1', { name: readableName(certificate.subject) }));
    }
  }
  for (const issuer of chain.slice(1)) {
    if (!isAuthorityCertificate(issuer)) {
      throw refuse(say('certificates.mayNotSign', { name: readableName(issuer.subject) }));
    }
  }
};

const findLeaf = (certificates: readonly Certificate[], key: KeyObject): Certificate => {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const leaf = certificates.find((certificate) => certificate.publicKey().equals(publicKey));
  if (!leaf) {
    const [first] = certificates;
    throw refuse(say('certificates.otherKey', { name: first ? readableName(first.subject) : '' }));
  }
  return leaf;
};

/** Checks everything that a device will check, and more. Throws `certificate.invalid` saying what is wrong and what to do. */
export const checkListenerCertificate = (request: {
  readonly pem: string;
  readonly passphrase?: string | undefined;
  readonly hostName: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}): CheckedChain => {
  const { certificates, keys } = readPem(request.pem, request.passphrase, 'certificate.invalid');
  if (certificates.length === 0) throw refuse(say('certificates.none'));
  const [key, secondKey] = keys;
  if (!key) throw refuse(say('certificates.noKey'));
  if (secondKey) throw refuse(say('certificates.twoKeys'));
  checkKey(key);
  const leaf = findLeaf(certificates, key);
  const chain = buildChain(leaf, certificates);
  const last = chain.at(-1) ?? leaf;
  const privateRoot = isSelfSigned(last) ? last : undefined;
  const publicRoot = privateRoot ? undefined : publicIssuerOf(last);
  if (!privateRoot && !publicRoot) {
    throw refuse(
      say('certificates.issuerMissing', { issuer: readableName(last.issuer), name: readableName(last.subject) }),
    );
  }
  const warnings = checkLeaf(leaf, request.hostName);
  checkIssuers(chain, request.now);

  if (leaf.notAfter - leaf.notBefore > MAX_VALIDITY) {
    throw refuse(say('certificates.tooLong'));
  }
  if (leaf.notAfter - request.now < SOON) warnings.push(say('certificates.expiresSoon', { at: leaf.notAfter }));
  if (certificates.some((certificate, index) => chain[index] !== certificate)) {
    warnings.push(certificates.length > chain.length ? say('certificates.leftOut') : say('certificates.sorted'));
  }
  // A root that the system knows needs no profile, even when the admin appended it.
  const isPublicRoot = privateRoot !== undefined && publicIssuerOf(privateRoot) !== undefined;
  return {
    chain,
    keyPem: privateKeyPem(key),
    warnings,
    anchors: privateRoot && !isPublicRoot ? [privateRoot.der] : [],
  };
};
