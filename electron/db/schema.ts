// Every table, by area. Text ids, integer milliseconds, 0/1 booleans, JSON as text. Only db/ knows these; stores return
// domain objects.
import type { CommandTables } from './tables/commands.ts';
import type { DirectoryTables } from './tables/directories.ts';
import type { EnrollmentTables } from './tables/enrollments.ts';
import type { MailTables } from './tables/mail.ts';
import type { OfficeTables } from './tables/office.ts';
import type { PeopleTables } from './tables/people.ts';

export interface Database
  extends OfficeTables, PeopleTables, DirectoryTables, MailTables, EnrollmentTables, CommandTables {}
