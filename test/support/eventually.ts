// Waiting for what happens in the background: as long as a busy machine needs, which costs nothing on a quiet one.
import { vi } from 'vitest';

/** Resolves to what `look` gives once it no longer throws; throws its last error after 20 s. */
export const eventually = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 20_000, interval: 20 });
