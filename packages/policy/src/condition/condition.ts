import type { ASTNode, ParseResult } from '@marcbachmann/cel-js';
import { Builder, type ConditionProblem, type FieldRead, type FieldUse, type UnguardedRead } from './builder.js';
import { celProblem } from './cel-problem.js';
import { ENVIRONMENT } from './environment.js';
import { compileExpression } from './expression.js';
import { Fault } from './fault.js';
import { toVerdict } from './logic.js';
import { type Reading, Run } from './run.js';
import type { MessageVariable } from './vocabulary.js';

/** A condition that has been checked and can be evaluated. */
export interface Condition {
  /** Variables of the message it needs. */
  readonly reads: ReadonlySet<MessageVariable>;
  /** True when it reads nothing at all, so that it always says the same. */
  readonly constant: boolean;
  /** True when it says the same of all messages of one method between a caller and a target in which nothing was found. */
  readonly standing: boolean;
  /** Fields of the message it reads without asking first whether they are there. */
  readonly unguarded: readonly UnguardedRead[];
  /** Fields of the arguments and the result it names, and what it does with them. */
  readonly fieldReads: readonly FieldRead[];
  readonly fieldUses: readonly FieldUse[];
  /** True, false, or why it can be neither; never throws. */
  evaluate(run: Run): boolean | Fault;
}

export type ConditionResult =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly problems: readonly ConditionProblem[] };

/** Variables that are the same for all messages of one method between a caller and a target. A client may change its version. */
const STANDING_VARIABLES: ReadonlySet<string> = new Set([
  'principal',
  'server',
  'tool',
  'target',
  'method',
  'direction',
]);

const FAILED = new Fault('the condition failed');

const typeProblem = (parsed: ParseResult, text: string): ConditionProblem | null => {
  const checked = parsed.check();
  if (!checked.valid) return celProblem(checked.error, text);
  if (checked.type === 'bool' || checked.type === 'dyn') return null;
  const message = `a condition is true or false, this is a ${checked.type?.replace('google.protobuf.', '').toLowerCase()}`;
  return { severity: 'error', message, start: parsed.ast.start, end: parsed.ast.end };
};

const uniqueReads = (builder: Builder): readonly UnguardedRead[] => {
  const seen = new Set(builder.guards);
  return builder.messageReads.filter((read) => {
    const isNew = !seen.has(read.text);
    seen.add(read.text);
    return isNew;
  });
};

const compileTree = (tree: ASTNode): { builder: Builder; evaluate: (run: Run) => unknown } => {
  const builder = new Builder(compileExpression);
  return { builder, evaluate: builder.expression(tree, new Map()).evaluate };
};

/**
 * Parses, checks and compiles a CEL condition. Names, fields, functions, patterns and closed sets are checked first and all
 * reported together; then CEL checks the types, stopping at the first that is wrong.
 */
export const compileCondition = (text: string): ConditionResult => {
  let parsed: ParseResult;
  try {
    parsed = ENVIRONMENT.parse(text);
  } catch (thrown) {
    return { ok: false, problems: [celProblem(thrown, text)] };
  }
  const { builder, evaluate } = compileTree(parsed.ast);
  if (builder.problems.length > 0) return { ok: false, problems: builder.problems };
  const problem = typeProblem(parsed, text);
  if (problem !== null) return { ok: false, problems: [problem] };
  const condition: Condition = {
    reads: builder.reads,
    constant: builder.variables.size === 0 && builder.reads.size === 0,
    standing: [...builder.variables, ...builder.reads].every(
      (name) => name === 'findings' || STANDING_VARIABLES.has(name),
    ),
    unguarded: uniqueReads(builder),
    fieldReads: builder.fieldReads.map((read) => ({ ...read, guarded: read.guarded || builder.guards.has(read.text) })),
    fieldUses: builder.fieldUses,
    evaluate: (run) => {
      try {
        return toVerdict(evaluate(run));
      } catch {
        // Only JavaScript's own limits get here (stack, string length); what failed is never taken for "no".
        return FAILED;
      }
    },
  };
  return { ok: true, condition };
};

/** What a condition read on its way to its outcome, in order. */
export const traceCondition = (condition: Condition, from: Run): readonly Reading[] => {
  const run = new Run(from.input);
  run.trace = [];
  condition.evaluate(run);
  return run.trace;
};
