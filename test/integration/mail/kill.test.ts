// The server is killed while it sends invitations: nobody is mailed twice afterwards, and everybody else still is.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { mailServerFor } from '../../support/mail.ts';
import { bundleHeadless, type BundledHeadless } from '../../support/running/bundled-headless.ts';
import { startHeadless, type Headless } from '../../support/running/headless.ts';
import { eventually } from '../../support/eventually.ts';

const people = 9;

describe('kill -9 while invitations are sent', () => {
  let folder: string;
  let bundle: BundledHeadless;
  let smtp: FakeSmtp;
  let server: Headless | undefined;
  const start = () =>
    startHeadless({ root: process.cwd(), program: bundle.program, dataDir: folder, host: 'mdm.office.example' });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'russet-mail-kill-'));
    [bundle, smtp] = await Promise.all([bundleHeadless(), createFakeSmtp()]);
  });
  afterAll(async () => {
    await server?.stop();
    await smtp.stop();
    await bundle.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('calls the fate of mails under way unknown and sends only the others', async () => {
    const first = (server = await start());
    await first.call('mail.update', mailServerFor(smtp));
    const ids: string[] = [];
    for (let n = 0; n < people; n += 1) {
      const address = `person${String(n)}@office.example`;
      const names = { firstName: 'Person', lastName: String(n), displayName: `Person ${String(n)}` };
      ids.push((await first.call('users.create', { email: address, username: address, ...names })).id);
    }
    smtp.onData = 'hang';
    const { batchId } = await first.call('invitations.send', { ids });
    await eventually(() => {
      expect(smtp.handedOver).toBe(4);
    });
    const ended = once(first.process, 'exit');
    first.process.kill('SIGKILL');
    await ended;
    // The mails arrive although nobody hears of it any more.
    smtp.onData = 'accept';
    smtp.release();

    const second = (server = await start());
    const counts = await eventually(async () => {
      const outcomes = await second.call('invitations.outcomes', { batchId });
      expect(outcomes.counts).not.toHaveProperty('waiting');
      expect(outcomes.counts).not.toHaveProperty('sending');
      return outcomes.counts;
    });
    expect(counts).toEqual({ unknown: 4, sent: people - 4 });
    const addresses = smtp.mails.flatMap(({ to }) => to);
    expect(new Set(addresses).size).toBe(people);
    expect(addresses).toHaveLength(people);
    await expect(second.call('invitations.retry', { batchId })).rejects.toThrow('record.notFound');
  });
});
