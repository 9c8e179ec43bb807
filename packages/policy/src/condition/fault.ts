/**
 * What an expression gives instead of a value. Faults are returned, never thrown: they are built once, when the rule is
 * compiled, so that a missing argument costs a comparison on the hot path and not a stack trace.
 */
export class Fault {
  constructor(
    /** For the person who wrote the rule; made of the rule's own words, never of the message's values. */
    readonly message: string,
  ) {
    Object.freeze(this);
  }
}

/** The expression needs arguments, findings or a result that are not known (entries of lists). */
export const UNKNOWN = new Fault('needs what is not known yet');

/** The expression was stopped because it cost too much. Nothing turns this back into a value. */
export const EXHAUSTED = new Fault('the condition costs too much for this message');

/**
 * The fault of an expression whose two parts both failed to decide it. Unknown is weaker than an error, because the unknown
 * part may yet decide it alone.
 */
export const joinFaults = (left: Fault, right: Fault): Fault => {
  if (left === EXHAUSTED || right === EXHAUSTED) return EXHAUSTED;
  return left === UNKNOWN || right === UNKNOWN ? UNKNOWN : left;
};
