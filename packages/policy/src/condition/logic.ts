import { EXHAUSTED, Fault, joinFaults, UNKNOWN } from './fault.js';
import type { Evaluate, Run } from './run.js';
import { typeName } from './values.js';

const notBool = (value: unknown): Fault =>
  value instanceof Fault ? value : new Fault(`expected true or false, got ${typeName(value)}`);

/** Forgets what was read since `mark`: those values did not decide the outcome. */
const forget = (run: Run, mark: number): void => {
  if (run.trace !== null) run.trace.length = mark;
};

/**
 * `left && right` (`decisive` is false) and `left || right` (`decisive` is true), as CEL has them: either side alone can decide,
 * whatever became of the other. So with arguments unknown the outcome is known exactly when no arguments could change it.
 */
export const compileLogic =
  (left: Evaluate, right: Evaluate, decisive: boolean): Evaluate =>
  (run) => {
    const mark = run.trace?.length ?? 0;
    const first = left(run);
    if (first === decisive || first === EXHAUSTED) return first;
    const middle = run.trace?.length ?? 0;
    const second = right(run);
    if (second === decisive) {
      if (run.trace !== null) run.trace.splice(mark, middle - mark);
      return second;
    }
    if (typeof first === 'boolean') return typeof second === 'boolean' ? second : notBool(second);
    return typeof second === 'boolean' ? notBool(first) : joinFaults(notBool(first), notBool(second));
  };

/** `!operand`. */
export const compileNot =
  (operand: Evaluate): Evaluate =>
  (run) => {
    const value = operand(run);
    return typeof value === 'boolean' ? !value : notBool(value);
  };

/** `condition ? yes : no`; with the condition unknown, known only when both branches say the same. */
export const compileTernary =
  (condition: Evaluate, yes: Evaluate, no: Evaluate): Evaluate =>
  (run) => {
    const value = condition(run);
    if (value === true) return yes(run);
    if (value === false) return no(run);
    if (value !== UNKNOWN) return notBool(value);
    const mark = run.trace?.length ?? 0;
    const either = yes(run);
    const other = no(run);
    forget(run, mark);
    if (either === EXHAUSTED || other === EXHAUSTED) return EXHAUSTED;
    return typeof either === 'boolean' && either === other ? either : UNKNOWN;
  };

/** The outcome of a whole condition: true, false, or why it has none. */
export const toVerdict = (value: unknown): boolean | Fault => (typeof value === 'boolean' ? value : notBool(value));
