import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAppleDeviceCa } from '../../../support/device/apple-device-ca.ts';
import type { AppleDeviceCa } from '../../../support/device/apple-device-ca.ts';
import {
  decryptCms,
  encryptCms,
  mdmSignature,
  readCertificates,
  signCms,
  verifyCms,
} from '../../../support/device/cms.ts';
import { certificateToPem, createCsr, generateRsaKey, selfSigned } from '../../../support/device/keys-and-csr.ts';
import type { Identity } from '../../../support/device/keys-and-csr.ts';
import type { HttpsClient } from '../../../support/device/https-client.ts';
import { getCaCert } from '../../../support/device/scep-client.ts';
import { openssl } from './openssl.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
let ca: AppleDeviceCa;
let identity: Identity;

beforeAll(async () => {
  ca = await createAppleDeviceCa({ expired: false });
  identity = await ca.issueDeviceIdentity();
});

describe('what the simulated device signs', () => {
  const body = Buffer.from('<plist><dict><key>Status</key><string>Idle</string></dict></plist>');
  const verifyWithOpenssl = (signature: string, content: Buffer) =>
    openssl(
      [
        'cms',
        '-verify',
        '-inform',
        'DER',
        '-in',
        's.der',
        '-content',
        'body',
        '-binary',
        '-CAfile',
        'ca.pem',
        '-purpose',
        'any',
        '-no_check_time',
      ],
      { 's.der': Buffer.from(signature, 'base64'), body: content, 'ca.pem': ca.pem },
    );

  it.each(['sha1', 'sha256'] as const)('openssl verifies a detached Mdm-Signature with %s', async (digest) => {
    const result = await verifyWithOpenssl(mdmSignature(body, identity, { digest, now }), body);
    expect(result.output).toContain('successful');
  });

  it('openssl refuses the signature over a body with one more byte', async () => {
    const result = await verifyWithOpenssl(
      mdmSignature(body, identity, { now }),
      Buffer.concat([body, Buffer.from('\n')]),
    );
    expect(result.ok).toBe(false);
  });

  it('says the skewed time in the signing-time attribute', async () => {
    const signature = Buffer.from(mdmSignature(body, identity, { now, clockSkewMs: 3_600_000 }), 'base64');
    const { output } = await openssl(['cms', '-cmsout', '-print', '-inform', 'DER', '-in', 's.der'], {
      's.der': signature,
    });
    expect(output).toContain('Mar  1 13:00:00 2026 GMT');
  });

  it('openssl reads attached machine info out of its chain', async () => {
    const message = signCms({
      content: body,
      signer: identity,
      detached: false,
      digest: 'sha1',
      signingTime: now,
      chain: [ca.certificate],
    });
    const result = await openssl(
      ['cms', '-verify', '-inform', 'DER', '-in', 'm.der', '-CAfile', 'ca.pem', '-purpose', 'any', '-no_check_time'],
      { 'm.der': message, 'ca.pem': ca.pem },
    );
    expect(result.output).toContain(body.toString());
    expect(readCertificates(message)).toHaveLength(2);
  });

  it('verifies what openssl signed, and refuses it altered', async () => {
    const signed = await openssl(
      [
        'cms',
        '-sign',
        '-binary',
        '-nodetach',
        '-in',
        'body',
        '-signer',
        'c.pem',
        '-inkey',
        'k.pem',
        '-outform',
        'PEM',
        '-md',
        'sha256',
      ],
      {
        body,
        'c.pem': certificateToPem(identity.certificate),
        'k.pem': identity.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      },
    );
    const base64 = /-----BEGIN CMS-----([^-]+)/.exec(signed.output)?.[1] ?? '';
    const der = Buffer.from(base64, 'base64');
    expect(verifyCms(der).content.equals(body)).toBe(true);
    const altered = Buffer.from(der);
    const at = altered.indexOf('Idle');
    altered.write('Busy', at);
    expect(() => verifyCms(altered)).toThrow('digest');
  });
});

describe('what the simulated device encrypts', () => {
  it.each(['aes-128-cbc', 'aes-256-cbc', 'des-ede3-cbc'] as const)('openssl decrypts %s and back', async (cipher) => {
    const content = Buffer.from('a certificate request');
    const enveloped = encryptCms(content, identity.certificate, cipher);
    const key = identity.privateKey.export({ type: 'pkcs8', format: 'pem' });
    const opened = await openssl(['cms', '-decrypt', '-inform', 'DER', '-in', 'e.der', '-inkey', 'k.pem'], {
      'e.der': enveloped,
      'k.pem': key,
    });
    expect(opened.output).toBe(content.toString());
    expect(decryptCms(enveloped, identity.privateKey)).toEqual({ content, cipher });
  });
});

describe('GetCACert', () => {
  const answering = (type: string, body: Buffer): HttpsClient => ({
    send: (request) =>
      Promise.resolve({ status: 200, headers: { 'content-type': type }, setCookies: [], body, url: request.url }),
    trust: () => undefined,
    close: () => undefined,
  });

  it('reads a chain that openssl packed as a degenerate PKCS #7, and encrypts for the RA', async () => {
    const pems = ca.pem + certificateToPem(identity.certificate);
    const packed = await openssl(['crl2pkcs7', '-nocrl', '-certfile', 'c.pem', '-outform', 'PEM'], { 'c.pem': pems });
    const der = Buffer.from(/-----BEGIN PKCS7-----([^-]+)/.exec(packed.output)?.[1] ?? '', 'base64');
    const authority = await getCaCert(answering('application/x-x509-ca-ra-cert', der), 'https://office.example/scep');
    expect(authority.ca).toEqual(ca.certificate);
    expect(authority.encryption).toEqual(identity.certificate);
  });

  it('refuses any other content type', async () => {
    const http = answering('text/html', ca.certificate);
    await expect(getCaCert(http, 'https://office.example/scep')).rejects.toThrow('content type "text/html"');
  });
});

describe('certificate requests', () => {
  it('openssl accepts the CSR with subject, challenge, names and usage', async () => {
    const privateKey = await generateRsaKey();
    const csr = createCsr({
      privateKey,
      subject: [[['O', 'Office']], [['2.5.4.3', 'handle-1']]],
      challenge: 'once-only',
      altNames: { rfc822Name: ['ann@office.example'], dNSName: ['mac.office.example'] },
      keyUsage: 5,
    });
    const { output } = await openssl(['req', '-inform', 'DER', '-in', 'r.der', '-noout', '-verify', '-text'], {
      'r.der': csr,
    });
    expect(output).toContain('verify OK');
    expect(output).toContain('O = Office, CN = handle-1');
    expect(output).toContain('once-only');
    expect(output).toContain('email:ann@office.example, DNS:mac.office.example');
    expect(output).toContain('Digital Signature, Key Encipherment');
  });

  it('makes a self-signed certificate that verifies itself', async () => {
    const privateKey = await generateRsaKey();
    const certificate = new X509Certificate(selfSigned(privateKey, [[['CN', 'handle']]], now));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe('CN=handle');
  });
});

describe('the stand-in for Apple’s device CA', () => {
  it('issues certificates that its key verifies, under Apple’s issuer name, and is itself long expired', async () => {
    const expired = await createAppleDeviceCa();
    const anchor = new X509Certificate(expired.pem);
    const leaf = new X509Certificate((await expired.issueDeviceIdentity()).certificate);
    expect(leaf.verify(anchor.publicKey)).toBe(true);
    expect(leaf.issuer).toContain('CN=Apple iPhone Device CA');
    expect(Date.parse(anchor.validTo)).toBeLessThan(now);
    expect(leaf.verify(new X509Certificate(ca.pem).publicKey)).toBe(false);
  });
});
