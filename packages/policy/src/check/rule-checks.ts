import type { PolicyRule } from '@sallyport/contracts';
import type { Condition } from '../condition/condition.js';
import { Run } from '../condition/run.js';
import type { DecisionInput } from '../decision-input.js';
import { phaseOf } from '../phase.js';
import { phasesOf } from '../program/compiled-rule.js';
import { didYouMean } from '../text/closest.js';
import { compileGlob, compileGlobs, isLiteralGlob } from '../text/glob.js';
import { KNOWN_METHODS, METHODS_ABOUT } from './known-methods.js';
import { obligationProblems } from './obligation-checks.js';
import { expiryProblems, peopleProblems, riskProblems, rolloutProblems, timeProblems } from './reach-checks.js';
import { type CheckContext, error, type RuleProblem, warning } from './rule-problem.js';
import { toolFields } from './tool-fields.js';

type Check = (rule: PolicyRule, condition: Condition | null, context: CheckContext) => readonly RuleProblem[];

const NEVER = 'the rule can never match';
const TARGET_KEYS = ['tools', 'resources', 'prompts'] as const;

const effectKeys: Check = (rule) => {
  const problems: RuleProblem[] = [];
  if (rule.effect === 'redact' && rule.redact === undefined) {
    problems.push(error('a redact rule says what: redact: { categories: [secret] }', ['effect']));
  }
  if (rule.effect !== 'redact' && rule.redact !== undefined) {
    problems.push(error(`"redact" means nothing to a rule whose effect is ${rule.effect}`, ['redact'], { key: true }));
  }
  if (rule.effect !== 'approve' && rule.approvers !== undefined) {
    const message = `"approvers" mean nothing to a rule whose effect is ${rule.effect}`;
    problems.push(error(message, ['approvers'], { key: true }));
  }
  return problems;
};

const targets: Check = ({ match }) => {
  const named = TARGET_KEYS.filter((key) => match[key] !== undefined);
  const [first, second] = named;
  if (first === undefined || second === undefined) return [];
  return [error(`${NEVER}: no message is about ${first} and ${second} at once`, ['match', second], { key: true })];
};

const unknownMethods: Check = ({ match }) =>
  (match.methods ?? []).flatMap((pattern, index) => {
    if (KNOWN_METHODS.some(compileGlob(pattern))) return [];
    return [warning(`no MCP method is "${pattern}"${didYouMean(pattern, KNOWN_METHODS)}`, ['match', 'methods', index])];
  });

const methodsAndTargets: Check = ({ match }) => {
  const { methods } = match;
  if (methods === undefined) return [];
  const test = compileGlobs(methods);
  const known = KNOWN_METHODS.filter(test);
  return TARGET_KEYS.flatMap((key) => {
    if (match[key] === undefined || known.length === 0 || METHODS_ABOUT[key].some(test)) return [];
    return [error(`${NEVER}: ${known[0]} is never about ${key}`, ['match', 'methods'])];
  });
};

/** Whether clients send any of the methods of the rule; methods nobody knows are not held against it. */
const isSentByClients = ({ match }: PolicyRule): boolean => {
  const known = KNOWN_METHODS.filter(compileGlobs(match.methods ?? ['*']));
  return known.length === 0 || known.some((method) => phaseOf({ direction: 'response', method }) === 'response');
};

const directions: Check = (rule, condition) => {
  const { direction, methods } = rule.match;
  if (direction === 'request' && condition?.reads.has('result')) {
    return [error(`${NEVER}: a request has no result yet; use direction: response`, ['when'])];
  }
  const behaviour = (['flow', 'session'] as const).find((name) => condition?.reads.has(name));
  if (behaviour !== undefined && (direction === 'response' || condition?.reads.has('result'))) {
    return [warning(`${NEVER}: ${behaviour} is about requests`, ['when'])];
  }
  if (direction === 'request' && !isSentByClients(rule)) {
    return [error(`${NEVER}: these methods come from servers; use direction: response`, ['match', 'direction'])];
  }
  if (rule.effect !== 'allow') return [];
  const phases = phasesOf(rule, condition);
  const known = KNOWN_METHODS.filter(compileGlobs(methods ?? ['*']));
  const reachesServers = known.some((method) => phaseOf({ direction: 'response', method }) === 'server_request');
  if (phases.includes('request') || (phases.includes('server_request') && reachesServers)) return [];
  return [warning('an allow changes nothing here: results of allowed requests are allowed already', ['effect'])];
};

/** "May use these servers" is seldom meant as "these servers may use our model and ask our people". */
const openToServers: Check = ({ effect, match }) => {
  const isNarrow = [match.direction, match.methods, match.tools, match.resources, match.prompts].some(
    (value) => value !== undefined,
  );
  if (effect !== 'allow' || isNarrow) return [];
  const message =
    'this also lets the servers ask the client (sampling, elicitation, roots); if not meant: direction: request';
  return [warning(message, ['effect'])];
};

const NO_MESSAGE: DecisionInput = {
  direction: 'request',
  method: '',
  principal: { id: '', kind: 'user', name: '', groups: [] },
  client: null,
  server: { id: '', slug: '', name: '', tier: 'standard', egress: 'internal', transport: 'stdio', labels: [] },
  target: { kind: 'none', name: '' },
  args: null,
  argumentsBytes: 0,
  findings: [],
  now: 0,
  address: null,
  argumentRoles: {},
};

const constants: Check = (_rule, condition) => {
  if (condition === null || !condition.constant) return [];
  const verdict = condition.evaluate(new Run(NO_MESSAGE));
  if (verdict === true) return [warning('this is always true; leave "when" out', ['when'])];
  if (verdict === false) return [error(`${NEVER}: the condition is never true`, ['when'])];
  return [error(`the condition always fails: ${verdict.message}`, ['when'])];
};

const missingFields: Check = (rule, condition) =>
  (rule.effect === 'allow' ? [] : (condition?.unguarded ?? [])).map((read) => {
    const message = `without ${read.text} the rule counts as matching; if that is not meant: has(${read.text}) && …`;
    return warning(message, ['when'], { inside: { start: read.start, end: read.end } });
  });

const unknownNames = (
  key: 'servers' | 'tools',
  noun: string,
  patterns: readonly string[],
  names: readonly string[] | undefined,
): readonly RuleProblem[] =>
  patterns.flatMap((pattern, index) => {
    if (names === undefined || names.some(compileGlob(pattern))) return [];
    const hint = isLiteralGlob(pattern) ? didYouMean(pattern, names) : '';
    return [warning(`no ${noun} is called "${pattern}"${hint}`, ['match', key, index])];
  });

const unknownServers: Check = ({ match }, _condition, { servers }) =>
  unknownNames(
    'servers',
    'server',
    match.servers ?? [],
    servers?.map(({ slug }) => slug),
  );

const unknownTools: Check = ({ match }, _condition, { tools }) => {
  const onServer = compileGlobs(match.servers ?? ['*']);
  const names = tools?.filter(({ server }) => onServer(server)).map(({ name }) => name);
  return unknownNames('tools', 'tool of these servers', match.tools ?? [], names);
};

/** Everything that is checked of one rule beyond its shape. */
const CHECKS: readonly Check[] = [
  effectKeys,
  targets,
  peopleProblems,
  riskProblems,
  timeProblems,
  (rule, _condition, context) => expiryProblems(rule, context),
  rolloutProblems,
  obligationProblems,
  unknownMethods,
  methodsAndTargets,
  directions,
  openToServers,
  constants,
  unknownServers,
  unknownTools,
];

/** What is known of the tools of a rule takes the place of what may be so of any tool. */
export const checkRule: Check = (rule, condition, context) => {
  const typed = toolFields(rule, condition, context);
  const general = missingFields(rule, condition, context).filter(
    ({ inside }) =>
      !typed.some(
        (each) => (inside?.start ?? -1) <= (each.inside?.start ?? -1) && (each.inside?.end ?? 0) <= (inside?.end ?? 0),
      ),
  );
  return [...CHECKS.flatMap((check) => check(rule, condition, context)), ...general, ...typed];
};
