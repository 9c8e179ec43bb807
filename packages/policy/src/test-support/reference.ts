import { createHash } from 'node:crypto';
import {
  type Effect,
  type PathZone,
  type PolicyDocument,
  type PolicyException,
  type PolicyRule,
  type RuleMode,
  SEVERITIES,
} from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';
import { evaluateCondition, type ReferenceCondition, type Truth, toCel } from './reference-conditions.js';
import { isSpokenOf, matches, zoneTruth } from './reference-match.js';

/*
 * The semantics of decisions written down a second time, as plainly as can be: no index, no compilation, no CEL, no caches. It
 * exists to disagree with `decide`.
 */

export interface ReferenceRule extends Partial<Omit<PolicyRule, 'id' | 'effect' | 'when'>> {
  readonly id: string;
  readonly effect: Effect;
  readonly when?: ReferenceCondition;
}

export interface ReferencePolicy {
  readonly level: 'platform' | 'organisation' | 'group';
  readonly group?: string;
  readonly lowerLevels?: PolicyDocument['lowerLevels'];
  readonly rules: readonly ReferenceRule[];
  readonly pathZones?: readonly PathZone[];
  readonly exceptions?: readonly PolicyException[];
}

export interface ReferenceOutcome {
  readonly effect: Effect;
  readonly unknown: boolean;
  readonly exceptions: readonly string[];
  readonly alert: string | null;
  readonly labels: readonly string[];
  readonly capture: { readonly arguments: boolean; readonly result: boolean };
  readonly maxAgeMs: number | null;
  readonly limits: readonly string[];
}

interface Placed {
  readonly policy: ReferencePolicy;
  readonly rule: ReferenceRule;
  readonly zone?: PathZone;
}

const LEVELS = ['platform', 'organisation', 'group'];

const placedRules = (policies: readonly ReferencePolicy[]): Placed[] =>
  policies.flatMap((policy) => [
    ...policy.rules.map((rule) => ({ policy, rule })),
    ...(policy.pathZones ?? []).map((zone) => {
      const { id, match, mode } = zone;
      return {
        policy,
        zone,
        rule: { id, mode, effect: 'deny' as const, match: { ...match, direction: 'request' as const } },
      };
    }),
  ]);

/** Whether allow and approve rules of a level lift the default denial. */
const counts = (policies: readonly ReferencePolicy[], level: string): boolean =>
  LEVELS.slice(0, LEVELS.indexOf(level)).every((above) => {
    const says = policies.filter((policy) => policy.level === above).map(({ lowerLevels }) => lowerLevels);
    return !says.includes('tighten') && (above === 'platform' || says.includes('allow'));
  });

const modeOf = ({ id, mode = 'enforce', rollout }: ReferenceRule, { principal }: DecisionInput): RuleMode => {
  const digest = createHash('sha256').update(`${id}\n${principal.id}`).digest('hex');
  const share = (Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32) * 100;
  for (const { groups, percent, mode: staged } of rollout ?? []) {
    if (groups?.some((group) => principal.groups.includes(group))) return staged;
    if (percent !== undefined && share < percent) return staged;
  }
  return mode;
};

const holds = (exception: PolicyException, policy: ReferencePolicy, input: DecisionInput): boolean =>
  input.target.kind === 'tool' &&
  exception.tool === input.target.name &&
  exception.server === input.server.slug &&
  input.now < Date.parse(exception.expires) &&
  (policy.group === undefined || input.principal.groups.includes(policy.group)) &&
  isSpokenOf(exception.principals, input);

/** The exceptions that hold for this message and have a say about this rule. */
const exceptionsFor = ({ policy, rule }: Placed, policies: readonly ReferencePolicy[], input: DecisionInput) =>
  policies.flatMap((from) => {
    const isOwn = from.level === policy.level && from.group === policy.group;
    const isBelow = LEVELS.indexOf(from.level) > LEVELS.indexOf(policy.level);
    if (!isOwn && !(isBelow && rule.overridable === true)) return [];
    return (from.exceptions ?? []).filter((exception) => holds(exception, from, input));
  });

const hides = ({ detector, argument }: PolicyException, finding: DecisionInput['findings'][number]): boolean => {
  const place = `/params/arguments${argument}`;
  return detector === finding.detector && (finding.pointer === place || finding.pointer.startsWith(`${place}/`));
};

const isServerRequest = (input: DecisionInput): boolean =>
  input.direction === 'response' && /^(?:sampling|elicitation|roots)\//.test(input.method);
const isInherited = (input: DecisionInput): boolean => input.direction === 'response' && !isServerRequest(input);

const readsBehaviour = (rule: ReferenceRule): boolean =>
  /"(?:origin|calls-above)"/.test(JSON.stringify(rule.when ?? {}));

const looksInside = (rule: ReferenceRule): boolean => JSON.stringify(rule.when ?? {}).includes('"finding"');

const speaks = ({ policy, rule }: Placed, input: DecisionInput): boolean => {
  if (!matches(rule.match ?? {}, input)) return false;
  if (policy.group !== undefined && !input.principal.groups.includes(policy.group)) return false;
  if (rule.expires !== undefined && input.now >= Date.parse(rule.expires)) return false;
  if (readsBehaviour(rule) && (input.direction === 'response' || rule.match?.direction === 'response')) return false;
  if (!isInherited(input)) return true;
  if (rule.effect === 'allow') return false;
  return rule.effect !== 'approve' || rule.match?.direction !== undefined || looksInside(rule);
};

/** What the rule says of the message, with only these findings; redact rules redact secrets. */
const truthOf = ({ rule, zone }: Placed, input: DecisionInput, findings: DecisionInput['findings']): Truth => {
  const seen = { ...input, findings };
  const findingsUnknown = input.args === undefined && input.direction === 'request';
  if (rule.effect === 'redact' && !findingsUnknown && !findings.some(({ category }) => category === 'secret'))
    return 'F';
  if (zone !== undefined) return zoneTruth(zone, seen);
  const said = rule.when === undefined ? 'T' : evaluateCondition(rule.when, seen);
  return rule.effect === 'redact' && findingsUnknown && said !== 'F' ? 'U' : said;
};

interface Said {
  readonly placed: Placed;
  readonly mode: RuleMode;
  readonly truth: Truth;
}

interface Heard {
  readonly said: readonly Said[];
  readonly used: ReadonlySet<string>;
}

/** Hears every rule, in view of what is excepted for it. */
const hear = (policies: readonly ReferencePolicy[], input: DecisionInput): Heard => {
  const said: Said[] = [];
  const used = new Set<string>();
  for (const placed of placedRules(policies)) {
    if (!speaks(placed, input)) continue;
    const exceptions = exceptionsFor(placed, policies, input);
    const hiding = exceptions.filter((each) => input.findings.some((finding) => hides(each, finding)));
    const visible = input.findings.filter((finding) => !hiding.some((each) => hides(each, finding)));
    const truth = truthOf(placed, input, visible);
    if (truth !== truthOf(placed, input, input.findings)) for (const { id } of hiding) used.add(id);
    const excepting = exceptions.filter((each) => each.rule === placed.rule.id);
    if (truth !== 'F') for (const { id } of excepting) used.add(id);
    if (excepting.length === 0) said.push({ placed, truth, mode: modeOf(placed.rule, input) });
  }
  return { said, used };
};

const weigh = (policies: readonly ReferencePolicy[], enforced: readonly Said[], input: DecisionInput) => {
  const of = (effect: Effect, granting = false): ReadonlySet<Truth> =>
    new Set(
      enforced
        .filter(
          ({ placed: { rule, policy } }) => rule.effect === effect && (!granting || counts(policies, policy.level)),
        )
        .map(({ truth }) => truth),
    );
  const [deny, approve, redact] = [of('deny'), of('approve'), of('redact')];
  const [allow, grant] = [of('allow', true), of('approve', true)];
  if (deny.has('T') || deny.has('E')) return { effect: 'deny' as const, unknown: false };
  const mayAllow = isInherited(input) || allow.has('T') || allow.has('U');
  const mayApprove = grant.has('T') || grant.has('U');
  if (!mayAllow && !mayApprove) return { effect: 'deny' as const, unknown: false };
  const unknown = enforced.some(({ truth }) => truth === 'U');
  if (!mayAllow || approve.has('T') || approve.has('E')) return { effect: 'approve' as const, unknown };
  return { effect: redact.has('T') || redact.has('E') ? ('redact' as const) : ('allow' as const), unknown };
};

const took = ({ placed, truth }: Said): boolean => truth === 'T' || (truth === 'E' && placed.rule.effect !== 'allow');

/** Decides one message. */
export const referenceDecide = (policies: readonly ReferencePolicy[], message: DecisionInput): ReferenceOutcome => {
  const input = { ...message, findings: message.findings.filter(({ observed }) => observed === undefined) };
  const { said, used } = hear(policies, input);
  const enforced = said.filter(({ mode }) => mode === 'enforce');
  const { effect, unknown } = weigh(policies, enforced, input);
  const binding = (effect === 'deny' ? [] : enforced)
    .filter(took)
    .flatMap(({ placed }) => placed.rule.obligations ?? []);
  const telling = said.filter(({ mode }) => mode !== 'observe').filter(took);
  const alerts = telling.flatMap(({ placed }) => placed.rule.obligations?.alert ?? []);
  const ages = binding.flatMap(({ stepUp }) =>
    stepUp === undefined ? [] : [Number.parseInt(stepUp.maxAge, 10) * 60_000],
  );
  return {
    effect,
    unknown,
    exceptions: [...used].sort(),
    alert: [...SEVERITIES].reverse().find((severity) => alerts.includes(severity)) ?? null,
    labels: [...new Set(binding.flatMap(({ label }) => label ?? []))].sort(),
    capture: {
      arguments: binding.some(({ capture }) => capture === 'arguments' || capture === 'both'),
      result: binding.some(({ capture }) => capture === 'result' || capture === 'both'),
    },
    maxAgeMs: ages.length === 0 ? null : Math.min(...ages),
    limits: binding
      .flatMap(({ limits }) => limits ?? [])
      .map(({ max }) => `${max}`)
      .sort(),
  };
};

/** A policy as text; JSON, which is YAML. */
export const toText = ({ group, level: _level, rules, ...rest }: ReferencePolicy): string =>
  JSON.stringify({
    version: 1,
    name: 'random',
    ...(group === undefined ? {} : { appliesTo: { group } }),
    ...rest,
    rules: rules.map((rule) => ({
      ...rule,
      ...(rule.when === undefined ? {} : { when: toCel(rule.when) }),
      ...(rule.effect === 'redact' ? { redact: { categories: ['secret'] } } : {}),
    })),
  });
