import { createHash } from 'node:crypto';
import type { Limit } from '@sallyport/contracts';
import { type DecisionLimit, durationMs } from '@sallyport/policy';
import type { Coordination } from '@sallyport/service-kit';

export interface LimitLedgerOptions {
  /** Where replicas count together. While it is away each of them allows its share. */
  readonly coordination: Pick<Coordination, 'increment'>;
  readonly now: () => number;
}

/** Says that a limit is used up. */
export interface UsedUp {
  /** Until it begins anew. */
  readonly retryAfterSeconds: number;
}

/** A count of its own: what is counted under one key in windows of one length. */
interface Account {
  readonly key: string;
  readonly windowMs: number;
}

interface Entry extends Account {
  readonly limit: Limit;
}

/** Keys of the store are at most so long; longer ones are counted under their digest. */
const KEY_LENGTH_MAX = 400;
/** Accounts whose last known count is remembered, for those who cannot wait for the store. */
const KNOWN_MAX = 10_000;

/**
 * The accounts of limits and budgets, in windows that are aligned to the clock. What is counted of a call beforehand is the
 * call itself; rows, bytes and cost are known when the result is there, and are refused once they are used up.
 */
export class LimitLedger {
  private readonly coordination: LimitLedgerOptions['coordination'];
  private readonly now: () => number;
  /** Counts as the store last told them, with the end of their window. */
  private readonly known = new Map<string, { readonly count: number; readonly endsAt: number }>();

  constructor({ coordination, now }: LimitLedgerOptions) {
    this.coordination = coordination;
    this.now = now;
  }

  /**
   * Counts one request and looks whether anything is used up.
   * @returns null when it may go on; of several limits that are used up the one that lasts longest
   */
  async take(orgId: string, limits: readonly DecisionLimit[]): Promise<UsedUp | null> {
    const entries = entriesOf(orgId, limits);
    const counts = await Promise.all(entries.map((entry) => this.count(entry, isOfRequests(entry) ? 1 : 0)));
    return this.usedUp(entries.filter((entry, i) => isOver(entry, counts[i] ?? 0)));
  }

  /**
   * As {@link take} without waiting, by what was last known: what other replicas counted since is not seen. For messages that
   * cannot wait for the store.
   */
  takeAtOnce(orgId: string, limits: readonly DecisionLimit[]): UsedUp | null {
    const entries = entriesOf(orgId, limits);
    const over = entries.filter((entry) => {
      const more = isOfRequests(entry) ? 1 : 0;
      const known = this.knownCount(entry);
      this.remember(entry, known + more);
      void this.count(entry, more);
      return isOver(entry, known + more);
    });
    return this.usedUp(over);
  }

  /** Counts what a call used. @param amount  a whole number */
  spend(orgId: string, limit: DecisionLimit, amount: number): void {
    const [entry] = entriesOf(orgId, [limit]);
    if (entry !== undefined && amount > 0) void this.count(entry, amount);
  }

  private async count(account: Account, by: number): Promise<number> {
    const count = await this.coordination.increment(account.key, account.windowMs, by);
    this.remember(account, Math.max(count, this.knownCount(account)));
    return count;
  }

  private knownCount({ key }: Account): number {
    const known = this.known.get(key);
    return known === undefined || known.endsAt <= this.now() ? 0 : known.count;
  }

  private remember(account: Account, count: number): void {
    this.known.delete(account.key);
    this.known.set(account.key, { count, endsAt: this.endOf(account) });
    const [oldest] = this.known.keys();
    if (this.known.size > KNOWN_MAX && oldest !== undefined) this.known.delete(oldest);
  }

  private endOf({ windowMs }: Account): number {
    return (Math.floor(this.now() / windowMs) + 1) * windowMs;
  }

  private usedUp(over: readonly Account[]): UsedUp | null {
    if (over.length === 0) return null;
    const endsAt = Math.max(...over.map((account) => this.endOf(account)));
    return { retryAfterSeconds: Math.max(1, Math.ceil((endsAt - this.now()) / 1000)) };
  }
}

const isOfRequests = ({ limit }: Entry): boolean => limit.of === 'requests';

/** A request is counted before it is judged, everything else after. */
const isOver = (entry: Entry, count: number): boolean =>
  isOfRequests(entry) ? count > entry.limit.max : count >= entry.limit.max;

/** What would be counted under the same key is counted once, by the strictest of the limits. */
const entriesOf = (orgId: string, limits: readonly DecisionLimit[]): Entry[] => {
  const byKey = new Map<string, Entry>();
  for (const { policyId, ruleId, limit, key } of limits) {
    const entry = { key: storeKey(orgId, [policyId, ruleId, limit.of, limit.at ?? '', limit.every, key]), limit };
    const twin = byKey.get(entry.key);
    if (twin !== undefined && twin.limit.max <= limit.max) continue;
    byKey.set(entry.key, { ...entry, windowMs: durationMs(limit.every) });
  }
  return [...byKey.values()];
};

const storeKey = (orgId: string, parts: readonly string[]): string => {
  const name = parts.join(' ');
  const bounded = name.length <= KEY_LENGTH_MAX ? name : createHash('sha256').update(name).digest('base64url');
  return `${orgId}:limit:${bounded}`;
};
