// Mail domains of the office: the discovery file by which a device finds this server from a Managed Apple ID.
import { z } from 'zod';
import { fieldKey } from '../field-texts.ts';
import { adminTextSchema } from '../../locales/admin-texts.ts';
import { method } from '../method.ts';

export const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, fieldKey('fields.hostName'));

/** A domain that has mail or that Apple can verify: never a single word. */
export const publicDomain = hostName.regex(/\./, fieldKey('fields.domain'));

export const domainApi = {
  'enrollment.domainFile': method(
    'The file that a mail domain serves for account-driven enrollment, with snippets for common web servers.',
    z.strictObject({ domain: publicDomain }),
    z.strictObject({
      path: z.string(),
      json: z.string(),
      redirectTarget: z.string(),
      snippets: z.array(z.strictObject({ name: z.string(), text: z.string() })),
    }),
    { reads: ['server'] },
  ),
  'enrollment.checkDomain': method(
    'Fetches the discovery file of a domain and says what is right and wrong with it.',
    z.strictObject({ domain: publicDomain }),
    z.strictObject({
      ok: z.boolean(),
      url: z.string(),
      checks: z.array(z.strictObject({ name: adminTextSchema, ok: z.boolean(), detail: adminTextSchema })),
    }),
  ),
};
