// User groups: built in, made by hand, by rules, or from a directory; and the rules that make them.
import { z } from 'zod';
import { adminTextSchema } from '../../locales/admin-texts.ts';
import { fieldKey } from '../field-texts.ts';
import { ruleGroup } from '../../rules/rules.ts';
import { done, exportedFile, listQuery, method, pageOf, recordId } from '../method.ts';
import { startedTask } from '../office/tasks.ts';

const groupKinds = ['built-in', 'manual', 'dynamic', 'directory'] as const;

export const groupSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  kind: z.enum(groupKinds),
  /** Where a group of kind `directory` comes from; `local` for the others. */
  source: z.enum(['local', 'ldap', 'entra']),
  /** What the admin calls that directory. */
  sourceName: z.string().optional(),
  /** What a directory calls the group. */
  externalId: z.string().optional(),
  distinguishedName: z.string().optional(),
  members: z.number().int(),
  /** Names of registration settings distributed to it. */
  settings: z.array(z.string()),
});
export type GroupSummary = z.infer<typeof groupSummary>;

const memberUser = z.strictObject({ id: z.string(), displayName: z.string(), email: z.string() });

const groupFields = z.strictObject({
  name: z.string().trim().min(1, fieldKey('fields.required')).max(128),
  description: z.string().max(500).default(''),
  /** Members of a manually managed group. */
  memberIds: z.array(recordId).max(100_000).default([]),
  /** Rules of a dynamically managed group. */
  rules: ruleGroup.optional(),
});

const ref = z.strictObject({ id: recordId });

export const groupsApi = {
  'groups.list': method('Lists user groups.', listQuery(['name', 'members', 'kind']), pageOf(groupSummary), {
    reads: ['devices', 'users', 'groups', 'userSettings'],
  }),
  'groups.get': method(
    'One group with its members: all of a manually managed group, the first 500 of another one.',
    ref,
    groupSummary.extend({
      memberUsers: z.array(memberUser),
      rules: ruleGroup.optional(),
      /** The rules in plain English; the console says them in its own language. */
      rulesText: z.string().optional(),
      /** All groups that bear this name where they come from; empty if this is the only one. */
      sameName: z.array(groupSummary),
      /** Dynamic groups and saved queries that ask for this group. */
      usedBy: z.array(adminTextSchema),
    }),
    { reads: ['devices', 'users', 'groups', 'userSettings'] },
  ),
  'groups.create': method(
    'Adds a group: dynamically managed with `rules`, manually managed without.',
    groupFields,
    ref,
  ),
  'groups.update': method(
    'Changes a group and its members or rules; a dynamic group stays dynamic.',
    groupFields.extend({ id: recordId }),
    done,
  ),
  'groups.delete': method('Deletes a group that no setting and no rule uses.', ref, done),
  'groups.importCsv': method(
    'Adds users to manually managed groups from a CSV file of two columns, accountUid and groupName, as a task; a group that does not exist is made. Rows that are refused come with the reason in a file.',
    z.strictObject({ fileName: z.string().max(255), text: z.string().max(2_097_152) }),
    startedTask,
  ),
  'groups.importErrors': method(
    'The file of the rows that an import refused, with the reasons.',
    z.strictObject({ taskId: recordId }),
    exportedFile,
  ),
};
