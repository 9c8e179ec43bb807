import type { DecisionInput } from '../decision-input.js';
import { EXHAUSTED, type Fault } from './fault.js';

/**
 * Cost of one condition, in steps of a few nanoseconds to a few dozen: elements visited times the size of what is evaluated
 * for each, plus text scanned. Counted, not timed, so that a decision can be repeated bit for bit.
 */
export const CONDITION_COST_MAX = 50_000;

/** Where a value came from: `args.items[2]`, and the pointer of that leaf in the message. */
export interface Origin {
  readonly text: string;
  /** Undefined when findings cannot speak of it (a group, a tier); null when it is not known where it came from. */
  readonly pointer: string | null | undefined;
}

/** A value the condition read on its way to true. */
export interface Reading extends Origin {
  /** Undefined when the field was absent. */
  readonly value: unknown;
}

/** One evaluation: the facts, what may still be spent, and the values of iteration variables. */
export class Run {
  /** Null unless the evaluation is made to explain. */
  trace: Reading[] | null = null;
  remaining = CONDITION_COST_MAX;
  readonly slots: unknown[] = [];
  readonly origins: (Origin | null)[] = [];

  /** True in lists: the arguments of the call are not known. */
  readonly argumentsUnknown: boolean;
  /** With its arguments unknown, so is what inspection would find in them. */
  readonly findingsUnknown: boolean;

  constructor(readonly input: DecisionInput) {
    this.argumentsUnknown = input.args === undefined;
    this.findingsUnknown = this.argumentsUnknown && input.direction === 'request';
  }

  /** Pays for work that grows with the message. */
  spend(cost: number): Fault | null {
    this.remaining -= cost;
    return this.remaining < 0 ? EXHAUSTED : null;
  }

  /** Evaluates without leaving a trace. */
  quietly<T>(evaluate: (run: Run) => T): T {
    const trace = this.trace;
    this.trace = null;
    const value = evaluate(this);
    this.trace = trace;
    return value;
  }
}

/** One compiled expression. Gives a value or a {@link Fault}; never throws. */
export type Evaluate = (run: Run) => unknown;
