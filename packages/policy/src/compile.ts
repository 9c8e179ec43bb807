import { readPolicy } from './check/readable-policy.js';
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

const compileOne = ({ id, name, version, text, level }: PolicySource): CompiledPolicy => {
  const { document, positions, conditions } = readPolicy(text, name);
  const source = { policyId: id, policyName: name, policyVersion: version };
  return compilePolicy({ document, positions, conditions, source, level });
};

/** What programs were made of, as long as they are there. */
const MADE_OF = new WeakMap<Program, readonly (readonly [PolicySource, CompiledPolicy])[]>();

const isSame = (a: PolicySource, b: PolicySource): boolean =>
  a.id === b.id && a.name === b.name && a.version === b.version && a.level === b.level && a.text === b.text;

/**
 * Compiles an organisation's policies to one immutable program: conditions compiled, globs turned into linear matchers, rules
 * indexed by direction, server and target. All rules of all policies decide together; which allows count
 * is for the levels above to say, and the order of policies means nothing.
 * @param inForce  a program of before: what it shares with this one is not compiled again
 * @throws AppError `policy.rule_invalid` when a text has errors; warnings do not matter here
 */
export const compile = (policies: readonly PolicySource[], inForce?: Program): Program => {
  const known = (inForce && MADE_OF.get(inForce)) ?? [];
  const compiled = policies.map((source) => {
    const same = known.find(([before]) => isSame(before, source));
    return [source, same === undefined ? compileOne(source) : same[1]] as const;
  });
  const program = createProgram(compiled.map(([, policy]) => policy));
  MADE_OF.set(program, compiled);
  return program;
};
