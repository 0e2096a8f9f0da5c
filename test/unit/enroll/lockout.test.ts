import { describe, expect, it } from 'vitest';
import { createSignInFailureStore } from '../../../electron/db/stores/people/sign-in-failures.ts';
import {
  accountKey,
  addressFailureLimit,
  addressKey,
  createLockout,
  unknownKey,
} from '../../../electron/sign-in/lockout.ts';
import { createManualClock } from '../../support/fakes/manual-clock.ts';
import { temporaryDatabase } from '../../support/people.ts';

const minute = 60_000;

const withLockout = async (
  run: (tools: {
    clock: ReturnType<typeof createManualClock>;
    lockout: ReturnType<typeof createLockout>;
    store: ReturnType<typeof createSignInFailureStore>;
  }) => Promise<void>,
): Promise<void> => {
  const { executor, close } = await temporaryDatabase();
  const clock = createManualClock();
  const store = createSignInFailureStore(executor);
  try {
    await run({ clock, store, lockout: createLockout({ store, clock }) });
  } finally {
    await close();
  }
};

describe('the lock-out', () => {
  const account = accountKey('anna');
  const address = addressKey('192.0.2.1');
  const lockAfter = 5;
  const anna = { account, address, lockAfter };

  it('locks an account after five failures for five minutes, then for longer each time, an hour at most', () =>
    withLockout(async ({ clock, lockout }) => {
      for (let failure = 0; failure < lockAfter; failure += 1) {
        expect(await lockout.begin(anna)).toBe(0);
      }
      const waits: number[] = [];
      for (let lock = 0; lock < 6; lock += 1) {
        const wait = await lockout.begin(anna);
        waits.push(wait / minute);
        await clock.advance(wait);
        expect(await lockout.begin(anna)).toBe(0);
      }
      expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
    }));

  it('does not count attempts while locked, and lets nobody slip through at the same time', () =>
    withLockout(async ({ lockout, store }) => {
      const waits = await Promise.all(Array.from({ length: 12 }, () => lockout.begin(anna)));
      expect(waits.filter((wait) => wait === 0)).toHaveLength(lockAfter);
      expect((await store.find(account))?.count).toBe(lockAfter);
    }));

  it('survives a restart, frees an account with the right secret, and forgets after a day', () =>
    withLockout(async ({ clock, store, lockout }) => {
      for (let failure = 0; failure < 5; failure += 1) await lockout.begin(anna);
      const restarted = createLockout({ store, clock });
      expect(await restarted.begin(anna)).toBe(5 * minute);
      await clock.advance(5 * minute);
      await restarted.begin(anna);
      await restarted.succeeded(anna);
      expect(await store.find(account)).toBeUndefined();
      expect(await store.find(address)).toBeUndefined();
      await clock.advance(25 * 60 * minute);
      await restarted.begin({ ...anna, account: accountKey('nobody') });
      expect((await store.find(address))?.count).toBe(1);
    }));

  it('lasts no longer when the clock is set back, and keeps counting', () =>
    withLockout(async ({ clock, lockout, store }) => {
      await clock.advance(365 * 24 * 60 * minute);
      for (let failure = 0; failure < lockAfter; failure += 1) await lockout.begin(anna);
      const setBack = createLockout({ store, clock: createManualClock() });
      expect(await setBack.begin(anna)).toBe(5 * minute);
      expect((await store.find(account))?.count).toBe(lockAfter);
    }));

  it('knows a stranger by the network, of which IPv6 gives everybody 2^64 addresses', () =>
    withLockout(async ({ lockout }) => {
      for (let failure = 0; failure < addressFailureLimit; failure += 1) {
        const attempt = { account: unknownKey(`name-${String(failure)}`), lockAfter };
        const from = addressKey(`2001:db8:1:2:${failure.toString(16)}::${String(failure)}`);
        expect(await lockout.begin({ ...attempt, address: from })).toBe(0);
      }
      expect(await lockout.begin({ ...anna, address: addressKey('2001:db8:1:2::99') })).toBe(5 * minute);
      expect(await lockout.begin({ ...anna, address: addressKey('2001:db8:1:3::99') })).toBe(0);
      expect(addressKey('::ffff:192.0.2.1')).toBe(address);
      expect(addressKey('fe80::1%eth0')).toBe(addressKey('fe80:0:0:0:ffff::'));
      expect(addressKey('::1')).not.toBe(addressKey('2001:db8::1'));
    }));

  it('locks an address that tries many accounts', () =>
    withLockout(async ({ lockout }) => {
      for (let failure = 0; failure < addressFailureLimit; failure += 1) {
        expect(await lockout.begin({ ...anna, account: unknownKey(`name-${String(failure)}`) })).toBe(0);
      }
      expect(await lockout.begin({ ...anna, account: accountKey('bert') })).toBe(5 * minute);
      expect(await lockout.begin({ ...anna, account: accountKey('bert'), address: addressKey('192.0.2.2') })).toBe(0);
    }));

  const failing = (name: string) => ({ ...anna, account: accountKey(name) });
  const lockAddress = async (lockout: ReturnType<typeof createLockout>, names = 'person'): Promise<void> => {
    for (let failure = 0; failure < addressFailureLimit; failure += 1) {
      expect(await lockout.begin(failing(`${names}-${String(failure)}`))).toBe(0);
    }
  };

  it('counts an account once for its address, so that nobody locks the others', () =>
    withLockout(async ({ clock, lockout }) => {
      for (let failure = 0; failure < 5 * addressFailureLimit; failure += 1)
        await clock.advance(await lockout.begin(anna));
      expect(await lockout.begin(failing('bert'))).toBe(0);
    }));

  it('does not lock an address again for the next who mistypes, and for longer when it goes on', () =>
    withLockout(async ({ clock, lockout }) => {
      await lockAddress(lockout);
      const waits: number[] = [];
      for (let lock = 0; lock < 6; lock += 1) {
        const wait = await lockout.begin(failing('bert'));
        waits.push(wait / minute);
        await clock.advance(wait);
        let guesses = 0;
        while ((await lockout.begin(failing(`lock-${String(lock)}-${String(guesses)}`))) === 0) guesses += 1;
        expect(guesses).toBeGreaterThanOrEqual(addressFailureLimit / 2);
      }
      expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
    }));

  it('forgets failures of an address with time', () =>
    withLockout(async ({ clock, lockout }) => {
      for (let failure = 0; failure < 10 * addressFailureLimit; failure += 1) {
        expect(await lockout.begin(failing(`slow-${String(failure)}`))).toBe(0);
        await clock.advance(3 * minute);
      }
    }));

  it('lets an office sign in where one in three mistypes, and an account of its own help no guesser', () =>
    withLockout(async ({ lockout }) => {
      for (let person = 0; person < 60; person += 1) {
        const attempt = failing(`person-${String(person)}`);
        expect(await lockout.begin(attempt)).toBe(0);
        if (person % 3 === 0) continue;
        await lockout.succeeded(attempt);
      }
      let guesses = 0;
      while ((await lockout.begin(failing(`guess-${String(guesses)}`))) === 0) {
        guesses += 1;
        if ((await lockout.begin(anna)) === 0) await lockout.succeeded(anna);
      }
      expect(guesses).toBeLessThanOrEqual(addressFailureLimit + 3);
    }));

  it('tells once that an address is locked, and remembers who was turned away there', () =>
    withLockout(async ({ clock, store }) => {
      const told: [string, number][] = [];
      const lockout = createLockout({
        store,
        clock,
        addressLocked: (key, lockMs) => {
          told.push([key, lockMs]);
          return Promise.resolve();
        },
      });
      await lockAddress(lockout);
      await lockout.begin(anna);
      await lockout.begin({ ...anna, account: unknownKey('made-up') });
      expect(told).toEqual([[address, 5 * minute]]);
      expect(await store.find(account)).toMatchObject({ count: 0, turnedAwayAt: address });
      expect(await store.find(unknownKey('made-up'))).toBeUndefined();
      expect(await store.locked('address:', clock.now())).toMatchObject([{ key: address }]);
    }));
});
