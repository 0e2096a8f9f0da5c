// One-time PINs: made, spent, expired, blocked.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPinsStore } from '../../../electron/db/stores/people/pins.ts';
import { pinTries } from '../../../electron/model/pin-state.ts';
import { createPins, type Pins } from '../../../electron/people/pins.ts';
import { openSecretBox } from '../../../electron/core/secret-box.ts';
import { createUsersService } from '../../../electron/people/users.ts';
import { withFailingReads } from '../../support/failing-reads.ts';
import { noon, person, temporaryDatabase } from '../../support/people.ts';

describe('one-time PINs', () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  let pins: Pins;
  let anna: string;
  let now = noon;
  beforeAll(async () => {
    database = await temporaryDatabase();
    const { executor } = database;
    const clock = { now: () => now, schedule: () => () => undefined };
    pins = createPins({ executor, clock, secretBox: await openSecretBox(database.folder) });
    const users = createUsersService({ executor, clock, endAccess: () => Promise.resolve() });
    anna = await users.create(person('anna'));
  });
  afterAll(() => database.close());

  const policy = { length: 8, lifetimeDays: 2 };
  const wrong = (pin: string): string => (pin.startsWith('0') ? '1' : '0') + pin.slice(1);

  it('works again after the key could not be read once', async () => {
    const { executor, failNextRead } = withFailingReads(database.executor);
    const clock = { now: () => now };
    const afterRestart = createPins({ executor, clock, secretBox: await openSecretBox(database.folder) });
    failNextRead();
    await expect(afterRestart.generate(anna, policy)).rejects.toThrow('locked');
    const { pin } = await afterRestart.generate(anna, policy);
    expect(await afterRestart.verify(anna, pin)).toBe(true);
    expect(await pins.verify(anna, pin)).toBe(true);
  });

  it('has as many digits as asked for and stays valid until a device enrolls with it', async () => {
    const { pin, expiresAt } = await pins.generate(anna, policy);
    expect(pin).toMatch(/^\d{8}$/);
    expect(expiresAt).toBe(now + 2 * 86_400_000);
    expect(await pins.state(anna)).toMatchObject({ status: 'valid', issuedAt: now });
    expect(await pins.verify(anna, wrong(pin))).toBe(false);
    expect(await pins.verify(anna, pin)).toBe(true);
    expect(await pins.verify(anna, pin)).toBe(true);
    expect(await createPinsStore(database.executor).spend(anna, now, now)).toBe(true);
    expect(await pins.verify(anna, pin)).toBe(false);
    expect((await pins.state(anna)).status).toBe('used');
  });

  it('is spent by one of two devices, and not by an attempt older than the PIN', async () => {
    const store = createPinsStore(database.executor);
    await pins.generate(anna, policy);
    expect(await store.spend(anna, now - 1, now)).toBe(false);
    const both = await Promise.all([store.spend(anna, now, now), store.spend(anna, now, now)]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  it('ends with its time, with the next PIN, and after too many wrong tries', async () => {
    const first = await pins.generate(anna, policy);
    const second = await pins.generate(anna, policy);
    expect(await pins.verify(anna, first.pin)).toBe(false);
    now += 2 * 86_400_000;
    expect(await pins.verify(anna, second.pin)).toBe(false);
    expect((await pins.state(anna)).status).toBe('expired');
    const third = await pins.generate(anna, policy);
    for (let tries = 0; tries < pinTries; tries += 1) await pins.verify(anna, wrong(third.pin));
    expect(await pins.verify(anna, third.pin)).toBe(false);
    expect((await pins.state(anna)).status).toBe('blocked');
  });

  it('can be viewed while it is valid, and is not kept once it was used or has expired', async () => {
    const store = createPinsStore(database.executor);
    const sealed = async () =>
      (await database.executor.read.selectFrom('user_pins').select('sealed_pin').executeTakeFirst())?.sealed_pin;
    const first = await pins.generate(anna, policy);
    expect(await pins.reveal(anna)).toEqual(first);
    await store.spend(anna, now, now);
    await expect(pins.reveal(anna)).rejects.toMatchObject({ code: 'record.notFound' });
    expect(await sealed()).toBeNull();

    const second = await pins.generate(anna, policy);
    await store.forgetEnded(now);
    expect(await pins.reveal(anna)).toEqual(second);
    now += 2 * 86_400_000;
    await expect(pins.reveal(anna)).rejects.toMatchObject({ code: 'record.notFound' });
    await store.forgetEnded(now);
    expect(await sealed()).toBeNull();
    expect((await pins.state(anna)).status).toBe('expired');

    const third = await pins.generate(anna, policy);
    for (let tries = 0; tries < pinTries; tries += 1) await pins.verify(anna, wrong(third.pin));
    await expect(pins.reveal(anna)).rejects.toMatchObject({ code: 'record.notFound' });
    await expect(pins.reveal('nobody')).rejects.toMatchObject({ code: 'record.notFound' });
  });

  it('is false for people who have none and people nobody knows', async () => {
    expect(await pins.verify('nobody', '123456')).toBe(false);
    expect(await pins.state('nobody')).toEqual({ status: 'none' });
  });

  it('cannot be read from the database, not even with all PINs tried out', async () => {
    const { pin } = await pins.generate(anna, { length: 4, lifetimeDays: 1 });
    const row = await database.executor.read.selectFrom('user_pins').selectAll().executeTakeFirstOrThrow();
    const { createHash } = await import('node:crypto');
    const plain = createHash('sha256').update(`${anna}:${pin}`).digest('hex');
    expect(row.pin_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(row.pin_hash).not.toBe(plain);
    expect(Buffer.from(row.sealed_pin ?? []).includes(pin)).toBe(false);
    const key = await database.executor.read
      .selectFrom('secrets')
      .select('sealed')
      .where('name', 'not like', 'audit.%')
      .execute();
    expect(key[0]?.sealed.length).toBeGreaterThan(randomBytes(32).length);
  });
});
