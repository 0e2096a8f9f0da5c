// The post office on a database that fails: what it remembers of the mail server, and what it does not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailServerInput } from '../../../shared/ipc/office/mail.ts';
import { silentLogger } from '../../../electron/core/ports.ts';
import { openSecretBox } from '../../../electron/core/secret-box.ts';
import { createPostOffice } from '../../../electron/mail/post-office.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { withFailingReads } from '../../support/failing-reads.ts';
import { mailServerFor } from '../../support/mail.ts';
import { openTempDatabase } from '../../support/temp-database.ts';

let smtp: FakeSmtp;
let database: Awaited<ReturnType<typeof openTempDatabase>>;
beforeAll(async () => {
  [smtp, database] = await Promise.all([createFakeSmtp(), openTempDatabase()]);
});
afterAll(async () => {
  await smtp.stop();
  await database.close();
});

const mail = (id: string) => ({
  id,
  to: { name: 'Anna Berg', address: 'anna@office.example' },
  subject: 'Hello',
  text: 'Hello\n',
  html: '',
});

describe('the post office', () => {
  it('sends again after the settings could not be read once, and once there is a mail server', async () => {
    const { executor, failNextRead } = withFailingReads(database.executor);
    const postOffice = createPostOffice({
      executor,
      secretBox: await openSecretBox(database.folder),
      logger: silentLogger,
      outcome: () => Promise.resolve(),
      changed: () => Promise.resolve(),
    });
    expect(await postOffice.send(mail('first'))).toMatchObject({ kind: 'server', code: 'mail.notConfigured' });
    await postOffice.save(mailServerInput.parse(mailServerFor(smtp)), () => Promise.resolve());
    failNextRead();
    await expect(postOffice.send(mail('second'))).rejects.toThrow('locked');
    expect(await postOffice.send(mail('third'))).toMatchObject({ kind: 'sent' });
    expect(smtp.mailsTo('anna@office.example')).toHaveLength(1);
    await postOffice.close();
  });
});
