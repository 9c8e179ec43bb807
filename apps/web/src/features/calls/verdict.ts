import type { Effect } from '@sallyport/contracts';
import type { Tone } from '@/components/ui/badge';
import type { CallDetail, CallSummary, RuleRef } from '@/lib/api/types';
import { REASON_TEXT } from './reasons';

export interface Verdict {
  readonly label: string;
  readonly tone: Tone;
}

export const EFFECT_LABEL: Readonly<Record<Effect, string>> = {
  allow: 'Allowed',
  redact: 'Redacted',
  approve: 'Held',
  deny: 'Denied',
};

export const EFFECT_TONE: Readonly<Record<Effect, Tone>> = {
  allow: 'allow',
  redact: 'redact',
  approve: 'hold',
  deny: 'deny',
};

type Outcome = CallSummary['outcome'];

export const OUTCOME_LABEL: Readonly<Record<Outcome, string>> = {
  delivered: 'Delivered',
  redacted: 'Redacted',
  denied: 'Denied',
  held: 'Held for approval',
  tool_error: 'Tool error',
  rpc_error: 'Protocol error',
  upstream_error: 'Server unreachable',
  timeout: 'Timed out',
  cancelled: 'Cancelled',
  rejected: 'Rejected',
  open: 'Running',
  unknown: 'Unknown',
};

/** What the decision was, as a badge. */
export const verdictOf = ({ effect }: Pick<CallSummary, 'effect'>): Verdict => ({
  label: EFFECT_LABEL[effect],
  tone: EFFECT_TONE[effect],
});

/** How the call went on after the decision, when that is not what the decision already tells. */
export const noteworthyOutcome = ({ outcome }: Pick<CallSummary, 'outcome'>): string | null => {
  const isExpected = outcome === 'delivered' || outcome === 'redacted' || outcome === 'denied' || outcome === 'held';
  return isExpected ? null : OUTCOME_LABEL[outcome];
};

export const targetName = ({ target, method }: Pick<CallSummary, 'target' | 'method'>): string =>
  target.kind === 'none' ? method : target.name;

/** Which phase settled the call: the request's decision, or the later one about what the server answered. */
const decisivePhase = (call: CallDetail): CallDetail['decided'] =>
  call.completed && call.completed.effect === call.effect && call.decided.effect !== call.effect
    ? call.completed
    : call.decided;

/** The rule that decided, when one did. */
export const decidingRule = (call: CallDetail): RuleRef | null => {
  const { rules } = decisivePhase(call);
  return rules.find((rule) => rule.mode === 'enforce' && rule.effect === call.effect) ?? null;
};

/** Every rule that took part, each once: the deciding one first, then those of the request. */
export const rulesOf = (call: CallDetail): RuleRef[] => {
  const deciding = decidingRule(call);
  const keyOf = (rule: RuleRef) => `${rule.policyId} ${rule.ruleId} ${rule.policyVersion}`;
  const known = new Set(call.decided.rules.map(keyOf));
  const rules = [...call.decided.rules, ...(call.completed?.rules ?? []).filter((rule) => !known.has(keyOf(rule)))];
  return deciding ? [deciding, ...rules.filter((rule) => keyOf(rule) !== keyOf(deciding))] : rules;
};

/** The verdict in one sentence a newcomer understands. */
export const verdictSentence = (call: CallDetail): string => {
  const name = targetName(call);
  const server = call.server?.slug ?? 'the server';
  const why = whyOf(call);
  const isLate = decisivePhase(call) === call.completed;
  switch (call.effect) {
    case 'deny':
      return isLate
        ? `${name} ran on ${server}, but what came back was withheld because ${why}.`
        : `${name} was stopped before it reached ${server} because ${why}.`;
    case 'approve':
      return `${name} is held until a person approves it because ${why}.`;
    case 'redact':
      return `${name} went through with parts replaced because ${why}.`;
    case 'allow':
      return `${name} was allowed because ${why}${outcomeClause(call.outcome, server)}.`;
  }
};

const whyOf = (call: CallDetail): string => {
  const rule = decidingRule(call);
  if (rule) return `rule ${rule.ruleId} of ${rule.policyName} ${call.effect === 'deny' ? 'forbids' : 'covers'} it`;
  const reasons = decisivePhase(call).reasons.filter((reason) => reason !== 'rule-matched');
  const texts = (reasons.length > 0 ? reasons : call.reasons).map((reason) => REASON_TEXT[reason]);
  return texts.join(' and ');
};

const outcomeClause = (outcome: Outcome, server: string): string => {
  switch (outcome) {
    case 'tool_error':
      return '; the tool answered with an error';
    case 'rpc_error':
      return `; ${server} answered with a protocol error`;
    case 'upstream_error':
      return `, but ${server} could not be reached`;
    case 'timeout':
      return `, but ${server} did not answer in time`;
    case 'cancelled':
      return '; the client cancelled it';
    case 'rejected':
      return ', but the message was rejected';
    case 'open':
      return ' and is still running';
    case 'unknown':
      return '; how it ended is not known';
    default:
      return ' and delivered unchanged';
  }
};
