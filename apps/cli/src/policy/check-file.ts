import type { Diagnostic } from '@sallyport/contracts';
import { type CheckContext, checkPolicy, type PolicyTestResult, parsePolicy } from '@sallyport/policy';
import type { PolicyFile } from './files/policy-file.js';

/** Everything there is to say about one file. */
export interface CheckedFile extends PolicyFile {
  /** Name of the policy; null when the text cannot be read as one. */
  readonly name: string | null;
  readonly ruleCount: number;
  /** Problems of the text, in its order. */
  readonly diagnostics: readonly Diagnostic[];
  readonly tests: readonly PolicyTestResult[];
}

/** Checks a file against what the organisation has, as far as that is known, and runs its tests. */
export const checkFile = (file: PolicyFile, context: CheckContext): CheckedFile => {
  const { document, ruleCount, diagnostics, tests } = checkPolicy(file.text, context);
  return { ...file, name: document?.name ?? null, ruleCount, diagnostics, tests };
};

/** Errors stand in the way of publishing; warnings do not. */
export const errorsOf = ({ diagnostics }: Pick<CheckedFile, 'diagnostics'>): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');

/**
 * The problems of the text and its failing tests, each with its place: what would keep it from being published, and warnings.
 */
export const problemsOf = (checked: CheckedFile): readonly Diagnostic[] => {
  const failed = checked.tests.flatMap((test, index) => (test.passed ? [] : [{ test, index }]));
  if (failed.length === 0) return checked.diagnostics;
  const parsed = parsePolicy(checked.text);
  if (!parsed.ok) return checked.diagnostics;
  const failures = failed.map(({ test, index }): Diagnostic => {
    const { line, column, endLine, endColumn } = parsed.positions.locate(['tests', index, 'expect']);
    const message = `test "${test.name}" fails: expected ${test.expected}, got ${test.actual}, ${test.detail}`;
    return { severity: 'error', message, line, column, endLine, endColumn };
  });
  return [...checked.diagnostics, ...failures].sort((a, b) => a.line - b.line || a.column - b.column);
};
