// Independent SCEP client 2: certmonger, its helper alone and its whole daemon (on a private socket, without D-Bus). It
// verifies with OpenSSL and sends PKIOperation by GET.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../electron/wire/certificate.ts';
import { certificatePem } from '../../../electron/pki/x509.ts';
import { openPki, type TestPki } from '../../support/pki/open-pki.ts';
import { runTool } from '../../support/pki/run-tool.ts';
import { startScepServer, type ScepServer } from '../../support/pki/scep-server.ts';

const helper = '/usr/lib/certmonger/scep-submit';
const daemon = '/usr/lib/certmonger/certmonger-session';

let pki: TestPki;
let server: ScepServer;

beforeAll(async () => {
  pki = await openPki();
  server = await startScepServer(pki);
});

afterAll(async () => {
  await server.close();
  await pki.close();
});

/** Runs shell lines as a client of a fresh certmonger and gives their output. */
const withCertmonger = async (folder: string, lines: readonly string[]): Promise<string> => {
  if (!existsSync(daemon)) throw new Error(`${daemon} is not installed; scripts/setup installs it on Debian`);
  for (const name of ['requests', 'cas', 'config', 'local']) await mkdir(join(folder, name), { recursive: true });
  const script = join(folder, 'client.sh');
  await writeFile(script, [...lines, 'echo client-ended', ''].join('\n'));
  const child = spawn(daemon, ['-L', '-P', join(folder, 'socket'), '-n', '-c', `bash ${script}`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      TMPDIR: folder,
      CERTMONGER_REQUESTS_DIR: join(folder, 'requests'),
      CERTMONGER_CAS_DIR: join(folder, 'cas'),
      CERTMONGER_CONFIG_DIR: join(folder, 'config'),
      CERTMONGER_LOCAL_CA_DIR: join(folder, 'local'),
    },
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('client-ended')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  // Its helpers for other authorities would keep it waiting; they are in its process group.
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  return output;
};

describe('SCEP with certmonger', () => {
  it('answers GetCACaps with the lines of the standard', async () => {
    expect((await runTool(helper, ['-u', server.url, '-c'])).toString()).toBe(
      'Renewal\nSHA-1\nSHA-256\nAES\nDES3\nSCEPStandard\nPOSTPKIOperation\n\n',
    );
  });

  it('hands out the device CA', async () => {
    const pem = (await runTool(helper, ['-u', server.url, '-C'])).toString();
    expect(pem.trim()).toBe(certificatePem(pki.authority.deviceCa.certificate.der).trim());
  });

  it('enrolls by GET and its answer passes OpenSSL', async () => {
    server.addChallenge('certmonger-challenge', 'certmonger');
    const ca = join(pki.folder, 'certmonger-ca.pem');
    await writeFile(ca, certificatePem(pki.authority.deviceCa.certificate.der));
    const folder = join(pki.folder, 'certmonger');
    const output = await withCertmonger(folder, [
      `getcert add-scep-ca -c russet -u ${server.url} -r ${ca} -N ${ca}`,
      `getcert request -c russet -k ${folder}/key.pem -f ${folder}/cert.pem -N CN=wish -L certmonger-challenge -I one -w`,
      'getcert list',
    ]);
    expect(output).toContain('status: MONITORING');
    expect(output).toContain('subject: CN=handle-certmonger');
    const text = await readFile(join(folder, 'cert.pem'), 'utf8');
    const certificate = parseCertificate(Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
    expect(await pki.issued.find(certificate.sha256)).toMatchObject({ ticketId: 'certmonger' });
    expect(server.requests.filter(({ operation }) => operation === 'PKIOperation')).toEqual([
      { method: 'GET', operation: 'PKIOperation' },
    ]);
    expect(() =>
      execFileSync('openssl', ['verify', '-x509_strict', '-CAfile', ca, join(folder, 'cert.pem')]),
    ).not.toThrow();
  });
});
