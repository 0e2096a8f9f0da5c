// What strangers send costs next to nothing: their bodies are not kept, their answers wait for them, and devices are
// served as before.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../electron/core/errors.ts';
import { rememberedCertificates } from '../../../electron/wire/certificate.ts';
import type { MdmHandler, MdmRequest } from '../../../electron/wire/http.ts';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { mdmSignature } from '../../support/device/cms.ts';
import { generateRsaKey, selfSigned } from '../../support/device/keys-and-csr.ts';
import { enrollPersonal, rejections, type EnrolledDevice } from '../../support/enrolled.ts';
import { startOwnListener, type OwnListener } from '../../support/own-listener.ts';

const head = (path: string, length: number, more = ''): string =>
  `PUT ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${String(length)}\r\n${more}\r\n`;

describe('a listener with strangers', { timeout: 120_000 }, () => {
  let own: OwnListener;
  afterEach(async () => {
    await own.listener.stop();
  });

  const counting = (seen: MdmRequest[]): MdmHandler => {
    return (request) => {
      seen.push(request);
      return Promise.resolve({ status: 200, body: 'served' });
    };
  };

  it('keeps the beginning alone of a device’s body whose headers name no certificate of ours', async () => {
    const seen: MdmRequest[] = [];
    own = await startOwnListener(counting(seen), {
      requireDevice: (headers) => {
        if (headers['mdm-signature'] !== 'ours') throw new ProtocolError('cms.untrusted', 'No.');
      },
    });
    const body = 'x'.repeat(15_000_000);
    const replies = await Promise.all(
      ['', 'mdm-signature: theirs\r\n', 'mdm-signature: ours\r\n'].map((more) =>
        own.exchange(head('/mdm/connect', body.length, more) + body),
      ),
    );
    expect(replies.every((reply) => reply.startsWith('HTTP/1.1 200 '))).toBe(true);
    const lengths = seen.map(({ headers, body: kept }) => [headers['mdm-signature'], kept.length]);
    expect(lengths).toContainEqual([undefined, 20_000]);
    expect(lengths).toContainEqual(['theirs', 20_000]);
    expect(lengths).toContainEqual(['ours', 15_000_000]);
  });

  it('lets unfinished bodies give way, and serves what is small meanwhile', async () => {
    const seen: MdmRequest[] = [];
    own = await startOwnListener(counting(seen), {
      limits: { bodies: { total: 1_000_000, perNetwork: 1_000_000 } },
    });
    const said: string[] = [];
    const sockets = await Promise.all(Array.from({ length: 120 }, () => own.open()));
    for (const socket of sockets) {
      socket.on('data', (chunk: Buffer) => said.push(chunk.toString('latin1')));
      socket.write(head('/mdm/connect', 200_000) + 'x'.repeat(100_000));
    }
    // Ten of a hundred thousand fit.
    await expect
      .poll(() => said.filter((text) => text.startsWith('HTTP/1.1 503 ')).length, { timeout: 120_000 })
      .toBeGreaterThanOrEqual(110);
    expect(said.some((text) => /retry-after: \d+/i.test(text))).toBe(true);
    expect(await own.exchange(`${head('/mdm/checkin', 2)}hi`)).toContain('served');
    expect(seen.map(({ path }) => path)).toEqual(['/mdm/checkin']);
    for (const socket of sockets) socket.destroy();
  });

  it('answers pipelined requests in their order, one at a time', async () => {
    let running = 0;
    let most = 0;
    own = await startOwnListener(async ({ path }) => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { status: 200, body: `<${path}>` };
    });
    const paths = Array.from({ length: 20 }, (_, n) => `/enroll/i/${String(n)}`);
    const requests = paths.map(
      (path, n) => `GET ${path} HTTP/1.1\r\nhost: x\r\n${n === 19 ? 'connection: close\r\n' : ''}\r\n`,
    );
    const said = await own.exchange(requests.join(''));
    expect([...said.matchAll(/<([^>]+)>/g)].map(([, path]) => path)).toEqual(paths);
    expect(most).toBe(1);
  });

  it('cuts off who pipelines thousands and reads nothing, having worked for few of them', async () => {
    let served = 0;
    own = await startOwnListener(() => {
      served += 1;
      return Promise.resolve({ status: 200, body: Buffer.alloc(100_000) });
    });
    const sockets = await Promise.all(Array.from({ length: 30 }, () => own.open()));
    const closed = Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    for (const socket of sockets) {
      socket.pause();
      socket.write('GET /enroll HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(2000));
      // A socket that is not read does not see its end; reading begins when the server has cut it off.
      setTimeout(() => socket.resume(), 1000);
    }
    await closed;
    expect(served).toBeLessThan(30 * 40);
    expect(await own.exchange('GET /enroll HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });

  it('closes a connection whose answer is not read, and not one that is read slowly', async () => {
    own = await startOwnListener(() => Promise.resolve({ status: 200, body: Buffer.alloc(30_000_000) }), {
      times: { stillMs: 1000, checkEveryMs: 50 },
    });
    const ask = async (): Promise<TLSSocket> => {
      const socket = await own.open();
      socket.write('GET /enroll HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
      return socket;
    };
    const slow = await ask();
    let read = 0;
    slow.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > 29_000_000) return;
      slow.pause();
      setTimeout(() => slow.resume(), 1);
    });
    const still = await ask();
    still.pause();
    await once(slow, 'close');
    expect(read).toBeGreaterThan(30_000_000);
    await expect.poll(() => still.destroyed || still.resume().closed, { timeout: 20_000, interval: 3000 }).toBe(true);
    expect(still.bytesRead).toBeLessThan(30_000_000);
  });

  describe('and answers that are no bytes', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'russet-answer-'));
      await writeFile(join(folder, 'package'), '0123456789');
      await writeFile(join(folder, 'empty'), '');
    });
    afterAll(() => rm(folder, { recursive: true }));

    const ask = (more = '', method = 'GET') =>
      own.exchange(`${method} /enroll HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${more}\r\n`);

    it('sends a file, or the part of it that is asked for', async () => {
      const body = { file: join(folder, 'package'), etag: '"1"' };
      own = await startOwnListener(() => Promise.resolve({ status: 200, body }));
      expect(await ask()).toMatch(
        /^HTTP\/1\.1 200 [^]*accept-ranges: bytes[^]*etag: "1"[^]*content-length: 10\r\n[^]*\r\n\r\n0123456789$/i,
      );
      expect(await ask('range: bytes=2-4\r\n')).toMatch(
        /^HTTP\/1\.1 206 [^]*content-length: 3\r\n[^]*content-range: bytes 2-4\/10\r\n[^]*\r\n\r\n234$/i,
      );
      expect(await ask('range: bytes=2-4\r\nif-range: "1"\r\n')).toMatch(/^HTTP\/1\.1 206 /);
      expect(await ask('range: bytes=2-4\r\nif-range: "0"\r\n')).toMatch(/^HTTP\/1\.1 200 [^]*0123456789$/);
      expect(await ask('range: bytes=20-\r\n')).toMatch(/^HTTP\/1\.1 416 [^]*content-range: bytes \*\/10\r\n/i);
      expect(await ask('', 'HEAD')).toMatch(/^HTTP\/1\.1 200 [^]*content-length: 10\r\n[^]*\r\n\r\n$/i);
    });

    it('sends an empty file, and says 500 for one that is not there', async () => {
      let file = join(folder, 'empty');
      own = await startOwnListener(() => Promise.resolve({ status: 200, body: { file } }));
      expect(await ask()).toMatch(/^HTTP\/1\.1 200 [^]*content-length: 0\r\n/i);
      file = join(folder, 'missing');
      expect(await ask()).toMatch(/^HTTP\/1\.1 500 [^]*Reference/);
    });

    it('takes from a stream no more than its reader takes', async () => {
      let made = 0;
      own = await startOwnListener(() => {
        const body = Readable.from(
          (function* pieces() {
            for (; made < 100_000; made += 1) yield Buffer.alloc(10_000);
          })(),
        );
        return Promise.resolve({ status: 200, body });
      });
      const socket = await own.open();
      socket.pause();
      socket.write('GET /enroll HTTP/1.1\r\nhost: x\r\n\r\n');
      await expect.poll(() => made).toBeGreaterThan(0);
      let before = -1;
      // Until the buffers of both sides are full.
      await expect
        .poll(
          () => {
            const still = made === before;
            before = made;
            return still;
          },
          { interval: 300, timeout: 120_000 },
        )
        .toBe(true);
      expect(made).toBeLessThan(5000);
      socket.destroy();
    });
  });
});

describe('an office with strangers', { timeout: 120_000 }, () => {
  let office: Office;
  let phone: EnrolledDevice;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    phone = await enrollPersonal(office, 'anna');
  }, 120_000);
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const put = (path: string, body: Buffer, headers: Record<string, string> = {}) =>
    phone.device.http.send({ method: 'PUT', url: `${office.origin}${path}`, headers, body });

  it('refuses 15 MB that nobody signed unread, eight at once, and hears its devices meanwhile', async () => {
    const values = '<dict><key>a</key><string>b</string></dict>'.repeat(350_000);
    const body = Buffer.from(`<plist version="1.0"><array>${values}</array></plist>`);
    const flood = Array.from({ length: 8 }, () =>
      put('/mdm/connect', body, { 'content-type': 'application/x-apple-aspen-mdm' }),
    );
    expect((await phone.device.tokenUpdate()).status).toBe(200);
    expect((await Promise.all(flood)).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 400));
    expect((await rejections(office, '-'))[0]).toContain('no Mdm-Signature');
  });

  it('tells clients apart by what a trusted proxy says of them, from the moment it is trusted', async () => {
    const ask = async (): Promise<string> => {
      office.clock.advance(3_600_000);
      await put('/mdm/connect', Buffer.from('x'), { 'x-forwarded-for': '1.2.3.4, 203.0.113.77' });
      return (await rejections(office, '-'))[0] ?? '';
    };
    expect(await ask()).toContain('127.0.0.1]');
    const { settings } = await office.call('server.get', {});
    await office.call('server.update', { ...settings, trustedProxies: ['127.0.0.0/8'] });
    expect(await ask()).toContain('[203.0.113.77]');
    await office.call('server.update', { ...settings, trustedProxies: [] });
    expect(await ask()).toContain('127.0.0.1]');
  });

  it('speaks TLS 1.2 with authenticated encryption alone', async () => {
    const handshake = (ciphers: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(
          { host: '127.0.0.1', port: office.port, rejectUnauthorized: false, maxVersion: 'TLSv1.2', ciphers },
          () => {
            resolve(socket.getCipher().name);
            socket.destroy();
          },
        );
        socket.on('error', () => {
          resolve('refused');
        });
      });
    for (const cipher of ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384']) {
      expect(await handshake(cipher)).toBe(cipher);
    }
    for (const cipher of ['ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES256-SHA', 'ECDHE-ECDSA-AES128-SHA256']) {
      expect(await handshake(`${cipher}:@SECLEVEL=0`)).toBe('refused');
    }
  });

  it('remembers nothing of a thousand signatures by certificates that are not its own', async () => {
    const key = await generateRsaKey(2048);
    const certificate = selfSigned(key, [[['CN', 'stranger']]], Date.now());
    const body = Buffer.from('<plist version="1.0"><dict/></plist>');
    const signature = Buffer.from(mdmSignature(body, { privateKey: key, certificate }), 'base64');
    const at = signature.indexOf(certificate) + certificate.length - 8;
    const before = rememberedCertificates();
    for (let n = 0; n < 1000; n += 1) {
      signature.writeUInt32BE(n, at);
      const { status } = await put('/mdm/connect', body, { 'mdm-signature': signature.toString('base64') });
      expect(status).toBe(400);
    }
    expect(rememberedCertificates()).toEqual(before);
  });
});
