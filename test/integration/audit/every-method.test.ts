// Walks over every contract method that changes something and wants an entry of each in the audit trail.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { attributesOf } from '../../../electron/office/audited-attributes.ts';
import { contract, type MethodName } from '../../../shared/ipc/contract.ts';
import { ldapConnection, ldapOptions, ldapSearch } from '../../../shared/ipc/directories/ldap.ts';
import { settingBodies } from '../../../shared/ipc/people/setting-bodies.ts';
import { isAuditAttribute } from '../../../shared/model/audit.ts';
import type { EnglishOutput } from '../../support/english.ts';
import { startOffice, type Office } from '../../support/core.ts';
import {
  audited,
  readOnly,
  startEveryMethod,
  withoutEntry,
  type Audited,
  type EveryMethod,
} from '../../support/every-method.ts';
import { endedTask } from '../../support/mail.ts';

/** A value with every field of a schema of records. */
const filled = (schema: unknown): unknown => {
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(Object.entries(schema.shape).map(([key, field]) => [key, filled(field)]));
  }
  const inner = (schema as { readonly def?: { readonly innerType?: unknown } }).def?.innerType;
  return inner === undefined ? 'x' : filled(inner);
};

describe('every method that changes something', { timeout: 120_000 }, () => {
  let every: EveryMethod;
  let office: Office;

  beforeAll(async () => {
    every = await startEveryMethod();
    ({ office } = every);
  });
  afterAll(() => every.stop());

  const newest = async (): Promise<number> => (await office.call('audit.list', { pageSize: 1 })).rows[0]?.id ?? 0;
  const taskOf = (output: EnglishOutput<Audited>): string | undefined =>
    'taskId' in output ? output.taskId : undefined;

  for (const name of audited) {
    it(`${name} leaves an entry in the audit trail`, async () => {
      const input = await every.scenarios[name]();
      const before = await newest();
      const output = await office.call(name, input);
      const taskId = taskOf(output);
      if (taskId !== undefined) expect((await endedTask(office, taskId)).error).toBeUndefined();
      const { rows } = await office.call('audit.list', { pageSize: 50 });
      const fresh = rows.filter(({ id }) => id > before);
      expect(fresh.map(({ by }) => by)).toContain('test');
    });
  }

  it('names its attributes in the languages of the console', async () => {
    const names = new Set<string>();
    for (let page = 0, full = true; full; page += 1) {
      const { rows } = await office.call('audit.list', { page, pageSize: 200 });
      for (const { changes } of rows) for (const { attribute } of changes) names.add(attribute);
      full = rows.length === 200;
    }
    for (const schema of [...Object.values(settingBodies), ldapConnection, ldapOptions, ldapSearch]) {
      for (const attribute of Object.keys(attributesOf(filled(schema) as object, ['caCertificates', 'password']))) {
        names.add(attribute);
      }
    }
    expect(names.size).toBeGreaterThan(100);
    // The attribute that the scenarios make up.
    expect([...names].filter((name) => !isAuditAttribute(name))).toEqual(['A']);
  });

  it('is told apart from those that change nothing', () => {
    const known = new Set<string>([...readOnly, ...Object.keys(withoutEntry), ...audited]);
    expect(Object.keys(contract).filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !(name in contract))).toEqual([]);
  });

  it('leaves a chain that holds', async () => {
    const { taskId } = await office.call('audit.verify', {});
    expect((await endedTask(office, taskId)).state).toBe('done');
  });
});

describe('methods that change nothing', () => {
  it('leave no entry', async () => {
    const office = await startOffice({ push: false });
    const before = (await office.call('audit.list', {})).total;
    const plain: MethodName[] = readOnly.filter((name) => contract[name].input.safeParse({}).success);
    for (const name of plain) {
      const output: unknown = await office.call(name, {});
      expect(output).toBeDefined();
    }
    expect(plain.length).toBeGreaterThan(15);
    expect((await office.call('audit.list', {})).total).toBe(before);
    await office.stop();
  });
});
