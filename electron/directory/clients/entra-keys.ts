// The keys by which a tenant signs. Microsoft rotates them without notice and withdraws one at once when it leaked.
// Microsoft: "Signing key rollover in the Microsoft identity platform".
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../core/errors.ts';
import { jsonOf } from './entra-request.ts';
import type { EntraPort } from './entra-token.ts';
import { day } from '../../core/durations.ts';

const key = z.looseObject({ kty: z.string(), kid: z.string() });
// A key of another shape is one that we cannot use; the others still count.
const keySet = z.object({
  keys: z.array(z.unknown()).transform((keys) => keys.flatMap((one) => key.safeParse(one).data ?? [])),
});

/** After this time the keys are read again, so that a withdrawn one does not count for ever. */
const keptMs = day;
/** A key that is not among them may be new; but Microsoft is not asked more often than this. */
const shortestPauseMs = 30_000;

interface KeptKeys {
  readonly find: JWTVerifyGetKey;
  readonly loadedAt: number;
}

/**
 * Finds the key that a token of the tenant names in its header. Rejects with an error of `jose` when the tenant has no
 * such key, with `directory.unreachable` when the keys cannot be read.
 */
export const createTenantKeys = (port: EntraPort): ((tenantId: string) => JWTVerifyGetKey) => {
  const { loginOrigin } = port.endpoints;
  const kept = new Map<string, KeptKeys>();

  const load = async (tenantId: string): Promise<KeptKeys> => {
    const response = await port.send({ method: 'GET', url: `${loginOrigin}/${tenantId}/discovery/v2.0/keys` });
    const parsed = keySet.safeParse(jsonOf(response));
    if (response.status !== 200 || !parsed.success) {
      throw new AppError('directory.unreachable', say('entra.noKeys'));
    }
    const loaded = { find: createLocalJWKSet(parsed.data), loadedAt: port.clock.now() };
    kept.set(tenantId, loaded);
    return loaded;
  };

  // The clock may have been set back: then they count as old.
  const ageOf = ({ loadedAt }: KeptKeys): number => Math.abs(port.clock.now() - loadedAt);

  return (tenantId) => async (header, token) => {
    // Without a name any key of the tenant would do, if it had one only.
    if (header.kid === undefined) throw new errors.JWKSNoMatchingKey();
    const known = kept.get(tenantId);
    const keys = known !== undefined && ageOf(known) < keptMs ? known : await load(tenantId);
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || ageOf(keys) < shortestPauseMs) throw error;
      return (await load(tenantId)).find(header, token);
    }
  };
};
