import type { RuleMode } from '@sallyport/contracts';
import type { Decision, DecisionInput } from '../decision-input.js';
import type { RankedRule } from './compiled-rule.js';
import type { CompiledException } from './exceptions.js';

/** A rule that can speak of the messages of a plan. */
export interface PlannedRule {
  readonly rule: RankedRule;
  /** The rule's mode for this caller. */
  readonly mode: RuleMode;
  /** What excepts from the whole rule, as long as it lasts. */
  readonly exceptions: readonly CompiledException[];
}

type Parties = Pick<DecisionInput, 'principal' | 'server' | 'client' | 'tool' | 'method'>;

/** What can be told of all messages of one method that a caller sends to a target, before the first of them is there. */
export interface Plan {
  readonly parties: Parties;
  /** Rules that speak of every one of them, whatever is in it. */
  readonly settled: readonly PlannedRule[];
  /** Rules that depend on what is in a message, or on the time. */
  readonly open: readonly PlannedRule[];
  /** What of them is left where nothing was found; null until there was such a message. */
  openWhenClean: OpenWhenClean | null;
  /** What is decided when no open rule takes part, frozen; null until that was asked. */
  decision: Decision | null;
}

/** Most rules ask for findings, and say nothing of most messages for that. */
export interface OpenWhenClean {
  readonly rules: readonly PlannedRule[];
  /** What the conditions of the others cost, all of them of rules that are enforced. */
  readonly cost: number;
}

/** Whether the rule says the same of every message of its plan in which nothing was found. */
export const isSettledByFindings = ({ rule, exceptions }: PlannedRule): boolean =>
  (rule.redaction !== null || rule.condition?.standing === true) && !rule.readsArguments && isAlways(rule, exceptions);

const isAlways = (rule: RankedRule, exceptions: readonly CompiledException[]): boolean =>
  rule.momentary.length === 0 && rule.expiresAt === Number.POSITIVE_INFINITY && exceptions.length === 0;

const NO_EXCEPTIONS: readonly CompiledException[] = Object.freeze([]);

/** A rule as it is planned for everyone it has its own mode for, and nothing is excepted. */
export const plainly = (rule: RankedRule): PlannedRule => ({ rule, mode: rule.ref.mode, exceptions: NO_EXCEPTIONS });

const isSettled = ({ rule, exceptions }: PlannedRule): boolean =>
  rule.condition === null && rule.redaction === null && isAlways(rule, exceptions);

/** What the caller makes of a rule that is planned for everyone. */
export const plannedFor = (plain: PlannedRule, input: DecisionInput): PlannedRule => {
  const { rule } = plain;
  if (rule.modeOf === null && rule.exceptions === null) return plain;
  const mode = rule.modeOf === null ? rule.ref.mode : rule.modeOf(input.principal);
  return { rule, mode, exceptions: rule.exceptions?.concerning(input) ?? NO_EXCEPTIONS };
};

/** Whether the caller, the client, the server, the tool and the method are such as the rule speaks of. */
export const standsFor = ({ rule }: PlannedRule, input: DecisionInput): boolean => {
  for (const test of rule.standing) {
    if (!test(input)) return false;
  }
  return true;
};

/** @param candidates  rules that speak of the server and the target of the message */
export const createPlan = (candidates: readonly PlannedRule[], input: DecisionInput): Plan => {
  const { principal, server, client, tool, method } = input;
  const settled: PlannedRule[] = [];
  const open: PlannedRule[] = [];
  for (const candidate of candidates) {
    if (!standsFor(candidate, input)) continue;
    const rule = plannedFor(candidate, input);
    if (isSettled(rule)) settled.push(rule);
    else open.push(rule);
  }
  return { parties: { principal, server, client, tool, method }, settled, open, openWhenClean: null, decision: null };
};

/** Whether a plan for a caller and a target is for this message between them. Of a client only its name counts. */
export const isFor = ({ parties }: Plan, { server, client, tool, method }: DecisionInput): boolean =>
  parties.server === server &&
  parties.tool === tool &&
  parties.method === method &&
  (parties.client === client || (parties.client !== null && client !== null && parties.client.name === client.name));
