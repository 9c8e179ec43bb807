import type { Diagnostic, PolicyDocument } from '@sallyport/contracts';
import { parsePolicy } from '../document/parse-policy.js';
import { compilePolicy } from '../program/compile-policy.js';
import { createProgramAlone } from '../program/program.js';
import { checkDocument } from './check-document.js';
import type { CheckContext } from './rule-problem.js';
import { type PolicyTestResult, runTests } from './run-tests.js';

/** Everything there is to say about a draft. It may be published when no diagnostic is an error and every test passed. */
export interface PolicyCheck {
  /** In the order of the text; at most 500. Warnings do not stand in the way of publishing. */
  readonly diagnostics: Diagnostic[];
  /** One per test of the document; none when the document has errors. */
  readonly tests: PolicyTestResult[];
  /** Null when the text could not be read as a policy. */
  readonly document: PolicyDocument | null;
  readonly ruleCount: number;
}

const DIAGNOSTICS_MAX = 500;

/**
 * Checks a policy text: shape, meaning, types of conditions, rules that can never match, and its own tests, run with the very
 * function that decides messages.
 * @param text     YAML or JSON, at most 512 KiB
 * @param context  the organisation's servers and tools; what is given is used to warn about names nothing has
 */
export const checkPolicy = (text: string, context: CheckContext = {}): PolicyCheck => {
  const parsed = parsePolicy(text);
  if (!parsed.ok) {
    return { diagnostics: parsed.diagnostics.slice(0, DIAGNOSTICS_MAX), tests: [], document: null, ruleCount: 0 };
  }
  const { document, positions } = parsed;
  const checked = checkDocument(document, positions, context);
  const diagnostics = checked.diagnostics.slice(0, DIAGNOSTICS_MAX);
  const ruleCount = document.rules.length;
  if (checked.diagnostics.some(({ severity }) => severity === 'error')) {
    return { diagnostics, tests: [], document, ruleCount };
  }
  const source = { policyId: '', policyName: document.name, policyVersion: 1 };
  const policy = compilePolicy({ document, positions, conditions: checked.conditions, source });
  return { diagnostics, tests: runTests(document, createProgramAlone(policy)), document, ruleCount };
};
