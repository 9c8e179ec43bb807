import type { DecidedRecord, Reason } from '@sallyport/contracts';
import { decideWithCertainty } from '../decide.js';
import { type Decision, NO_OBLIGATIONS } from '../decision-input.js';
import type { Program } from '../program/program.js';
import { inputOfRecord, type Missing } from './input-of-record.js';
import { recordedMethodOf } from './recorded-method.js';

/** What a program says of a recorded message. */
export interface Replay {
  /** When it is not decidable: the mildest that the unknown could bring about, or what the record says. */
  readonly decision: Decision;
  /** False when the effect depends on what the record does not keep. */
  readonly decidable: boolean;
  /** True when the decision is the one `decide` would give of the message itself, down to the last explanation. */
  readonly exact: boolean;
  /** What the record lacks; it may be decidable all the same. */
  readonly missing: readonly Missing[];
  /** False when it was never policy's to decide: refused before, or the protocol's own business. It is then as recorded. */
  readonly byPolicy: boolean;
}

/** Reasons of `decide`, and of refusals that come after it. Every other one says that policy was not asked, or not heeded. */
const POLICYS: ReadonlySet<Reason> = new Set<Reason>([
  'rule-matched',
  'default-denied',
  'rule-error',
  'limit-exceeded',
  'step-up-required',
]);

const asRecorded = ({ effect, reasons, rules, exceptions }: DecidedRecord): Decision => ({
  effect,
  reasons,
  rules: rules.filter(({ mode }) => mode === 'enforce'),
  observed: rules.filter(({ mode }) => mode !== 'enforce'),
  message: null,
  redactions: [],
  approval: null,
  unknown: false,
  obligations: NO_OBLIGATIONS,
  exceptions: exceptions ?? [],
});

/** What the gateway answers where policy has nothing against it. */
const exempt = (): Decision => ({
  effect: 'allow',
  reasons: ['method-exempt'],
  rules: [],
  observed: [],
  message: null,
  redactions: [],
  approval: null,
  unknown: false,
  obligations: NO_OBLIGATIONS,
  exceptions: [],
});

/** As the gateway takes a decision: for some methods only a rule may deny, for others only for certain. */
const heeded = (record: DecidedRecord, decision: Decision): Decision => {
  const method = recordedMethodOf(record);
  if (method !== 'inherited' && method !== 'certain') return decision;
  if (decision.effect === 'deny') return decision.reasons.includes('default-denied') ? exempt() : decision;
  return method === 'certain' ? exempt() : decision;
};

/**
 * Decides a recorded message again: by {@link decide}, on the input its record keeps. With the program that was in force, an exact
 * replay equals the live decision bit for bit. Pure; a few microseconds.
 * @param record  a decided record, parsed; nothing in it is changed or kept
 */
export const replay = (program: Program, record: DecidedRecord): Replay => {
  if (!record.reasons.every((reason) => POLICYS.has(reason))) {
    return { decision: asRecorded(record), decidable: true, exact: true, missing: [], byPolicy: false };
  }
  const { input, unknown } = inputOfRecord(record);
  if (input === null) {
    return { decision: asRecorded(record), decidable: false, exact: false, missing: unknown, byPolicy: true };
  }
  const { decision, certain } = decideWithCertainty(program, input);
  // Old records, and those of organisations that keep no arguments, do not say what was followed.
  const lacksBehaviour = program.readsBehaviour && input.behaviourLost === true && input.args !== undefined;
  const missing: readonly Missing[] = lacksBehaviour ? [...unknown, 'context'] : unknown;
  const isWhole = missing.length === 0;
  return {
    decision: heeded(record, decision),
    decidable: isWhole || !decision.unknown,
    exact: isWhole || certain,
    missing,
    byPolicy: true,
  };
};
