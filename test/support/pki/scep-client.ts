// A SCEP client for odd cases, its messages made with node-forge's ASN.1 and nothing of the server.
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import forge from 'node-forge';

const { asn1 } = forge;
type Asn1 = forge.asn1.Asn1;
const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;

/** What a constructed node is made of; none, where the node is missing. */
const partsOf = (node: Asn1 | undefined): Asn1[] => (Array.isArray(node?.value) ? node.value : []);

const oid = (value: string): Asn1 => asn1.create(UNIVERSAL, asn1.Type.OID, false, asn1.oidToDer(value).getBytes());
const seq = (...parts: Asn1[]): Asn1 => asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, parts);
const set = (...parts: Asn1[]): Asn1 => asn1.create(UNIVERSAL, asn1.Type.SET, true, parts);
const nothing = (): Asn1 => asn1.create(UNIVERSAL, asn1.Type.NULL, false, '');
const int = (value: number): Asn1 => asn1.create(UNIVERSAL, asn1.Type.INTEGER, false, String.fromCharCode(value));
const octets = (value: Buffer): Asn1 => asn1.create(UNIVERSAL, asn1.Type.OCTETSTRING, false, value.toString('binary'));
const text = (value: string): Asn1 => asn1.create(UNIVERSAL, asn1.Type.PRINTABLESTRING, false, value);
// The type NONE has the number 0, the only context tag that is needed.
const context0 = (parts: Asn1[] | string): Asn1 =>
  asn1.create(CONTEXT_SPECIFIC, asn1.Type.NONE, Array.isArray(parts), parts);
const parsed = (der: Buffer): Asn1 => asn1.fromDer(der.toString('binary'));
const encode = (node: Asn1): Buffer => Buffer.from(asn1.toDer(node).getBytes(), 'binary');
const bits = (value: Buffer): Asn1 =>
  asn1.create(UNIVERSAL, asn1.Type.BITSTRING, false, `\0${value.toString('binary')}`);

const digests = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1', md5: '1.2.840.113549.2.5' } as const;
const ciphers = {
  'aes-128-cbc': ['2.16.840.1.101.3.4.1.2', 16, 16],
  'aes-192-cbc': ['2.16.840.1.101.3.4.1.22', 24, 16],
  'aes-256-cbc': ['2.16.840.1.101.3.4.1.42', 32, 16],
  'des-ede3-cbc': ['1.2.840.113549.3.7', 24, 8],
  'aes-128-ctr': ['2.16.840.1.101.3.4.1.5', 16, 16],
} as const;
const rsaEncryption = '1.2.840.113549.1.1.1';

export const newRsaKey = (modulusLength = 2048): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;
export const newEcKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

const spki = (key: KeyObject): Asn1 => parsed(createPublicKey(key).export({ format: 'der', type: 'spki' }));
const signatureOid = (key: KeyObject): Asn1 =>
  key.asymmetricKeyType === 'ec' ? seq(oid('1.2.840.10045.4.3.2')) : seq(oid('1.2.840.113549.1.1.11'), nothing());
const name = (commonName: string): Asn1 => seq(set(seq(oid('2.5.4.3'), text(commonName))));

/** A self-signed certificate in DER. */
export const selfSigned = (key: KeyObject, commonName = 'client'): Buffer => {
  const time = (value: string): Asn1 => asn1.create(UNIVERSAL, asn1.Type.UTCTIME, false, value);
  const body = seq(
    context0([int(2)]),
    int(randomBytes(1).readUInt8(0) & 0x7f),
    signatureOid(key),
    name(commonName),
    seq(time('200101000000Z'), time('491231235959Z')),
    name(commonName),
    spki(key),
  );
  return encode(seq(body, signatureOid(key), bits(sign('sha256', encode(body), key))));
};

/** A PKCS#10 request in DER; `signedBy` other than `key` breaks the proof of possession. */
export const signingRequest = (key: KeyObject, challenge: string | undefined, signedBy = key): Buffer => {
  const attributes = challenge === undefined ? [] : [seq(oid('1.2.840.113549.1.9.7'), set(text(challenge)))];
  const info = seq(int(0), name('wish'), spki(key), context0(attributes));
  return encode(seq(info, signatureOid(key), bits(sign('sha256', encode(info), signedBy))));
};

const issuerAndSerial = (certificate: Buffer): Asn1 => {
  const fields = partsOf(partsOf(parsed(certificate))[0]);
  const [, serial, , issuer] = fields;
  if (!serial || !issuer) throw new Error('not a certificate');
  return seq(issuer, serial);
};

export interface MessageOptions {
  readonly ca: Buffer;
  readonly key: KeyObject;
  readonly certificate?: Buffer;
  readonly content: Buffer;
  readonly messageType?: string;
  readonly transactionId?: string;
  readonly nonce?: Buffer;
  readonly digest?: keyof typeof digests;
  readonly cipher?: keyof typeof ciphers;
  /** Changes the encrypted key, the encrypted content or the signature before the message is put together. */
  readonly spoil?: 'key' | 'content' | 'signature';
}

export const envelope = (options: MessageOptions): Buffer => {
  const cipher = options.cipher ?? 'aes-128-cbc';
  const [cipherOid, keyLength, ivLength] = ciphers[cipher];
  const [key, iv] = [randomBytes(keyLength), randomBytes(ivLength)];
  const encryptor = createCipheriv(cipher, key, iv);
  const encrypted = Buffer.concat([encryptor.update(options.content), encryptor.final()]);
  const wrapped = publicEncrypt(
    { key: new X509Certificate(options.ca).publicKey, padding: constants.RSA_PKCS1_PADDING },
    options.spoil === 'key' ? randomBytes(keyLength + 1) : key,
  );
  if (options.spoil === 'content') encrypted[encrypted.length - 1] = (encrypted.at(-1) ?? 0) ^ 1;
  return encode(
    seq(
      oid('1.2.840.113549.1.7.3'),
      context0([
        seq(
          int(0),
          set(seq(int(0), issuerAndSerial(options.ca), seq(oid(rsaEncryption), nothing()), octets(wrapped))),
          seq(oid('1.2.840.113549.1.7.1'), seq(oid(cipherOid), octets(iv)), context0(encrypted.toString('binary'))),
        ),
      ]),
    ),
  );
};

/** A pkiMessage in DER. */
export const pkiMessage = (options: MessageOptions): Buffer => {
  const digest = options.digest ?? 'sha256';
  const content = envelope(options);
  const certificate = options.certificate ?? selfSigned(options.key);
  const attribute = (type: string, value: Asn1): Asn1 => seq(oid(type), set(value));
  const attributes = [
    attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.7.1')),
    attribute('1.2.840.113549.1.9.4', octets(createHash(digest).update(content).digest())),
    attribute('2.16.840.1.113733.1.9.2', text(options.messageType ?? '19')),
    attribute('2.16.840.1.113733.1.9.5', octets(options.nonce ?? randomBytes(16))),
    attribute('2.16.840.1.113733.1.9.7', text(options.transactionId ?? 'transaction-1')),
  ].sort((a, b) => Buffer.compare(encode(a), encode(b)));
  const signature = sign(digest, encode(set(...attributes)), options.key);
  if (options.spoil === 'signature') signature[9] = (signature[9] ?? 0) ^ 1;
  const algorithm = seq(oid(digests[digest]), nothing());
  return encode(
    seq(
      oid('1.2.840.113549.1.7.2'),
      context0([
        seq(
          int(1),
          set(algorithm),
          seq(oid('1.2.840.113549.1.7.1'), context0([octets(content)])),
          context0([parsed(certificate)]),
          set(
            seq(
              int(1),
              issuerAndSerial(certificate),
              algorithm,
              context0(attributes),
              options.key.asymmetricKeyType === 'ec' ? signatureOid(options.key) : seq(oid(rsaEncryption), nothing()),
              octets(signature),
            ),
          ),
        ),
      ]),
    ),
  );
};

/** What a CertRep says, read with forge; the signature is not checked here. */
export const readCertRep = (der: Buffer) => {
  const body = partsOf(partsOf(partsOf(parsed(der))[1])[0]);
  const signer = partsOf(partsOf(body.at(-1))[0]);
  const values = new Map(
    partsOf(signer[3]).map((attribute) => {
      const [type, value] = partsOf(attribute);
      return [asn1.derToOid(type?.value as string), (partsOf(value)[0]?.value ?? '') as string];
    }),
  );
  const encapsulated = partsOf(body[2])[1];
  const digestOid = asn1.derToOid((partsOf(signer[2])[0]?.value ?? '') as string);
  return {
    messageType: values.get('2.16.840.1.113733.1.9.2'),
    status: values.get('2.16.840.1.113733.1.9.3'),
    failInfo: values.get('2.16.840.1.113733.1.9.4'),
    recipientNonce: Buffer.from(values.get('2.16.840.1.113733.1.9.6') ?? '', 'binary'),
    transactionId: values.get('2.16.840.1.113733.1.9.7'),
    digest: Object.entries(digests).find(([, value]) => value === digestOid)?.[0],
    content: encapsulated ? Buffer.from(partsOf(encapsulated)[0]?.value as string, 'binary') : undefined,
  };
};

/** Opens the envelope of a CertRep and gives the cipher and the issued certificate in DER. */
export const openAnswer = (content: Buffer, key: KeyObject): { cipher: string; certificate: Buffer } => {
  const body = partsOf(partsOf(partsOf(parsed(content))[1])[0]);
  const recipient = partsOf(partsOf(body[1])[0]);
  const [, algorithm, encrypted] = partsOf(body[2]);
  const [cipherOid, iv] = partsOf(algorithm);
  const name = asn1.derToOid(cipherOid?.value as string);
  const cipher = Object.entries(ciphers).find(([, [value]]) => value === name)?.[0] ?? name;
  // Raw RSA and the padding cut off by hand: some Node 20 versions refuse the v1.5 mode.
  const block = privateDecrypt(
    { key, padding: constants.RSA_NO_PADDING },
    Buffer.from(recipient[3]?.value as string, 'binary'),
  );
  const contentKey = block.subarray(block.indexOf(0, 2) + 1);
  const decipher = createDecipheriv(cipher, contentKey, Buffer.from(iv?.value as string, 'binary'));
  const plain = Buffer.concat([decipher.update(Buffer.from(encrypted?.value as string, 'binary')), decipher.final()]);
  const signed = partsOf(partsOf(partsOf(parsed(plain))[1])[0]);
  const first = partsOf(signed[3])[0];
  if (!first) throw new Error('no certificate in the answer');
  return { cipher, certificate: encode(first) };
};
