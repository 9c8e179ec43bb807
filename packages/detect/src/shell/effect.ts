import type { Severity } from '@sallyport/contracts';

/** A stretch of a script that has an effect. */
export interface Effect {
  readonly start: number;
  readonly end: number;
  /** 0 to 1: how sure that this is what the words do. */
  readonly confidence: number;
  /** Instead of the detector's own. */
  readonly severity?: Severity;
}
