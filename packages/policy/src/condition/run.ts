import type { ArgumentRole, Finding } from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';
import { valueAt } from '../text/json-pointer.js';
import { EXHAUSTED, type Fault } from './fault.js';
import type { ArgumentLists } from './vocabulary.js';

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

const readArgumentLists = ({ args, argumentRoles }: DecisionInput): ArgumentLists => {
  const lists: Record<ArgumentRole, string[]> = {
    path: [],
    url: [],
    command: [],
    query: [],
    secret: [],
    identifier: [],
    free_text: [],
  };
  for (const [pointer, role] of Object.entries(argumentRoles)) {
    const value = valueAt(args, pointer);
    if (typeof value === 'string') lists[role].push(value);
  }
  return lists;
};

/** One evaluation: the facts, what may still be spent, and the values of iteration variables. */
export class Run {
  /** Null unless the evaluation is made to explain. */
  trace: Reading[] | null = null;
  remaining = CONDITION_COST_MAX;
  private lists: ArgumentLists | null = null;
  readonly slots: unknown[] = [];
  readonly origins: (Origin | null)[] = [];

  /** True in lists: the arguments of the call are not known. */
  readonly argumentsUnknown: boolean;
  /** With its arguments unknown, so is what inspection would find in them. */
  readonly findingsUnknown: boolean;
  /** Where the data in unknown arguments is from is unknown too, and so is what making the call would bring the session to. */
  readonly behaviourUnknown: boolean;

  /** @param masked  findings whose text is not repeated in explanations; those of the message, also where a rule does not see all */
  constructor(
    readonly input: DecisionInput,
    readonly masked: readonly Finding[] = input.findings,
  ) {
    this.argumentsUnknown = input.args === undefined;
    this.findingsUnknown = this.argumentsUnknown && input.direction === 'request' && input.inspected !== true;
    this.behaviourUnknown = input.behaviour === undefined && (this.findingsUnknown || input.behaviourLost === true);
  }

  /** Pays for work that grows with the message. */
  spend(cost: number): Fault | null {
    this.remaining -= cost;
    return this.remaining < 0 ? EXHAUSTED : null;
  }

  /** The texts of the arguments by role, read once for all conditions of a decision. */
  argumentLists(): ArgumentLists {
    this.lists ??= readArgumentLists(this.input);
    return this.lists;
  }

  /** Evaluates without leaving a trace. */
  quietly<T>(evaluate: (run: Run) => T): T {
    const trace = this.trace;
    if (trace === null) return evaluate(this);
    this.trace = null;
    const value = evaluate(this);
    this.trace = trace;
    return value;
  }
}

/** One compiled expression. Gives a value or a {@link Fault}; never throws. */
export type Evaluate = (run: Run) => unknown;
