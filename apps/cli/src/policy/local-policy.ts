import { readFile } from 'node:fs/promises';
import { checkPolicy, SHIPPED_BASELINE } from '@sallyport/policy';
import { CliError, EXIT, systemCode } from '../cli-error.js';

/** A policy that may be enforced. */
export interface LocalPolicy {
  readonly name: string;
  readonly text: string;
  /** Rules that can never match and the like, as `file:line:column: message`. */
  readonly warnings: readonly string[];
}

/** Name of the built-in policy, as its text says. */
export const DEFAULT_POLICY = 'sallyport-default';

/**
 * Text of a policy file, or of the built-in default.
 * @throws CliError when the file cannot be read
 */
export const readPolicyText = async (file: string | undefined): Promise<string> => {
  if (file === undefined) return SHIPPED_BASELINE;
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const why = systemCode(cause) === 'ENOENT' ? 'does not exist' : `cannot be read (${systemCode(cause)})`;
    throw new CliError(EXIT.policy, `The policy file ${file} ${why}. Check the path after --policy.`);
  }
};

/**
 * Reads and checks a policy.
 * @throws CliError that names every problem and every failed test of the file
 */
export const loadPolicy = async (file: string | undefined): Promise<LocalPolicy> => {
  const text = await readPolicyText(file);
  // Our own policy is checked by a test, once, and not at every start.
  if (file === undefined) return { name: DEFAULT_POLICY, text, warnings: [] };
  const { diagnostics, tests, document } = checkPolicy(text);
  const lines = diagnostics.map(({ severity, line, column, message }) => ({
    severity,
    text: `${file}:${line}:${column}: ${severity === 'warning' ? 'warning: ' : ''}${message}`,
  }));
  const failed = tests.filter(({ passed }) => !passed);
  const problems = [
    ...lines.filter(({ severity }) => severity === 'error').map(({ text }) => text),
    ...failed.map((test) => `${file}: test "${test.name}" fails: ${test.detail}`),
  ];
  if (problems.length > 0 || document === null) {
    const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
    throw new CliError(EXIT.policy, `${count} in the policy. Put it right and start again.\n${problems.join('\n')}`);
  }
  const warnings = lines.filter(({ severity }) => severity === 'warning').map(({ text }) => text);
  return { name: document.name, text, warnings };
};
