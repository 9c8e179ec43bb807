import { isDeepStrictEqual } from 'node:util';
import type { PolicyRule } from '@sallyport/contracts';
import { compileGlobs, isLiteralGlob, type TextTest } from '../text/glob.js';
import { type RuleProblem, warning } from './rule-problem.js';

/** Rules that deny without asking anything; more of them than this are not compared with every other. */
const DENIALS_MAX = 200;

type Match = PolicyRule['match'];

const GLOB_KEYS = ['methods', 'servers', 'tools', 'resources', 'prompts', 'clients'] as const;
const SET_KEYS = ['tiers', 'risks', 'states', 'labels', 'networks'] as const;

type GlobKey = (typeof GLOB_KEYS)[number];

/** A rule that denies all it matches, its patterns made ready. */
interface Denial {
  readonly rule: PolicyRule;
  readonly index: number;
  readonly tests: ReadonlyMap<GlobKey, TextTest>;
}

const denialOf = (rule: PolicyRule, index: number): Denial => ({
  rule,
  index,
  tests: new Map(
    GLOB_KEYS.flatMap((key): readonly (readonly [GlobKey, TextTest])[] => {
      const globs = rule.match[key];
      return globs === undefined ? [] : [[key, compileGlobs(globs)]];
    }),
  ),
});

const coversGlobs = ({ rule, tests }: Denial, key: GlobKey, narrow: readonly string[] | undefined): boolean => {
  const test = tests.get(key);
  if (test === undefined) return true;
  const wide = rule.match[key] ?? [];
  return (
    narrow?.every(
      (pattern) => wide.includes(pattern) || wide.includes('*') || (isLiteralGlob(pattern) && test(pattern)),
    ) ?? false
  );
};

const coversSet = (wide: readonly string[] | undefined, narrow: readonly string[] | undefined): boolean =>
  wide === undefined || (narrow?.every((value) => wide.includes(value)) ?? false);

const coversPeople = (wide: Match['principals'], narrow: Match['principals']): boolean =>
  wide === undefined ||
  Object.entries(wide).every(([key, names]) =>
    coversSet(names, narrow?.[key as keyof NonNullable<Match['principals']>]),
  );

/** Whether a denial speaks of everything a match speaks of; false where that cannot be told. */
const covers = (denial: Denial, narrow: Match): boolean => {
  const { match: wide } = denial.rule;
  return (
    (wide.direction === undefined || wide.direction === narrow.direction) &&
    GLOB_KEYS.every((key) => coversGlobs(denial, key, narrow[key])) &&
    SET_KEYS.every((key) => coversSet(wide[key], narrow[key])) &&
    coversPeople(wide.principals, narrow.principals) &&
    (wide.time === undefined || isDeepStrictEqual(wide.time, narrow.time))
  );
};

const deniesAlways = ({ effect, mode, when, rollout, expires, overridable }: PolicyRule): boolean =>
  effect === 'deny' &&
  mode === 'enforce' &&
  when === undefined &&
  rollout === undefined &&
  expires === undefined &&
  overridable !== true;

/** What a rule says, without its name and its words; keys are always in the order of the schema. */
const meaningOf = ({ id: _id, description: _description, message: _message, ...meaning }: PolicyRule): string =>
  JSON.stringify(meaning);

/** Rules another rule makes useless, by their index. Linear but for the few rules that deny without asking anything. */
export const shadowProblems = (
  rules: readonly PolicyRule[],
  lineOf: (index: number) => number,
  excepted: ReadonlySet<string>,
): ReadonlyMap<number, readonly RuleProblem[]> => {
  const denials = rules
    .flatMap((rule, index) => (deniesAlways(rule) && !excepted.has(rule.id) ? [denialOf(rule, index)] : []))
    .slice(0, DENIALS_MAX);
  const problems = new Map<number, readonly RuleProblem[]>();
  const said = new Map<string, number>();
  const warn = (index: number, message: string): Map<number, readonly RuleProblem[]> =>
    problems.set(index, [warning(message, ['id'])]);
  for (const [index, rule] of rules.entries()) {
    const meaning = meaningOf(rule);
    const twin = said.get(meaning);
    if (twin === undefined) said.set(meaning, index);
    const denial = denials.find((each) => each.index !== index && covers(each, rule.match));
    if (twin !== undefined) {
      if (rules[twin]?.id === rule.id) continue;
      warn(index, `this says the same as "${rules[twin]?.id}" on line ${lineOf(twin)}; one of them is enough`);
    } else if (denial !== undefined && (!deniesAlways(rule) || denial.index < index)) {
      warn(index, `this never comes to anything: "${denial.rule.id}" on line ${lineOf(denial.index)} denies all of it`);
    }
  }
  return problems;
};
