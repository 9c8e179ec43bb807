import type { Limit, Obligations, PolicyRule, Severity } from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';
import { durationMs } from '../text/duration.js';

/** What a rule wants besides its effect. */
export interface CompiledObligations {
  readonly alert: Severity | null;
  readonly captureArguments: boolean;
  readonly captureResult: boolean;
  readonly labels: readonly string[];
  readonly limits: readonly CompiledLimit[];
  readonly stepUpMs: number | null;
}

export interface CompiledLimit {
  readonly limit: Limit;
  /** What is counted together, one key for each count the message is part of. */
  readonly keysOf: (input: DecisionInput) => readonly string[];
}

/** Groups of one caller that are counted apart; beyond it the rest share a count. */
const COUNTED_GROUPS_MAX = 32;

type Part = (input: DecisionInput) => string;

const PARTS: Readonly<Record<'principal' | 'tool' | 'server', Part>> = {
  principal: ({ principal }) => principal.id,
  tool: ({ server, target }) => `${server.id}/${target.kind}/${target.name}`,
  server: ({ server }) => server.id,
};

const pair = (name: string, value: string): string => `${name}=${encodeURIComponent(value)}`;

/** Someone in several groups is counted in each; which groups count is what the rule or its policy names, or else all. */
const groupsOf = (input: DecisionInput, named: readonly string[] | null): readonly string[] => {
  const groups = [...new Set(input.principal.groups)].filter((group) => named?.includes(group) ?? true).sort();
  return groups.length === 0 ? [''] : groups.slice(0, COUNTED_GROUPS_MAX);
};

const compileLimit = (limit: Limit, named: readonly string[] | null): CompiledLimit => {
  const per = limit.per ?? [];
  const keyOf = (input: DecisionInput, group: string): string =>
    per.map((key) => (key === 'group' ? pair(key, group) : pair(key, PARTS[key](input)))).join('&');
  const byGroup = per.includes('group');
  return {
    limit,
    keysOf: (input) => (byGroup ? groupsOf(input, named) : ['']).map((group) => keyOf(input, group)),
  };
};

const compile = (obligations: Obligations, named: readonly string[] | null): CompiledObligations => {
  const { alert, capture, label, limits, stepUp } = obligations;
  return Object.freeze({
    alert: alert ?? null,
    captureArguments: capture === 'arguments' || capture === 'both',
    captureResult: capture === 'result' || capture === 'both',
    labels: label ?? [],
    limits: (limits ?? []).map((limit) => compileLimit(limit, named)),
    stepUpMs: stepUp === undefined ? null : durationMs(stepUp.maxAge),
  });
};

/** @param group  the group whose policy the rule stands in */
export const compileObligations = (rule: PolicyRule, group: string | null): CompiledObligations | null => {
  if (rule.obligations === undefined) return null;
  return compile(rule.obligations, rule.match.principals?.groups ?? (group === null ? null : [group]));
};
