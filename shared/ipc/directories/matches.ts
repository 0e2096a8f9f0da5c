// People of a directory who may be here already, and what a directory is told to do about them.
import { z } from 'zod';
import { userSourceSchema } from '../../model/user.ts';
import { done, method, nothing, recordId, timestamp } from '../method.ts';

/** The id of an LDAP server, or `entra` for the Entra ID user source. */
const sourceId = z.union([z.literal('entra'), recordId]);

/** `ask`: an administrator chooses; `adopt`: the record here becomes the directory's. */
export const existingPolicies = ['ask', 'adopt'] as const;

export const directoryMatch = z.strictObject({
  sourceId,
  source: z.enum(['ldap', 'entra']),
  sourceName: z.string(),
  externalId: z.string(),
  /** As the directory tells them. */
  displayName: z.string(),
  username: z.string(),
  email: z.string(),
  /** Who is here already. */
  existing: z.strictObject({
    id: z.string(),
    displayName: z.string(),
    username: z.string(),
    email: z.string(),
    source: userSourceSchema,
  }),
  /** Somebody chose to keep them apart; the choice may still be changed. */
  apart: z.boolean(),
  noticedAt: timestamp,
});
export type DirectoryMatch = z.infer<typeof directoryMatch>;

/** With people whom the directory does not tell of any more: `retire` disables them and retires their devices. */
export const gonePolicies = ['keep', 'disable', 'retire'] as const;

const directoryPolicy = z.strictObject({
  existing: z.enum(existingPolicies),
  /** A directory set up anew disables; one from before there was a choice keeps. Only deselected people always stay. */
  gone: z.enum(gonePolicies),
  /** How many one sync may disable without asking. With more, an administrator has to let it. */
  goneLimit: z.number().int().min(0).max(100_000),
});

export const matchesApi = {
  'directoryMatches.list': method(
    'People of directories who may be people here already: same user name or e-mail address.',
    nothing,
    z.array(directoryMatch),
    { reads: ['users', 'ldap', 'entra'] },
  ),
  'directoryMatches.decide': method(
    "Makes the record here the directory's (`adopt`), or takes the person in beside it (`keep-apart`).",
    z.strictObject({
      sourceId,
      externalId: z.string().min(1).max(300),
      choice: z.enum(['adopt', 'keep-apart']),
    }),
    done,
  ),
  'directoryMatches.policy': method(
    'What the syncs of a directory do about people who may be here already, and about those who are gone there.',
    z.strictObject({ sourceId }),
    directoryPolicy,
    { reads: ['ldap', 'entra'] },
  ),
  'directoryMatches.setPolicy': method(
    'Changes what the syncs of a directory do about people who may be here already or who are gone; what is not given stays.',
    directoryPolicy.partial().extend({ sourceId }),
    done,
  ),
};
