// The registration types, and where passwords are kept.
import { describe, expect, it } from 'vitest';
import type { RegistrationType } from '../../../shared/model/user-setting.ts';
import { isAppError, ProtocolError } from '../../../electron/core/errors.ts';
import { createAuthentication, type DirectoryBind } from '../../../electron/people/authenticate.ts';

const anna = { id: 'anna', source: 'local' } as const;
const paula = { id: 'paula', source: 'ldap' } as const;
const emil = { id: 'emil', source: 'entra' } as const;

/** People whose password is `right` and whose PIN is `1234`; `asked` tells what was looked at. */
const office = (type: RegistrationType, ldap?: DirectoryBind) => {
  const asked: string[] = [];
  const authentication = createAuthentication({
    verifyPassword: (id, password) => {
      asked.push(`password of ${id}`);
      return Promise.resolve(id === 'anna' && password === 'right');
    },
    pins: {
      verify: (id, pin) => {
        asked.push(`PIN of ${id}`);
        return Promise.resolve(id !== 'nobody' && pin === '1234');
      },
    },
    registrationTypeOf: () => Promise.resolve(type),
    registrationTypes: () => Promise.resolve([type, 'password']),
    ldap,
  });
  const check = (user: Parameters<typeof authentication.authenticate>[0], password = '', pin = '') =>
    authentication.authenticate(user, { password, pin });
  return { ...authentication, asked, check };
};

describe('authentication', () => {
  it('Password Only wants the password and no PIN', async () => {
    const { check, asked } = office('password');
    expect(await check(anna, 'right')).toBe(true);
    expect(await check(anna, 'wrong', '1234')).toBe(false);
    expect(asked).toEqual(['password of anna', 'password of anna']);
  });

  it('PIN Only wants the PIN, whatever the password and wherever it is kept', async () => {
    const { check } = office('pin');
    expect(await check(anna, '', '1234')).toBe(true);
    expect(await check(paula, '', '1234')).toBe(true);
    expect(await check(anna, 'right', '4321')).toBe(false);
    expect(await check(anna, 'right')).toBe(false);
  });

  it('Password and PIN wants both, and tries no PIN of a person whose password is wrong', async () => {
    const { check, asked } = office('password-and-pin');
    expect(await check(anna, 'right', '1234')).toBe(true);
    expect(await check(anna, 'right', '4321')).toBe(false);
    asked.length = 0;
    expect(await check(anna, 'wrong', '1234')).toBe(false);
    expect(asked).toEqual(['password of anna', 'PIN of nobody']);
  });

  it.each(['password', 'pin', 'password-and-pin'] as const)(
    'does the same work for people nobody knows (%s)',
    async (type) => {
      const known = office(type);
      await known.check(anna, 'wrong', '4321');
      const unknown = office(type);
      expect(await unknown.check(undefined, 'right', '1234')).toBe(false);
      expect(unknown.asked.map((entry) => entry.split(' ')[0])).toEqual(
        known.asked.map((entry) => entry.split(' ')[0]),
      );
    },
  );

  it('asks the directory for the password of its people, but never with an empty one', async () => {
    const binds: string[] = [];
    const { check } = office('password', {
      bindAs: ({ id }, password) => {
        binds.push(`${id} ${password}`);
        return Promise.resolve(password === 'directory' ? 'right' : 'wrong');
      },
    });
    expect(await check(paula, 'directory')).toBe(true);
    expect(await check(paula, 'wrong')).toBe(false);
    expect(await check(paula, '')).toBe(false);
    expect(binds).toEqual(['paula directory', 'paula wrong']);
  });

  it('refuses clearly where no directory is connected, and passes on what the directory says', async () => {
    const refusal = async (step: Promise<boolean>) => {
      try {
        return String(await step);
      } catch (error) {
        return isAppError(error) ? `${error.code}: ${error.message}` : 'defect';
      }
    };
    expect(await refusal(office('password').check(paula, 'right'))).toMatch(/^enrollment.refused: .*directory/);
    const down = office('password', { bindAs: () => Promise.reject(new ProtocolError('access.denied', 'down')) });
    expect(await refusal(down.check(paula, 'right'))).toMatch(/^directory.unreachable: .*cannot check/);
  });

  it('knows no password of people of Entra ID, and does the same work for them', async () => {
    const { check, asked } = office('password');
    expect(await check(emil, 'right')).toBe(false);
    expect(asked).toEqual(['password of nobody']);
  });

  it('says to who knows the password why the directory does not let them in', async () => {
    const step = (verdict: 'expired' | 'blocked') =>
      office('password', { bindAs: () => Promise.resolve(verdict) }).check(paula, 'right');
    await expect(step('expired')).rejects.toThrow(/must be changed first/);
    await expect(step('blocked')).rejects.toThrow(/does not let your account sign in/);
  });

  it('tells what to ask for: the type of a person, or nothing certain before the name is known', async () => {
    expect(await office('pin').registrationType('anna')).toBe('pin');
    expect(await office('pin').registrationType(undefined)).toBeUndefined();
    expect(await office('password').registrationType(undefined)).toBe('password');
  });
});
