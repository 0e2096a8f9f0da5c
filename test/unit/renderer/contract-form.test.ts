import { describe, expect, it } from 'vitest';
import { serverSettingsInput } from '../../../shared/ipc/server/server.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { userInput } from '../../../shared/ipc/people/users.ts';
import { contractResolver, fieldMessage, firstMessage, typedNumber } from '../../../renderer/src/lib/contract-form.ts';
import { emptyUserForm, toUserInput } from '../../../renderer/src/features/users/user-form.ts';
import {
  emptyRegistration,
  toRegistrationBody,
} from '../../../renderer/src/features/user-settings/kinds/registration-form.ts';
import { type SettingForm, toNewSetting } from '../../../renderer/src/features/user-settings/setting-form.ts';

const options = { fields: {}, shouldUseNativeValidation: false };

describe('contractResolver', () => {
  it.each([
    ['bad', false],
    ['name!', false],
    ['office.example', true],
    ['appleid.office.example', true],
  ])('takes %s for a validated domain: %s', async (domain, fits) => {
    const declaration = { accountConnected: true, appsAndBooksConnected: true, appsAndBooksSameOrganization: true };
    const check = contractResolver(contract['businessManager.declare'].input, (values) => values);
    const { errors } = await check(
      { ...declaration, federated: false, validatedDomains: ['lindner.example', domain] },
      undefined,
      options,
    );
    expect(firstMessage(errors) === undefined).toBe(fits);
  });

  it.each([
    ['name!', false],
    ['two words', false],
    ['mdm', true],
    ['192.0.2.7', true],
    ['2001:db8::7', true],
  ])('takes %s for a further name of the server: %s', (name, fits) => {
    expect(serverSettingsInput.shape.extraNames.safeParse([name]).success).toBe(fits);
  });

  it('puts an error of the contract schema on the field of the form and says it in plain words', async () => {
    const check = contractResolver(userInput, toUserInput);
    const { errors } = await check({ ...emptyUserForm, email: 'anna', username: 'anna@x.example' }, undefined, options);
    expect(errors).toMatchObject({
      email: { message: 'an e-mail address such as anna@office.example' },
      firstName: { message: 'required' },
    });
    expect(errors).not.toHaveProperty('username');
    expect(errors).not.toHaveProperty('managedAppleId');
  });

  it('hands the parsed input of the method to the form when everything fits', async () => {
    const check = contractResolver(userInput, toUserInput);
    const result = await check(
      {
        ...emptyUserForm,
        email: ' anna@office.example',
        username: 'anna@office.example',
        firstName: ' Anna ',
        lastName: 'Berg',
        displayName: 'Anna Berg',
      },
      undefined,
      options,
    );
    expect(result.values).toEqual({
      email: 'anna@office.example',
      username: 'anna@office.example',
      firstName: 'Anna',
      lastName: 'Berg',
      displayName: 'Anna Berg',
      groupIds: [],
    });
  });

  it('asks for the version of a ticked minimum that was left empty', async () => {
    const check = contractResolver(
      contract['userSettings.create'].input,
      (values: SettingForm<typeof emptyRegistration>) => toNewSetting('registration', toRegistrationBody, values),
    );
    const body = { ...emptyRegistration, minimumEnabled: { iOS: true, iPadOS: false, macOS: false } };
    const values = { name: 'Phones', description: '', body, groupIds: [] };
    const { errors } = await check(values, undefined, options);
    expect(errors).toMatchObject({ body: { minimumVersions: { iOS: { message: 'a version such as 16 or 16.4' } } } });
  });

  it('calls a port that is no number required or out of range, not NaN', async () => {
    const check = contractResolver(serverSettingsInput.pick({ port: true }), (values: { port: string }) => ({
      port: typedNumber(values.port),
    }));
    expect(await check({ port: 'x' }, undefined, options)).toMatchObject({
      errors: { port: { message: 'a whole number' } },
    });
    expect(await check({ port: '70000' }, undefined, options)).toMatchObject({
      errors: { port: { message: 'at most 65535' } },
    });
    expect(await check({ port: '0' }, undefined, options)).toMatchObject({
      errors: { port: { message: 'at least 1' } },
    });
    expect(await check({ port: '443' }, undefined, options)).toMatchObject({ values: { port: 443 } });
  });
});

describe('fieldMessage', () => {
  it('begins with a capital and leaves nothing as nothing', () => {
    expect(fieldMessage('required')).toBe('Required');
    expect(fieldMessage('')).toBeUndefined();
    expect(fieldMessage(undefined)).toBeUndefined();
  });
});

describe('firstMessage', () => {
  it('finds the message of a nested field and never looks into its element', () => {
    expect(firstMessage([undefined, { ref: { message: 'of the element' }, message: 'a host name' }])).toBe(
      'a host name',
    );
    expect(firstMessage({ iOS: { ref: { message: 'of the element' } } })).toBeUndefined();
    expect(firstMessage(undefined)).toBeUndefined();
  });
});
