import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../../electron/core/errors.ts';
import { createTestAdmin, type TestAdmin } from '../../support/admin.ts';
import { person, temporaryDatabase } from '../../support/people.ts';

describe('a call of the contract', () => {
  let admin: TestAdmin;
  let close: () => Promise<void>;

  beforeEach(async () => {
    const database = await temporaryDatabase();
    close = database.close;
    admin = createTestAdmin(database.executor, () => new Error('unused'));
  });
  afterEach(() => close());

  it.each(['users.nothing', '', 'constructor', '__proto__', 'toString'])(
    'refuses the unknown method "%s"',
    async (name) => {
      expect(await admin.call(name, {})).toMatchObject({ ok: false, error: { code: 'method.unknown' } });
    },
  );

  it('says for every field of the input what is wrong with it', async () => {
    const result = await admin.call('users.create', {
      ...person('anna', { email: 'nowhere' }),
      firstName: '',
      lastName: undefined,
      extra: 1,
    });
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'input.invalid',
        fields: {
          email: expect.any(String) as string,
          firstName: 'required',
          lastName: 'required',
          extra: 'unknown field',
        },
      },
    });
    expect(await admin.call('users.list', null)).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
  });

  it('passes an expected failure on with its words and fields', async () => {
    await admin.call('users.create', person('anna'));
    expect(await admin.call('users.create', person('anna'))).toMatchObject({
      ok: false,
      error: {
        code: 'record.conflict',
        message: 'The user name anna@office.example already belongs to anna Example. Choose another one.',
        fields: { username: 'already used by anna Example' },
      },
    });
  });

  it('hides an unexpected failure behind a reference that leads to one entry of the program log', async () => {
    admin.replace('businessManager.get', () => {
      throw new TypeError('secret detail');
    });
    const result = await admin.call('businessManager.get', {});
    if (result.ok) throw new Error('the call went well');
    expect(result.error.code).toBe('internal');
    expect(JSON.stringify(result)).not.toContain('secret detail');
    expect(result.error.message).toContain(result.error.ref);
    const errors = admin.logged.filter((entry) => entry.level === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]?.fields).toMatchObject({ ref: result.error.ref, method: 'businessManager.get' });
  });

  it('lets nothing out that the contract does not declare', async () => {
    admin.replace('businessManager.get', () => ({ accountConnected: true, privateKey: 'secret' }));
    expect(await admin.call('businessManager.get', {})).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(admin.logged)).not.toContain('secret');
  });

  it('tells who called to the handler', async () => {
    const actors: unknown[] = [];
    admin.replace('userSettings.list', (_input, context) => {
      actors.push(context.actor);
      return [];
    });
    await admin.call('userSettings.list', { type: 'registration' });
    await admin.call('userSettings.list', { type: 'registration' }, 'command-line');
    expect(actors).toEqual(['console', 'command-line']);
  });

  it('logs a database failure with its cause and shows only what to do', async () => {
    admin.replace('businessManager.get', () => {
      throw new AppError('database.full', say('errors.diskFull'), { cause: new Error('SQLITE_FULL') });
    });
    expect(await admin.call('businessManager.get', {})).toMatchObject({
      ok: false,
      error: { code: 'database.full', message: expect.stringContaining('The disk is full.') as string },
    });
    expect(JSON.stringify(admin.logged)).toContain('SQLITE_FULL');
  });
});
