import type { PolicyRule } from '@sallyport/contracts';
import { isTimeZone } from '../text/local-clock.js';
import { type CheckContext, error, type RuleProblem, warning } from './rule-problem.js';

const NEVER = 'the rule can never match';

const KINDS = ['users', 'serviceAccounts', 'devices'] as const;
const ONE: Readonly<Record<(typeof KINDS)[number], string>> = {
  users: 'a user',
  serviceAccounts: 'a service account',
  devices: 'a device',
};

/** Keys of `principals` that nobody answers to together. */
export const peopleProblems = ({ match }: PolicyRule): readonly RuleProblem[] => {
  const { principals } = match;
  if (principals === undefined) return [];
  const path = ['match', 'principals'];
  if (Object.keys(principals).length === 0) {
    return [warning('this speaks of everyone; name users, groups or serviceAccounts', path)];
  }
  const [first, second] = KINDS.filter((key) => principals[key] !== undefined);
  if (first !== undefined && second !== undefined) {
    const message = `${NEVER}: nobody is ${ONE[first]} and ${ONE[second]} at once; write two rules`;
    return [error(message, [...path, second], { key: true })];
  }
  if (principals.roles === undefined || first === undefined || first === 'users') return [];
  return [error(`${NEVER}: ${ONE[first]} has no role; match it by name or group`, [...path, 'roles'], { key: true })];
};

/** Resources and prompts have no risk. */
export const riskProblems = ({ match }: PolicyRule): readonly RuleProblem[] => {
  const other = match.resources === undefined ? 'prompts' : 'resources';
  if (match.risks === undefined || match[other] === undefined) return [];
  return [error(`${NEVER}: only tools have a risk, and this is about ${other}`, ['match', 'risks'], { key: true })];
};

export const timeProblems = ({ match }: PolicyRule): readonly RuleProblem[] => {
  const { time } = match;
  if (time === undefined) return [];
  const path = ['match', 'time'];
  if (time.zone !== undefined && !isTimeZone(time.zone)) {
    return [error(`no such time zone "${time.zone}"; write it as Europe/Berlin or UTC`, [...path, 'zone'])];
  }
  if (time.from !== undefined && time.from === time.to) {
    return [
      error(`${NEVER}: from ${time.from} to ${time.to} is no time at all; leave both out for the whole day`, [
        ...path,
        'to',
      ]),
    ];
  }
  return Object.keys(time).length === 0 ? [warning('this is all the time; say days, from or to', path)] : [];
};

export const expiryProblems = (
  { expires }: Pick<PolicyRule, 'expires'>,
  { now }: CheckContext,
): readonly RuleProblem[] => {
  if (expires === undefined || now === undefined || Date.parse(expires) > now) return [];
  return [
    warning(`this expired on ${expires.slice(0, 10)} and does nothing; take it out or give it more time`, ['expires']),
  ];
};

/** Stages that take in nobody who is not in an earlier one. */
export const rolloutProblems = ({ rollout = [] }: PolicyRule): readonly RuleProblem[] => {
  let percentBefore = 0;
  const groupsBefore = new Set<string>();
  return rollout.flatMap((stage, index): readonly RuleProblem[] => {
    const { groups, percent } = stage;
    const path = ['rollout', index];
    if (groups === undefined && percent === undefined) {
      return [error('this stage takes in nobody; say groups or percent', path)];
    }
    const newGroups = groups?.some((group) => !groupsBefore.has(group)) ?? false;
    const newShare = percent !== undefined && percent > percentBefore;
    const everybody = percentBefore >= 100;
    const before = percentBefore;
    for (const group of groups ?? []) groupsBefore.add(group);
    percentBefore = Math.max(percentBefore, percent ?? 0);
    if (everybody) return [error('this stage is never reached: an earlier one takes in everybody', path)];
    if (newGroups || newShare) return [];
    if (percent === undefined) return [error('this stage is never reached: earlier ones take in these groups', path)];
    if (percent === 0) return [error('this stage takes in nobody: 0 percent', [...path, 'percent'])];
    const message = `this stage is never reached: who is in ${percent} percent is in the ${before} percent of an earlier stage`;
    return [error(message, [...path, 'percent'])];
  });
};
