import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../electron/core/ports.ts';
import { createTasks, type Tasks } from '../../../electron/core/tasks.ts';
import { createGroupsStore } from '../../../electron/db/stores/people/groups.ts';
import { createGroupImport, type GroupImport } from '../../../electron/people/group-import.ts';
import { createGroupsService } from '../../../electron/people/groups.ts';
import { createUsersService } from '../../../electron/people/users.ts';
import { groupsApi } from '../../../shared/ipc/people/groups.ts';
import { inEnglish } from '../../support/english.ts';
import { noon, person, stoppedClock, temporaryDatabase } from '../../support/people.ts';

describe('import of group members', () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  let tasks: Tasks;
  let groupImport: GroupImport;

  beforeEach(async () => {
    database = await temporaryDatabase();
    const { executor } = database;
    tasks = createTasks({ clock: stoppedClock, logger: silentLogger, changed: () => undefined });
    groupImport = createGroupImport({ executor, clock: stoppedClock, tasks, changed: () => undefined });
    const users = createUsersService({ executor, clock: stoppedClock, endAccess: () => Promise.resolve() });
    await users.create(person('anna'));
    await users.create(person('ben', { username: 'ben.login@office.example' }));
    await createGroupsService({ executor, clock: stoppedClock }).create({
      name: 'By rule',
      description: '',
      memberIds: [],
      rules: { match: 'all', rules: [{ attribute: 'enabled', operator: 'equals', value: true }] },
    });
    await executor.write((query) =>
      query
        .insertInto('user_groups')
        .values({
          id: 'dir',
          name: 'From LDAP',
          description: '',
          kind: 'directory',
          source: 'ldap',
          source_id: 's',
          external_id: 'x',
          created_at: noon,
          updated_at: noon,
        })
        .execute(),
    );
  });
  afterEach(() => database.close());

  const run = async (text: string) => {
    const { id } = groupImport.start('members.csv', text, 'test');
    const { state, result } = inEnglish(await tasks.ended(id));
    expect(state).toBe('done');
    return { id, text: result?.text ?? '', details: result?.details ?? [] };
  };

  const membersOf = async (name: string): Promise<string[]> => {
    const groups = createGroupsStore(database.executor);
    const group = await groups.byName(name);
    return group ? (await groups.members(group.id)).map((member) => member.displayName) : ['no such group'];
  };

  it('makes groups, adds members once, and refuses the rest with the reasons of the error file', async () => {
    const { id, text } = await run(
      [
        'accountUid,groupName',
        'ANNA@office.example,Field Team',
        'ben.login@office.example,field team',
        'ben@office.example,Field Team',
        'nobody@office.example,New Team',
        'anna@office.example,From LDAP',
        'anna@office.example,All Users',
        'anna@office.example,By rule',
        'anna@office.example',
        ',Field Team',
        'anna@office.example,"Quoted, name"',
      ].join('\r\n'),
    );
    expect(text).toBe('Rows read: 10. Memberships added: 3. New groups: 2. Rows refused: 6.');
    expect(await membersOf('Field Team')).toEqual(['anna Example', 'ben Example']);
    expect(await membersOf('Quoted, name')).toEqual(['anna Example']);
    expect(await membersOf('New Team')).toEqual(['no such group']);
    const file = groupImport.errorFile(id);
    expect(file.fileName).toBe('members-errors.csv');
    expect(file.text.split('\r\n')).toEqual([
      '\uFEFFaccountUid,groupName,line,reason',
      'nobody@office.example,New Team,5,User not found',
      'anna@office.example,From LDAP,6,Group is not Local',
      'anna@office.example,All Users,7,Group is not manually managed',
      'anna@office.example,By rule,8,Group is not manually managed',
      'anna@office.example,,9,Has 1 columns instead of 2',
      ',Field Team,10,accountUid is missing',
      '',
    ]);
  });

  it('may be repeated without effect', async () => {
    const file = '\uFEFFGroupName;AccountUid\nTeam;anna@office.example\n';
    expect((await run(file)).text).toBe('Rows read: 1. Memberships added: 1. New groups: 1.');
    const again = await run(file);
    expect(again.text).toBe('Rows read: 1. Memberships added: 0.');
    expect(() => groupImport.errorFile(again.id)).toThrow('no error file');
  });

  it('takes no file without exactly the two columns', () => {
    for (const text of [
      '',
      'accountUid\nx',
      'accountUid,groupName,more\na,b,c',
      'uid,group\na,b',
      '"accountUid,groupName',
    ]) {
      expect(() => groupImport.start('members.csv', text, 'test'), text).toThrow('exactly two columns');
    }
    expect(tasks.list()).toEqual([]);
    // An empty file is answered in the same words, not by the schema.
    expect(groupsApi['groups.importCsv'].input.safeParse({ fileName: 'members.csv', text: '' }).success).toBe(true);
  });

  it('disarms what a spreadsheet would take for a formula', async () => {
    const { id } = await run('accountUid,groupName\n"=cmd()",Team\n');
    expect(groupImport.errorFile(id).text).toContain("'=cmd()");
  });
});
