import type { Logger } from '@sallyport/service-kit';
import type { Metrics } from '../metrics.js';
import type { RecordSpool } from '../spool/spool.js';
import { type Evidence, nowUs, type RecordedDecision, type RecordedOutcome } from './evidence.js';
import { RefusalBudget } from './refusal-budget.js';

export interface RecorderOptions {
  readonly spool: Pick<RecordSpool, 'append' | 'appendDurable' | 'writable'>;
  readonly metrics: Metrics;
  readonly logger: Pick<Logger, 'error'>;
  readonly now: () => number;
}

/** Turns evidence into records. */
export class Recorder {
  private readonly options: RecorderOptions;
  private readonly budget: RefusalBudget;

  constructor(options: RecorderOptions) {
    this.options = options;
    this.budget = new RefusalBudget(options.now);
  }

  /** Whether the evidence of a new call can be kept. When not, nothing new may be allowed. */
  get writable(): boolean {
    return this.options.spool.writable;
  }

  /**
   * Records what was decided.
   * @param durable  give a promise that resolves when the record is on stable storage; without it, the record is only taken
   * @throws AppError `gateway.spool_unavailable`, also by the promise; the call must not go on
   */
  decided(evidence: Evidence, decision: RecordedDecision, durable: boolean): Promise<void> | null {
    const { spool } = this.options;
    if (evidence.orgId === null) return null;
    const record = evidence.toDecidedRecord(evidence.orgId, decision);
    evidence.decision = decision;
    const { text } = evidence.kept;
    if (durable) return spool.appendDurable(record, text);
    spool.append(record, text);
    return null;
  }

  /**
   * Records how a call ended; when it never came to a decision, a decided record goes before, so that a refusal reads like
   * any other call. Never throws: the call is over, and what cannot be kept is counted.
   */
  completed(evidence: Evidence, outcome: RecordedOutcome): void {
    const { spool, metrics, logger, now } = this.options;
    const totalUs = nowUs() - evidence.startedUs;
    metrics.callDuration.observeUs(totalUs);
    if (!evidence.recorded) return;
    const { orgId } = evidence;
    if (orgId === null || !this.mayRecord(evidence, orgId)) {
      metrics.unrecorded.add(outcome.errorCode ?? outcome.outcome);
      return;
    }
    metrics.calls.add(outcome.outcome);
    try {
      if (evidence.decision === null) spool.append(evidence.toDecidedRecord(orgId, outcome), evidence.kept.text);
      spool.append(evidence.toCompletedRecord(orgId, outcome, now(), totalUs));
    } catch (err) {
      metrics.unrecorded.add('gateway.spool_unavailable');
      logger.error({ err, callId: evidence.callId, outcome: outcome.outcome }, 'a record was lost');
    }
  }

  /** Strangers may fill the log of an organisation they merely name, but only so fast. */
  private mayRecord(evidence: Evidence, orgId: string): boolean {
    return evidence.principal !== null || this.budget.spend(orgId);
  }
}
