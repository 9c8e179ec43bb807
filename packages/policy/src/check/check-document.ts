import type { Diagnostic, PolicyDocument, PolicyRule } from '@sallyport/contracts';
import { type Condition, compileCondition } from '../condition/condition.js';
import { byPlace, diagnosticAt, type PolicyPositions } from '../document/parse-policy.js';
import type { Path } from '../document/source-tree.js';
import type { TextRange } from '../document/text-position.js';
import { didYouMean } from '../text/closest.js';
import { exceptionProblems } from './exception-checks.js';
import { checkRule } from './rule-checks.js';
import type { CheckContext, RuleProblem } from './rule-problem.js';
import { shadowProblems } from './shadow-checks.js';
import { zoneProblems } from './zone-checks.js';

/** A document whose meaning has been checked. */
export interface CheckedDocument {
  readonly diagnostics: Diagnostic[];
  /** One entry per rule; null where there is no condition, or none that could be compiled. */
  readonly conditions: readonly (Condition | null)[];
}

interface CheckedRule {
  readonly problems: readonly RuleProblem[];
  readonly condition: Condition | null;
}

const checkCondition = (rule: PolicyRule): CheckedRule => {
  if (rule.when === undefined) return { problems: [], condition: null };
  const result = compileCondition(rule.when);
  if (result.ok) return { problems: [], condition: result.condition };
  const problems = result.problems.map(({ severity, message, start, end }): RuleProblem => {
    return { severity, message, path: ['when'], inside: { start, end } };
  });
  return { problems, condition: null };
};

const diagnosticOf = (problem: RuleProblem, base: Path, ruleId: string, positions: PolicyPositions): Diagnostic => {
  const path = [...base, ...problem.path];
  const { inside, severity, message } = problem;
  if (inside !== undefined) {
    return diagnosticAt(positions.locateInside(path, inside.start, inside.end), message, { severity, ruleId });
  }
  const range = problem.key === true ? positions.locateKey(path) : positions.locate(path);
  return diagnosticAt(range, message, { severity, ruleId });
};

/** Rules and path zones share one set of names: a zone is a rule to whoever reads a record. */
const duplicateIds = (document: PolicyDocument, positions: PolicyPositions): Diagnostic[] => {
  const seen = new Map<string, string>();
  const named = [
    ...document.rules.map(({ id }, index) => ({ id, kind: 'rule', path: ['rules', index, 'id'] })),
    ...(document.pathZones ?? []).map(({ id }, index) => ({ id, kind: 'path zone', path: ['pathZones', index, 'id'] })),
  ];
  return named.flatMap(({ id, kind, path }) => {
    const other = seen.get(id);
    seen.set(id, other ?? kind);
    if (other === undefined) return [];
    return [diagnosticAt(positions.locate(path), `another ${other} is called "${id}"`, { ruleId: id })];
  });
};

const unknownRulesInTests = (document: PolicyDocument, positions: PolicyPositions): Diagnostic[] => {
  const known = [...document.rules, ...(document.pathZones ?? [])].map(({ id }) => id);
  return (document.tests ?? []).flatMap((test, testIndex) =>
    (test.rules ?? []).flatMap((id, index) => {
      if (known.includes(id)) return [];
      const range = positions.locate(['tests', testIndex, 'rules', index]);
      return [diagnosticAt(range, `no rule is called "${id}"${didYouMean(id, known)}`)];
    }),
  );
};

/** What the levels a policy stands between make of it. */
const levelProblems = (document: PolicyDocument, positions: PolicyPositions, context: CheckContext): Diagnostic[] => {
  if (document.appliesTo === undefined) return [];
  const { group } = document.appliesTo;
  const warn = (range: TextRange, message: string, ruleId?: string): Diagnostic =>
    diagnosticAt(range, message, { severity: 'warning', ruleId });
  const below =
    document.lowerLevels === undefined
      ? []
      : [warn(positions.locateKey(['lowerLevels']), 'nothing is below the policy of a group; leave this out')];
  const useless = document.rules.flatMap(({ id, effect, overridable }, index) => {
    const grants = effect === 'allow' || effect === 'approve';
    const path = ['rules', index];
    if (overridable !== undefined) {
      return [
        warn(
          positions.locateKey([...path, 'overridable']),
          'nothing is below the policy of a group; leave this out',
          id,
        ),
      ];
    }
    if (!grants || context.groupsMayAllow !== false) return [];
    const message = `this opens nothing: the organisation does not let "${group}" allow more; "lowerLevels: allow" there would`;
    return [warn(positions.locate([...path, 'effect']), message, id)];
  });
  return [...below, ...useless];
};

const duplicateTests = (document: PolicyDocument, positions: PolicyPositions): Diagnostic[] => {
  const seen = new Set<string>();
  return (document.tests ?? []).flatMap(({ name }, index) => {
    const isNew = !seen.has(name);
    seen.add(name);
    if (isNew) return [];
    const range = positions.locate(['tests', index, 'name']);
    return [diagnosticAt(range, 'another test has this name', { severity: 'warning' })];
  });
};

const exceptionDiagnostics = (
  document: PolicyDocument,
  positions: PolicyPositions,
  context: CheckContext,
): Diagnostic[] => {
  const seen = new Set<string>();
  return (document.exceptions ?? []).flatMap((exception, index) => {
    const base = ['exceptions', index];
    const twice = seen.has(exception.id)
      ? [diagnosticAt(positions.locate([...base, 'id']), `another exception is called "${exception.id}"`)]
      : [];
    seen.add(exception.id);
    const problems = exceptionProblems(exception, document, context);
    return [...twice, ...problems.map((problem) => diagnosticOf(problem, base, exception.id, positions))];
  });
};

/** Rules somebody excepts from do not hold for everything they match. */
const exceptedRules = ({ exceptions = [] }: PolicyDocument): ReadonlySet<string> =>
  new Set(exceptions.flatMap(({ rule }) => rule ?? []));

/** Checks the meaning of a parsed document, all of it, and compiles its conditions on the way. */
export const checkDocument = (
  document: PolicyDocument,
  positions: PolicyPositions,
  context: CheckContext = {},
): CheckedDocument => {
  const checked = document.rules.map(checkCondition);
  const lineOf = (index: number): number => positions.locate(['rules', index]).line;
  const shadowed = shadowProblems(document.rules, lineOf, exceptedRules(document));
  const rules = document.rules.flatMap((rule, index) => {
    const compiled = checked[index];
    const own = checkRule(rule, compiled?.condition ?? null, context);
    const problems = [...(compiled?.problems ?? []), ...own, ...(shadowed.get(index) ?? [])];
    return problems.map((problem) => diagnosticOf(problem, ['rules', index], rule.id, positions));
  });
  const zones = (document.pathZones ?? []).flatMap((zone, index) =>
    zoneProblems(zone, context).map((problem) => diagnosticOf(problem, ['pathZones', index], zone.id, positions)),
  );
  return {
    diagnostics: [
      ...rules,
      ...zones,
      ...exceptionDiagnostics(document, positions, context),
      ...levelProblems(document, positions, context),
      ...duplicateIds(document, positions),
      ...unknownRulesInTests(document, positions),
      ...duplicateTests(document, positions),
    ].sort(byPlace),
    conditions: checked.map(({ condition }) => condition),
  };
};
