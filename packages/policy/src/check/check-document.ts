import type { Diagnostic, PolicyDocument, PolicyRule } from '@sallyport/contracts';
import { type Condition, compileCondition } from '../condition/condition.js';
import { byPlace, diagnosticAt, type PolicyPositions } from '../document/parse-policy.js';
import type { Path } from '../document/source-tree.js';
import { didYouMean } from '../text/closest.js';
import { checkRule } from './rule-checks.js';
import type { CheckContext, RuleProblem } from './rule-problem.js';

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

/** Checks the meaning of a parsed document, all of it, and compiles its conditions on the way. */
export const checkDocument = (
  document: PolicyDocument,
  positions: PolicyPositions,
  context: CheckContext = {},
): CheckedDocument => {
  const checked = document.rules.map(checkCondition);
  const diagnostics = document.rules.flatMap((rule, index) => {
    const compiled = checked[index];
    const problems = [...(compiled?.problems ?? []), ...checkRule(rule, compiled?.condition ?? null, context)];
    return problems.map((problem) => diagnosticOf(problem, ['rules', index], rule.id, positions));
  });
  return {
    diagnostics: [
      ...diagnostics,
      ...duplicateIds(document, positions),
      ...unknownRulesInTests(document, positions),
    ].sort(byPlace),
    conditions: checked.map(({ condition }) => condition),
  };
};
