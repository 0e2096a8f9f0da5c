import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretBox, openSecretBox, type KeyWrapper } from '../../../electron/core/secret-box.ts';

const secret = Buffer.from('-----BEGIN PRIVATE KEY-----');
const unreadable = expect.objectContaining({ code: 'secrets.unreadable' }) as unknown;

const xor = (bytes: Uint8Array) => Promise.resolve(Uint8Array.from(bytes, (byte) => byte ^ 0x5a));
const wrapper: KeyWrapper = { wrap: xor, unwrap: xor };

describe('a secret box', () => {
  const box = createSecretBox(randomBytes(32), 'key-file');

  it('gives back what was sealed, also nothing at all', () => {
    expect(box.open(box.seal(secret))).toEqual(secret);
    expect(box.open(box.seal(Buffer.alloc(0)))).toEqual(Buffer.alloc(0));
  });

  it('never seals twice alike and never shows the plain text', () => {
    const sealed = box.seal(secret);
    expect(sealed).not.toEqual(box.seal(secret));
    expect(Buffer.from(sealed).includes('PRIVATE')).toBe(false);
  });

  it('refuses a change of any single byte', () => {
    const sealed = Buffer.from(box.seal(secret));
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
      expect(() => box.open(altered), `byte ${at}`).toThrow(unreadable);
    }
  });

  it('refuses truncated bytes and another key', () => {
    const sealed = box.seal(secret);
    expect(() => box.open(sealed.subarray(0, 20))).toThrow(unreadable);
    expect(() => box.open(Buffer.alloc(0))).toThrow(unreadable);
    expect(() => createSecretBox(randomBytes(32), 'key-file').open(sealed)).toThrow(unreadable);
  });
});

describe('the key of a data folder', () => {
  let folder: string;
  let keyFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'russet-box-'));
    keyFile = join(folder, 'secret.key');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is made on first use with mode 0600 and found again', async () => {
    const first = await openSecretBox(folder);
    expect(first.protection).toBe('key-file');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const again = await openSecretBox(folder);
    expect(again.open(first.seal(secret))).toEqual(secret);
  });

  it('is wrapped when there is a key store', async () => {
    const first = await openSecretBox(folder, wrapper);
    expect(first.protection).toBe('operating-system');
    const again = await openSecretBox(folder, wrapper);
    expect(again.open(first.seal(secret))).toEqual(secret);
    const stored = JSON.parse(readFileSync(keyFile, 'utf8')) as { key: string };
    expect(() => createSecretBox(Buffer.from(stored.key, 'base64'), 'key-file').open(first.seal(secret))).toThrow(
      unreadable,
    );
  });

  it('stays plain once it was made plain, so that a service may share the folder', async () => {
    await openSecretBox(folder);
    expect((await openSecretBox(folder, wrapper)).protection).toBe('key-file');
  });

  it('says what to do when it is wrapped and there is no key store', async () => {
    await openSecretBox(folder, wrapper);
    await expect(openSecretBox(folder)).rejects.toThrow(/Open it with the Russet app/);
    await expect(openSecretBox(folder)).rejects.toEqual(unreadable);
  });

  it('says so when the key store does not give it out', async () => {
    await openSecretBox(folder, wrapper);
    const locked: KeyWrapper = { wrap: xor, unwrap: () => Promise.reject(new Error('locked')) };
    await expect(openSecretBox(folder, locked)).rejects.toEqual(unreadable);
  });

  it.each(['', 'x', '{"version":2}', '{"version":1,"protection":"key-file","key":"c2hvcnQ="}'])(
    'is left alone when it is damaged: %s',
    async (text) => {
      writeFileSync(keyFile, text);
      await expect(openSecretBox(folder)).rejects.toEqual(unreadable);
      expect(readFileSync(keyFile, 'utf8')).toBe(text);
    },
  );

  it('is not replaced when it cannot be read', async () => {
    if (process.getuid?.() === 0) rmSync(keyFile, { force: true });
    await openSecretBox(folder);
    const before = readFileSync(keyFile, 'utf8');
    chmodSync(keyFile, 0o000);
    await openSecretBox(folder).catch(() => undefined);
    chmodSync(keyFile, 0o600);
    expect(readFileSync(keyFile, 'utf8')).toBe(before);
  });
});
