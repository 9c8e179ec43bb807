import { CAPTURED_RESULT_BYTES_MAX, type Finding } from '@sallyport/contracts';
import type { DecisionLimit } from '@sallyport/policy';
import type { CapturedResult, Evidence } from '../evidence/evidence.js';
import { keepMasked } from '../evidence/keep-arguments.js';
import type { LimitLedger } from '../limits/limit-ledger.js';
import { amountOf, readsResult } from '../limits/measure.js';
import type { Decided, Dues } from './exchange.js';
import { parseAnswer } from './parse-answer.js';

/** Null when nothing is due, which is so for nearly every call. */
export const duesOf = (exchange: Decided, ledger: Pick<LimitLedger, 'spend'>): Dues | null => {
  const { capture, limits } = exchange.decision.obligations;
  const budgets = limits.filter(({ limit }) => limit.of !== 'requests');
  return budgets.length === 0 && !capture.result ? null : new OpenDues(exchange, budgets, ledger);
};

class OpenDues implements Dues {
  private readonly exchange: Decided;
  private readonly budgets: readonly DecisionLimit[];
  private readonly ledger: Pick<LimitLedger, 'spend'>;
  private readonly captures: boolean;
  private bytes = 0;
  private result: unknown = undefined;

  constructor(exchange: Decided, budgets: readonly DecisionLimit[], ledger: Pick<LimitLedger, 'spend'>) {
    this.exchange = exchange;
    this.budgets = budgets;
    this.ledger = ledger;
    this.captures = exchange.decision.obligations.capture.result;
  }

  onAnswer(raw: Buffer, findings: readonly Finding[] | null): void {
    this.bytes = raw.length;
    // What cannot be read is refused for that, and has neither rows nor a cost.
    if (findings === null) return;
    if (this.captures) captureResult(this.exchange.evidence, raw, findings);
    if (this.budgets.some(readsResult)) this.result = resultIn(parseAnswer(raw));
  }

  settle(): void {
    const { org, args } = this.exchange;
    const usage = { bytes: this.bytes, args, result: this.result };
    for (const budget of this.budgets) this.ledger.spend(org.orgId, budget, amountOf(budget, usage));
  }
}

/** Larger than that, no masking makes it fit. */
const WORTH_READING_BYTES_MAX = 4 * CAPTURED_RESULT_BYTES_MAX;
const NOT_CAPTURED: CapturedResult = Object.freeze({ value: null, truncated: true });

/** Keeps a result as evidence, secrets and personal data masked in place, at most 64 KB of JSON. */
export const captureResult = (evidence: Evidence, raw: Buffer, findings: readonly Finding[]): void => {
  evidence.captured = raw.length > WORTH_READING_BYTES_MAX ? NOT_CAPTURED : masked(raw, findings);
};

const masked = (raw: Buffer, findings: readonly Finding[]): CapturedResult => {
  const message = parseAnswer(raw) as object;
  const limits = { bytes: raw.length, bytesMax: CAPTURED_RESULT_BYTES_MAX };
  const { value, truncated } = keepMasked({
    value: resultIn(message),
    text: null,
    ...limits,
    findings,
    message,
    pick: resultIn,
  });
  return { value, truncated };
};

const resultIn = (message: unknown): unknown => (message as { readonly result?: unknown } | null)?.result ?? null;
