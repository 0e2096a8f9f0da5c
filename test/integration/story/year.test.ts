// A year in an office whose computer is on nine hours on workdays: closed every night, every weekend and two weeks of
// holiday. Its devices connect only when they are pushed, as real ones do, and one of them lies in a drawer for nine months.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { enrollOwned, enrollPersonal, ownedDevicesGroup, type EnrolledDevice } from '../../support/enrolled.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const putAway = 30;
const takenOut = putAway + 274;
/** Day 0 is a Monday; the holiday are two weeks. */
const isOpen = (date: number): boolean => date % 7 < 5 && !(date >= 196 && date < 210);

let office: Office;
beforeAll(async () => {
  office = await startOffice();
  await allowUserEnrollment(office);
}, 180_000);
afterAll(async () => {
  await office.stop();
  expect(office.problems).toEqual([]);
});

it('keeps every device that connects only when it is pushed', { timeout: 900_000 }, async () => {
  const start = office.clock.now();
  const phone = await enrollPersonal(office, 'anna');
  const groupId = await ownedDevicesGroup(office);
  const mac = await enrollOwned(office, 'ben', groupId, { kind: 'Mac' });
  const drawer = await enrollOwned(office, 'cleo', groupId);
  const all = [phone, mac, drawer];
  const isAway = (enrolled: EnrolledDevice, date: number): boolean =>
    enrolled === drawer && date >= putAway && date < takenOut;

  const awake: EnrolledDevice[] = [];
  const contacts = new Map(all.map((enrolled) => [enrolled, 0]));
  /** Answers pushes from now on, the one that waits for it included. */
  const listen = (enrolled: EnrolledDevice): (() => void) => {
    const { device } = enrolled;
    const token = device.requireEnrollment().push.device.token.toString('hex');
    return office.apns.onPush(token, () => awake.push(enrolled));
  };
  const listening = new Map(all.map((enrolled) => [enrolled, listen(enrolled)]));

  /** Some minutes, in which everybody who is to hand is pushed and comes. */
  const hearAll = async (present: readonly EnrolledDevice[]): Promise<void> => {
    const before = new Map(contacts);
    const isHeard = (enrolled: EnrolledDevice): boolean => contacts.get(enrolled) !== before.get(enrolled);
    for (let n = 0; n < 40 && !present.every(isHeard); n += 1) {
      office.clock.advance(minute);
      // Real time for the network, which is no fake: a moment for what is due in this minute, more where that was not enough.
      const steps = n < 12 ? 6 : 100;
      for (let waits = 0; waits < steps && !present.every(isHeard); waits += 1) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        for (const enrolled of awake.splice(0)) {
          expect((await enrolled.device.connect()).httpStatus).toBe(200);
          contacts.set(enrolled, (contacts.get(enrolled) ?? 0) + 1);
        }
      }
    }
  };
  const detailsOf = ({ id }: EnrolledDevice) => office.call('devices.get', { id });

  const first = new Map(await Promise.all(all.map(async (one) => [one, await detailsOf(one)] as const)));
  for (let date = 0; date < 365; date += 1) {
    if (!isOpen(date)) continue;
    awake.length = 0;
    for (const enrolled of all) {
      listening.get(enrolled)?.();
      if (!isAway(enrolled, date)) listening.set(enrolled, listen(enrolled));
    }
    const present = all.filter((one) => !isAway(one, date));
    const opened = office.clock.now();
    // On the first day they have only just enrolled: nobody is due.
    if (date > 0) await hearAll(present);
    for (const enrolled of present) {
      const { inventoryAt = 0, lastSeenAt = 0 } = await detailsOf(enrolled);
      const now = office.clock.now();
      const { id } = enrolled;
      expect({ date, id, inventory: now - inventoryAt < day, heard: now - lastSeenAt < hour }).toEqual({
        date,
        id,
        inventory: true,
        heard: true,
      });
    }
    office.clock.advance(4.5 * hour);
    // On most days nobody has network at noon: what was pushed then stays unanswered.
    if (date % 7 === 0) await hearAll(present);
    office.clock.advance(Math.max(0, opened + 9 * hour - office.clock.now()));

    let next = date + 1;
    while (next < 365 && !isOpen(next)) next += 1;
    const closed = (next - date) * day - 9 * hour;
    // On nights and most weekends the computer sleeps; once a month and over the holiday it is switched off.
    if (closed < 7 * day && date % 28 !== 4) office.clock.advance(closed);
    else
      await office.restart(() => {
        office.clock.advance(closed);
        return Promise.resolve();
      });
  }

  expect(office.clock.now() - start).toBeGreaterThanOrEqual(364 * day);
  for (const enrolled of all) {
    const after = await detailsOf(enrolled);
    expect(after.state).toBe('enrolled');
    expect(after.renewal).toBeUndefined();
    const end = after.identityCertificateExpiresAt ?? 0;
    expect(end).toBeGreaterThan(first.get(enrolled)?.identityCertificateExpiresAt ?? Infinity);
    expect(end).toBeGreaterThan(office.clock.now() + 90 * day);
  }
  expect(contacts.get(phone)).toBeGreaterThan(280);
  expect(contacts.get(drawer)).toBeGreaterThan(50);
  expect((await office.call('home.overview', {})).devices.outOfContact).toBe(0);
});
