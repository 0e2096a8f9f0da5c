// Every migration by name, listed statically because bundlers drop folders that nothing imports.
import type { Migration } from 'kysely';
import { migration0010 } from './0010-start.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0010-start': migration0010,
};
