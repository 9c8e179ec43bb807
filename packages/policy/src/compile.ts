import { AppError, type Diagnostic } from '@sallyport/contracts';
import { checkDocument } from './check/check-document.js';
import { parsePolicy } from './document/parse-policy.js';
import { type CompiledPolicy, compilePolicy } from './program/compile-policy.js';
import { createProgram, type Program } from './program/program.js';

/** A published policy: its text, and how records refer to it. */
export interface PolicySource {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly text: string;
  /** Absent: the text says whether it is the organisation's or a group's. */
  readonly level?: 'platform' | undefined;
}

const invalid = (name: string, diagnostics: readonly Diagnostic[]): AppError => {
  const [first] = diagnostics;
  const place = first === undefined ? '' : ` at line ${first.line}, column ${first.column}: ${first.message}`;
  return new AppError('policy.rule_invalid', {
    detail: `Policy "${name}" has errors${place}`.slice(0, 1024),
    fields: diagnostics.slice(0, 200).map(({ line, column, message }) => ({
      pointer: '/text',
      message: `${line}:${column} ${message}`.slice(0, 1024),
    })),
  });
};

const compileOne = ({ id, name, version, text, level }: PolicySource): CompiledPolicy => {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw invalid(name, parsed.diagnostics);
  const { document, positions } = parsed;
  const checked = checkDocument(document, positions);
  const errors = checked.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw invalid(name, errors);
  const source = { policyId: id, policyName: name, policyVersion: version };
  return compilePolicy({ document, positions, conditions: checked.conditions, source, level });
};

/**
 * Compiles an organisation's policies to one immutable program: conditions compiled, globs turned into linear matchers, rules
 * indexed by direction, server and target. All rules of all policies decide together; which allows count
 * is for the levels above to say, and the order of policies means nothing.
 * @throws AppError `policy.rule_invalid` when a text has errors; warnings do not matter here
 */
export const compile = (policies: readonly PolicySource[]): Program => createProgram(policies.map(compileOne));
