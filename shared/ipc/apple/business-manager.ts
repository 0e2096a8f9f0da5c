// Apple Business Manager, as the admin declares it.
import { z } from 'zod';
import { done, method, nothing } from '../method.ts';
import { hostName, publicDomain } from '../server/domain.ts';

/** What the admin declares until the connection to Apple answers instead. */
export const abmDeclaration = z.strictObject({
  accountConnected: z.boolean(),
  organizationName: z.string().trim().max(128).default(''),
  appsAndBooksConnected: z.boolean(),
  appsAndBooksSameOrganization: z.boolean(),
  /** Domains validated at Apple; Managed Apple IDs must lie in one of them or in its `appleid.` subdomain. */
  validatedDomains: z.array(hostName).max(50).default([]),
  federated: z.boolean(),
});
export type AbmDeclaration = z.infer<typeof abmDeclaration>;

export const businessManagerApi = {
  'businessManager.get': method('What the admin declared about Apple Business Manager.', nothing, abmDeclaration, {
    reads: ['server'],
  }),
  'businessManager.declare': method(
    'Declares the state of Apple Business Manager.',
    abmDeclaration.extend({ validatedDomains: z.array(publicDomain).max(50).default([]) }),
    done,
  ),
};
