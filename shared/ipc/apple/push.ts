// The push certificate that Apple issues: without it no device is woken.
import { z } from 'zod';
import { adminTextSchema } from '../../locales/admin-texts.ts';
import { method, nothing, pemText, timestamp } from '../method.ts';

const base64 = z.base64().max(200_000);

export const pushApi = {
  'push.import': method(
    'Installs the push certificate and key, as PEM or PKCS#12.',
    z.strictObject({
      pem: pemText.optional(),
      pkcs12: base64.optional(),
      password: z.string().max(200).optional(),
      /** Accept another topic, knowing that every device must enroll again. */
      confirmTopicChange: z.boolean().optional(),
    }),
    z.strictObject({ topic: z.string(), notAfter: timestamp, warnings: z.array(adminTextSchema) }),
  ),
  'push.check': method(
    'Opens a connection to the push service of Apple with the push certificate, and says what came of it. Ends a pause of pushing if Apple accepts the certificate.',
    nothing,
    z.strictObject({ ok: z.boolean(), outcome: adminTextSchema }),
  ),
};
