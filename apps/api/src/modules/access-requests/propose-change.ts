import type { DecidedRecord, Finding, PolicyException, Snapshot } from '@sallyport/contracts';
import { compile, type Decision, replay } from '@sallyport/policy';
import { type Addition, addToPolicy, type NewRule } from './add-to-policy.js';
import type { DeniedCall } from './recorded-call.js';

type PolicyInForce = Snapshot['policies'][number];

/** What a grant says of itself, in the policy's own text. */
export interface GrantTerms {
  /** Unique among rules and exceptions of the organisation. */
  readonly id: string;
  readonly grantedBy: string;
  readonly reason: string;
  readonly expires: Date;
}

export type ProposalKind = 'allow_rule' | 'exception_from_finding' | 'exception_from_rule';

export interface Proposed {
  readonly kind: ProposalKind;
  readonly policy: PolicyInForce;
  readonly addition: Addition;
  /** Text of the policy with the addition. */
  readonly text: string;
}

export type Proposal = {
  /** What the rule that denies it says to the person; null when it says nothing, or no rule does. */
  readonly message: string | null;
} & (
  | { readonly works: true; readonly change: Proposed | null; readonly obstacle: null }
  | { readonly works: false; readonly change: null; readonly obstacle: string }
);

const OBSTACLES = {
  response: 'It was denied for what the server answered, and answers are not kept: look at the rule itself.',
  context: 'The record of the call does not hold what it was decided from: it cannot be tried out.',
  patterns: 'The name of the target holds * or ?, so that a rule could not speak of it alone.',
  none: 'No small change to one policy lets this call pass: the rules that deny it have to be changed by hand.',
} as const;

const ARGUMENTS = '/params/arguments';
/** One for each rule and finding that can stand in the way, and an end to trying. */
const STEPS_MAX = 6;

/**
 * The smallest change to one policy that lets a recorded call pass, tried out on the record itself. Where no rule denied it: a
 * narrow allow rule. Where one did for what a detector saw in an argument: an exception for that detector and argument. Else an
 * exception from the rule. All end, and all are for this caller, server and target alone.
 * @param policies  in force, the platform's among them
 * @param targets   policies a change may go to, those to try first in front
 */
export const proposeChange = (
  { record, inResponse }: DeniedCall,
  policies: readonly PolicyInForce[],
  targets: readonly PolicyInForce[],
  terms: GrantTerms,
): Proposal => {
  if (inResponse) return failed(OBSTACLES.response, null);
  if (record.context === undefined) return failed(OBSTACLES.context, null);
  const { decision, denied } = decisionOf(policies, record);
  const { message } = decision;
  if (!denied) return { works: true, change: null, obstacle: null, message };
  if (/[*?]/.test(record.target.name)) return failed(OBSTACLES.patterns, message);
  for (const policy of targets) {
    const change = changeTo(policy, policies, record, terms);
    if (change) return { works: true, change, obstacle: null, message };
  }
  return failed(OBSTACLES.none, message);
};

const failed = (obstacle: string, message: string | null): Proposal => ({
  works: false,
  change: null,
  obstacle,
  message,
});

const decisionOf = (policies: readonly PolicyInForce[], record: DecidedRecord) => {
  const { decision, decidable } = replay(compile(policies), record);
  return { decision, denied: !decidable || decision.effect === 'deny' };
};

const passes = (policies: readonly PolicyInForce[], record: DecidedRecord): boolean =>
  !decisionOf(policies, record).denied;

/** Adds one thing after the other for as long as something still denies the call, then leaves out what was not needed. */
const changeTo = (
  policy: PolicyInForce,
  policies: readonly PolicyInForce[],
  record: DeniedCall['record'],
  terms: GrantTerms,
): Proposed | null => {
  const withAddition = (addition: Addition): PolicyInForce[] =>
    policies.map((other) => (other.id === policy.id ? { ...other, text: addToPolicy(other.text, addition) } : other));
  let addition: Addition = { rules: [], exceptions: [] };
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const { decision, denied } = decisionOf(withAddition(addition), record);
    if (!denied) {
      const smallest = withoutNeedless(addition, (smaller) => passes(withAddition(smaller), record));
      return { kind: kindOf(smallest), policy, addition: smallest, text: addToPolicy(policy.text, smallest) };
    }
    const next = nextAddition(decision, record, addition, terms);
    if (!next) return null;
    addition = next;
  }
  return null;
};

const nextAddition = (
  decision: Decision,
  record: DeniedCall['record'],
  { rules, exceptions }: Addition,
  terms: GrantTerms,
): Addition | null => {
  if (decision.reasons.includes('default-denied')) {
    return rules.length > 0 ? null : { rules: [allowRule(record, terms)], exceptions };
  }
  const rule = decision.rules[0]?.ruleId;
  if (record.target.kind !== 'tool' || rule === undefined) return null;
  const id = `${terms.id}-${exceptions.length + 1}`;
  const finding = record.findings.find((candidate) => isInArgument(candidate) && !isExcepted(candidate, exceptions));
  if (finding) return { rules, exceptions: [...exceptions, exceptionOf(record, terms, { id, ...hiding(finding) })] };
  if (exceptions.some((other) => other.rule === rule)) return null;
  return { rules, exceptions: [...exceptions, exceptionOf(record, terms, { id, rule })] };
};

/** Tries each exception alone first, then leaves out one at a time. */
const withoutNeedless = (addition: Addition, stillPasses: (smaller: Addition) => boolean): Addition => {
  const alone = addition.exceptions.map((exception) => ({ ...addition, exceptions: [exception] })).find(stillPasses);
  if (alone) return alone;
  let { exceptions } = addition;
  for (const exception of addition.exceptions) {
    const fewer = exceptions.filter((other) => other !== exception);
    if (stillPasses({ ...addition, exceptions: fewer })) exceptions = fewer;
  }
  return { ...addition, exceptions };
};

const kindOf = ({ exceptions }: Addition): ProposalKind => {
  if (exceptions.length === 0) return 'allow_rule';
  return exceptions.some(({ rule }) => rule !== undefined) ? 'exception_from_rule' : 'exception_from_finding';
};

const isInArgument = ({ pointer }: Finding): boolean => pointer.startsWith(`${ARGUMENTS}/`);
const hiding = ({ detector, pointer }: Finding) => ({ detector, argument: pointer.slice(ARGUMENTS.length) });
const isExcepted = (finding: Finding, exceptions: readonly PolicyException[]): boolean => {
  const { detector, argument } = hiding(finding);
  return exceptions.some((exception) => exception.detector === detector && exception.argument === argument);
};

const principalsOf = ({ principal: { kind, name } }: DeniedCall['record']) => {
  switch (kind) {
    case 'user':
      return { users: [name] };
    case 'service_account':
      return { serviceAccounts: [name] };
    case 'device':
      return { devices: [name] };
  }
};

const exceptionOf = (
  record: DeniedCall['record'],
  { grantedBy, reason, expires }: GrantTerms,
  what: Pick<PolicyException, 'id' | 'detector' | 'argument' | 'rule'>,
): PolicyException => ({
  ...what,
  server: record.server.slug,
  tool: record.target.name,
  principals: principalsOf(record),
  expires: momentOf(expires),
  grantedBy,
  reason,
});

const allowRule = (record: DeniedCall['record'], { id, grantedBy, reason, expires }: GrantTerms): NewRule => ({
  id,
  description: `Granted by ${grantedBy}: ${reason}`.slice(0, 500),
  match: {
    direction: 'request',
    ...targetOf(record),
    servers: [record.server.slug],
    principals: principalsOf(record),
  },
  effect: 'allow',
  expires: momentOf(expires),
});

const targetOf = ({ method, target: { kind, name } }: DeniedCall['record']): NewRule['match'] => {
  switch (kind) {
    case 'tool':
      return { tools: [name] };
    case 'prompt':
      return { prompts: [name] };
    case 'resource':
      return { resources: [name] };
    case 'none':
      return { methods: [method] };
  }
};

/** Whole seconds: nobody grants milliseconds. */
const momentOf = (at: Date): string => at.toISOString().replace(/\.\d{3}Z$/, 'Z');
