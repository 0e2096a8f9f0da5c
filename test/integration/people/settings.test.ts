import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Executor } from '../../../electron/db/executor.ts';
import { createPkiSecrets, createPkiSettings } from '../../../electron/db/stores/protocol/pki.ts';
import { createSettingsStore } from '../../../electron/db/stores/office/settings.ts';
import { temporaryDatabase } from '../../support/people.ts';

describe('stored settings and secrets', () => {
  let executor: Executor;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ executor, close } = await temporaryDatabase());
  });
  afterEach(() => close());

  it('answers with the default until a setting was stored', async () => {
    const settings = createSettingsStore(executor);
    expect(await settings.get('port')).toBe(8443);
    await settings.set({ port: 9443, organizationName: 'Office' });
    expect(await settings.all()).toMatchObject({
      port: 9443,
      organizationName: 'Office',
      signInMethod: 'apple-as-web',
    });
  });

  it('stores none of several settings when one of them does not fit', async () => {
    const settings = createSettingsStore(executor);
    await expect(settings.set({ organizationName: 'Office', port: 70_000 })).rejects.toThrow();
    expect(await settings.get('organizationName')).toBe('My Office');
  });

  it('names a stored setting that is not readable', async () => {
    await createPkiSettings(executor).set('port', 'not a port');
    await expect(createSettingsStore(executor).get('port')).rejects.toMatchObject({
      code: 'database.failed',
      message: expect.stringContaining('"port"') as string,
    });
  });

  it('keeps values of the PKI by name until they are removed', async () => {
    const values = createPkiSettings(executor);
    expect(await values.get('pki.test')).toBeUndefined();
    await values.set('pki.test', { a: [1] });
    await values.set('pki.test', { a: [2] });
    expect(await values.get('pki.test')).toEqual({ a: [2] });
    await values.remove('pki.test');
    expect(await values.get('pki.test')).toBeUndefined();
  });

  it('gives sealed bytes back as they were', async () => {
    const secrets = createPkiSecrets(executor);
    const sealed = Uint8Array.from({ length: 256 }, (_, n) => n);
    await secrets.set('pki.key', Uint8Array.of(1));
    await secrets.set('pki.key', sealed);
    expect(Buffer.from((await secrets.get('pki.key')) ?? [])).toEqual(Buffer.from(sealed));
    await secrets.remove('pki.key');
    expect(await secrets.get('pki.key')).toBeUndefined();
  });
});
