// A lost answer is no theft: the same request again within a short time gets the same answer. What was answered stays in
// memory for that long and no longer, and never more of it than a burst of devices needs.
import type { Clock } from '../../core/ports.ts';
import type { MdmResponse } from '../../wire/http.ts';
import { minute } from '../../core/durations.ts';

/** A client that lost the answer asks again within seconds; a minute more for one that changes its network. */
export const repeatWindowMs = 2 * minute;
const maxRemembered = 2000;

export interface Repeatable {
  /**
   * The answer that `run` gives for a key, or the one it gave before if that was a success and is fresh. Requests for one
   * key at the same time share one run.
   */
  answer(key: string, run: () => Promise<MdmResponse>): Promise<MdmResponse>;
}

export const createRepeatable = (clock: Pick<Clock, 'now'>): Repeatable => {
  const known = new Map<string, { readonly at: number; readonly response: Promise<MdmResponse> }>();

  const forgetOld = (now: number): void => {
    for (const [key, { at }] of known) {
      if (now - at < repeatWindowMs && known.size <= maxRemembered) return;
      known.delete(key);
    }
  };

  return {
    async answer(key, run) {
      const now = clock.now();
      forgetOld(now);
      const before = known.get(key);
      if (before && now - before.at < repeatWindowMs) return before.response;
      const entry = { at: now, response: run() };
      known.delete(key);
      known.set(key, entry);
      const forget = (): void => {
        if (known.get(key) === entry) known.delete(key);
      };
      try {
        const response = await entry.response;
        if (response.status !== 200) forget();
        return response;
      } catch (error) {
        forget();
        throw error;
      }
    },
  };
};
