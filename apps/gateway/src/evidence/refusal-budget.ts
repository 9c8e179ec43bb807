import { seconds } from '@sallyport/contracts';

/** Refusals of unauthenticated callers recorded per organisation and second; the rest is only counted. */
const PER_SECOND = 10;
/** Organisations remembered at once; more than this in one second share what is left of nothing. */
const ORGS_MAX = 10_000;

/**
 * Bounds what callers without a valid token can make us write. Without it anyone who knows an organisation's name could
 * fill the spool, and a full spool closes the gateway for everybody.
 */
export class RefusalBudget {
  private readonly now: () => number;
  private second = 0;
  private spent = new Map<string, number>();

  constructor(now: () => number) {
    this.now = now;
  }

  /** @returns whether one more refusal of this organisation may be recorded in this second */
  spend(orgId: string): boolean {
    const second = Math.floor(this.now() / seconds(1));
    if (second !== this.second) {
      this.second = second;
      this.spent = new Map();
    }
    const used = this.spent.get(orgId) ?? 0;
    if (used >= PER_SECOND || (used === 0 && this.spent.size >= ORGS_MAX)) return false;
    this.spent.set(orgId, used + 1);
    return true;
  }
}
