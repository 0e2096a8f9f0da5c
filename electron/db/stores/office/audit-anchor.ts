// Where the audit trail ended last, sealed and kept among the secrets: whoever can write to the database file but has not
// the key of the office can neither shorten the trail nor write it anew without being found out. It changes in the
// transaction of each entry.
import { z } from 'zod';
import type { SecretBox } from '../../../core/ports.ts';
import type { Query } from '../../executor.ts';

/** The number of entries that there ever were, and the hash of the last one. */
export interface AuditAnchor {
  readonly entries: number;
  readonly hash: string;
}

/** `pending`: still to be made, after an update. `missing`: somebody removed it. `forged`: it is not ours. */
export type KeptAnchor = AuditAnchor | 'pending' | 'missing' | 'forged';

type Box = Pick<SecretBox, 'seal' | 'open'>;

const name = 'audit.anchor';
const anchorSchema = z.strictObject({ entries: z.number().int().nonnegative(), hash: z.string().length(64) });

export const readAnchor = async (query: Query, box: Box): Promise<KeptAnchor> => {
  const row = await query.selectFrom('secrets').select('sealed').where('name', '=', name).executeTakeFirst();
  if (row === undefined) return 'missing';
  if (row.sealed.length === 0) return 'pending';
  try {
    return anchorSchema.parse(JSON.parse(Buffer.from(box.open(row.sealed)).toString('utf8')));
  } catch {
    return 'forged';
  }
};

/** Replaces an anchor that is there. */
export const writeAnchor = async (query: Query, box: Box, anchor: AuditAnchor): Promise<void> => {
  const sealed = Buffer.from(box.seal(Buffer.from(JSON.stringify(anchor), 'utf8')));
  await query.updateTable('secrets').set({ sealed }).where('name', '=', name).execute();
};
