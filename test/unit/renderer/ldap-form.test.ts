// What the LDAP wizard takes on each page, and where it shows what is wrong.
import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/ipc/contract.ts';
import {
  emptyLdapForm,
  fieldsOfStep,
  stepOfFields,
  toServer,
  type LdapFormValues,
} from '../../../renderer/src/features/ldap/ldap-form.ts';
import { contractResolver, firstMessage } from '../../../renderer/src/lib/contract-form.ts';

const filled: LdapFormValues = {
  ...emptyLdapForm,
  connection: { ...emptyLdapForm.connection, name: 'Head office', url: 'ldaps://dc1.office.example' },
  search: { ...emptyLdapForm.search, baseDn: 'dc=office,dc=example' },
};
const withOptions = (options: Partial<LdapFormValues['options']>): LdapFormValues => ({
  ...filled,
  options: { ...filled.options, ...options },
});
const withAttributes = (...customAttributes: LdapFormValues['search']['customAttributes']): LdapFormValues => ({
  ...filled,
  search: { ...filled.search, customAttributes },
});

const check = async (form: LdapFormValues) => {
  const resolve = contractResolver(contract['ldap.create'].input, toServer);
  return (await resolve(form, undefined, { fields: {}, shouldUseNativeValidation: false })).errors;
};

describe('LDAP wizard', () => {
  it('takes a form that is filled in', async () => {
    expect(await check(filled)).toEqual({});
  });

  it.each([
    ['ldap://dc1.office.example:1', true],
    ['ldap://dc1.office.example:65535', true],
    ['ldap://[2001:db8::7]:389', true],
    ['ldap://dc1.office.example:0', false],
    ['ldap://dc1.office.example:65536', false],
    ['ldap://dc1.office.example:99999', false],
    ['http://dc1.office.example', false],
  ])('takes %s for the address of a directory: %s', async (url, fits) => {
    expect(firstMessage(await check({ ...filled, connection: { ...filled.connection, url } })) === undefined).toBe(
      fits,
    );
  });

  it('asks for the base DN, and for certificates in PEM, on their pages', async () => {
    expect(await check({ ...filled, search: { ...filled.search, baseDn: ' ' } })).toMatchObject({
      search: { baseDn: { message: 'required' } },
    });
    expect(firstMessage(await check(withOptions({ caCertificates: 'not a certificate' })))).toBe('not in PEM');
  });

  it('does not mind a share that is not asked for', async () => {
    expect(firstMessage(await check(withOptions({ discardEnabled: true, discardPercent: 'abc' })))).toBeDefined();
    const off = withOptions({ discardEnabled: false, discardPercent: 'abc' });
    expect(await check(off)).toEqual({});
    expect(toServer(off).options).toMatchObject({ discardEnabled: false, discardPercent: 25 });
    expect(toServer(withOptions({ discardPercent: '40' })).options).toMatchObject({ discardPercent: 40 });
  });

  it('marks the very field of a custom attribute that is wrong or there twice', async () => {
    const wrong = withAttributes(
      { name: 'uid', attribute: 'x y' },
      { name: 'role', attribute: 'employeeType' },
      { name: 'role', attribute: 'title' },
    );
    expect(await check(wrong)).toMatchObject({
      search: {
        customAttributes: [
          { name: { message: 'this name is taken' }, attribute: { message: 'the name of an attribute, such as mail' } },
          undefined,
          { name: { message: 'each name once' } },
        ],
      },
    });
  });

  it('checks every field of a page, rows of custom attributes included, and finds the page of a field', () => {
    const form = withAttributes({ name: 'role', attribute: 'employeeType' });
    expect(fieldsOfStep(2, form)).toContain('search.customAttributes.0.attribute');
    expect(stepOfFields(['search.customAttributes.0.name'], form)).toBe(2);
    expect(stepOfFields(['search.users.filter'], form)).toBe(2);
    expect(stepOfFields(['options.caCertificates', 'connection.name'], form)).toBe(0);
    expect(stepOfFields([], form)).toBeUndefined();
  });
});
