// What the database keeps of issued certificates.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPki, type TestPki } from '../../support/pki/open-pki.ts';

let pki: TestPki;

beforeEach(async () => {
  pki = await openPki();
  await pki.executor.write((query) =>
    query
      .insertInto('enrollments')
      .values({
        ...{ id: 'enrollment-1', type: 'user', flow: 'account-user', state: 'enrolled', platform: 'iOS' },
        ...{
          ownership: 'user-owned',
          profile_identifier: 'p',
          server_origin: 'https://mdm.office.example',
          name: 'Phone',
          topic: 't',
          supervised: 0,
        },
        ...{ awaiting_configuration: 0, declarative_management: 0, authenticated_at: 1, last_seen_at: 1 },
      })
      .execute(),
  );
});

afterEach(() => pki.close());

const certificate = (sha256: string, enrollmentId: string | null, issuedAt = 1) => ({
  ...{ sha256, serial: randomBytes(16).toString('hex'), ticketId: 'ticket-1', enrollmentId },
  ...{ purpose: 'device' as const, subject: 'CN=handle', notBefore: 1, notAfter: 2, issuedAt, der: Buffer.of(1, 2, 3) },
});

const bindings = () =>
  pki.executor.read.selectFrom('certificate_bindings').select(['sha256', 'enrollment_id']).execute();

describe('issued certificates', () => {
  it('are not bound to an enrollment before Authenticate, and know it afterwards', async () => {
    await pki.issued.add(certificate('aa', null));
    expect(await bindings()).toEqual([]);
    expect(await pki.issued.find('aa')).toMatchObject({ enrollmentId: null, der: Buffer.of(1, 2, 3) });
    await pki.executor.write((query) =>
      query
        .insertInto('certificate_bindings')
        .values({ sha256: 'aa', enrollment_id: 'enrollment-1', ticket_id: 'ticket-1', not_after: 2, bound_at: 1 })
        .execute(),
    );
    expect(await pki.issued.find('aa')).toMatchObject({ enrollmentId: 'enrollment-1' });
  });

  it('that renew a bound one speak for the same enrollment at once', async () => {
    await pki.issued.add(certificate('aa', null, 1));
    await pki.issued.add(certificate('bb', 'enrollment-1', 2));
    expect(await bindings()).toEqual([{ sha256: 'bb', enrollment_id: 'enrollment-1' }]);
    expect((await pki.issued.ofTicket('ticket-1')).map(({ sha256 }) => sha256)).toEqual(['bb', 'aa']);
    expect(await pki.issued.find('cc')).toBeUndefined();
  });
});
