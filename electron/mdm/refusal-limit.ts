// Bounds what strangers can write into the device log. Whoever reaches the listener can send messages that are refused,
// and every refusal leaves a row: beyond a burst they are counted, and the count is written as one row a minute.
import type { Clock, Logger } from '../core/ports.ts';
import { networkOf } from '../wire/client-network.ts';
import { minute } from '../core/durations.ts';

export interface RefusalLimit {
  /** Whether a refusal for this address gets a row of its own. One that does not is counted for the summary. */
  admit(remoteAddress: string): boolean;
  /** Whether a row may keep a body of this length in bytes. */
  admitBody(bytes: number): boolean;
  /** Writes the summary of what was counted so far; for a stop. */
  flush(): Promise<void>;
}

/** So many at once, and so many a minute after that. */
export interface Allowance {
  readonly burst: number;
  readonly perMinute: number;
}

export interface RefusalLimitDeps {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'error'>;
  /** Writes one summary row. */
  readonly summarize: (detail: string) => Promise<void>;
  readonly perAddress?: Allowance;
  readonly total?: Allowance;
  /** Bytes of refused bodies. */
  readonly bodies?: Allowance;
}

/** An office behind one address makes a few a day; a sustained flood of one address leaves 300 rows an hour. */
const addressAllowance: Allowance = { burst: 40, perMinute: 5 };
const totalAllowance: Allowance = { burst: 200, perMinute: 10 };
const bodyAllowance: Allowance = { burst: 2_000_000, perMinute: 20_000 };
/** Beyond this the addresses least recently seen are forgotten: made-up ones must not fill the memory. */
const maxAddresses = 1000;
const shownAddresses = 5;

const createBucket = ({ burst, perMinute }: Allowance, clock: Pick<Clock, 'now'>) => {
  let level = burst;
  let at = clock.now();
  return (amount: number): boolean => {
    const now = clock.now();
    level = Math.min(burst, level + (Math.max(0, now - at) * perMinute) / minute);
    at = now;
    if (level < amount) return false;
    level -= amount;
    return true;
  };
};

const plural = (count: number, one: string, many: string): string => `${String(count)} ${count === 1 ? one : many}`;

const describe = (counted: ReadonlyMap<string, number>, elsewhere: number): string => {
  const total = [...counted.values()].reduce((sum, count) => sum + count, elsewhere);
  const loudest = [...counted].sort(([, a], [, b]) => b - a);
  const shown = loudest.slice(0, shownAddresses);
  const rest = total - shown.reduce((sum, [, count]) => sum + count, 0);
  const parts = shown.map(([address, count]) => `${String(count)} from ${address}`);
  if (rest > 0) parts.push(`${String(rest)} from other addresses`);
  return `And ${plural(total, 'more message was', 'more messages were')} refused without a row of ${total === 1 ? 'its' : 'their'} own: ${parts.join(', ')}.`;
};

export const createRefusalLimit = (deps: RefusalLimitDeps): RefusalLimit => {
  const { clock, logger, summarize, perAddress = addressAllowance } = deps;
  const addresses = new Map<string, (amount: number) => boolean>();
  const total = createBucket(deps.total ?? totalAllowance, clock);
  const bodies = createBucket(deps.bodies ?? bodyAllowance, clock);
  let counted = new Map<string, number>();
  let elsewhere = 0;
  let cancel: (() => void) | undefined;

  const flush = async (): Promise<void> => {
    cancel?.();
    cancel = undefined;
    if (counted.size === 0) return;
    const detail = describe(counted, elsewhere);
    counted = new Map();
    elsewhere = 0;
    try {
      await summarize(detail);
    } catch (error) {
      logger.error('the summary of refused messages could not be stored', { detail, error });
    }
  };

  const count = (address: string): void => {
    if (counted.has(address) || counted.size < maxAddresses) counted.set(address, (counted.get(address) ?? 0) + 1);
    else elsewhere += 1;
    cancel ??= clock.schedule(minute, () => void flush());
  };

  const bucketOf = (address: string) => {
    const bucket = addresses.get(address) ?? createBucket(perAddress, clock);
    addresses.delete(address);
    addresses.set(address, bucket);
    const oldest = addresses.keys().next();
    if (addresses.size > maxAddresses && oldest.done !== true) addresses.delete(oldest.value);
    return bucket;
  };

  return {
    admit(remoteAddress) {
      const network = networkOf(remoteAddress);
      if (bucketOf(network)(1) && total(1)) return true;
      count(network);
      return false;
    },
    admitBody: bodies,
    flush,
  };
};
