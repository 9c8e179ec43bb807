import type { ASTNode } from '@marcbachmann/cel-js';
import type { DecisionInput } from '../decision-input.js';
import { didYouMean } from '../text/closest.js';
import type { Builder, Compiled, MessagePath, Scope } from './builder.js';
import { UNKNOWN } from './fault.js';
import type { Evaluate, Origin, Run } from './run.js';
import { fromJson } from './values.js';
import { type Field, MESSAGE_VARIABLES, type MessageVariable, type StaticType, VARIABLES } from './vocabulary.js';

/** What a chain of fields starts from. */
export interface Root {
  readonly evaluate: Evaluate;
  readonly type: StaticType;
  readonly text: string;
  readonly origin: (run: Run) => Origin | null;
  /** Null when it is not read from the arguments or the result. */
  readonly path: MessagePath | null;
  /** True for `args` and `result`, whose fields may be missing. */
  readonly fromMessage: boolean;
}

const WITH_ARGUMENTS = new Set(['tools/call', 'prompts/get']);

/** In a response the findings speak of the result, so that nothing tells which arguments hold a secret. */
const argumentsPointer = (input: DecisionInput): string | null => {
  if (input.direction === 'response') return null;
  return WITH_ARGUMENTS.has(input.method) ? '/params/arguments' : '/params';
};

const POINTERS: Readonly<Record<string, (input: DecisionInput) => string | null>> = {
  args: argumentsPointer,
  result: () => '/result',
  // Which argument a text was is not kept beside it, so whatever inspection found may be in it.
  argRoles: () => null,
};

const isMessageVariable = (name: string): name is MessageVariable => MESSAGE_VARIABLES.some((known) => known === name);

const pathOf = (name: string): MessagePath | null =>
  name === 'args' || name === 'result' ? { root: name, tokens: [] } : null;

const variableRoot = (name: string, variable: Field, builder: Builder): Root => {
  builder.variables.add(name);
  const pointer = POINTERS[name];
  const read = (run: Run): unknown => fromJson(variable.read(run.input as never));
  const common = {
    type: variable.type,
    text: name,
    fromMessage: name === 'args' || name === 'result',
    path: pathOf(name),
    origin: (run: Run): Origin => ({ text: name, pointer: pointer?.(run.input) }),
  };
  if (!isMessageVariable(name)) return { ...common, evaluate: read };
  builder.reads.add(name);
  if (name === 'argRoles') {
    builder.reads.add('args');
    return { ...common, evaluate: (run) => (run.argumentsUnknown ? UNKNOWN : run.argumentLists()) };
  }
  if (name === 'flow' || name === 'session')
    return { ...common, evaluate: (run) => (run.behaviourUnknown ? UNKNOWN : read(run)) };
  if (name === 'findings') return { ...common, evaluate: (run) => (run.findingsUnknown ? UNKNOWN : read(run)) };
  if (name === 'result') return { ...common, evaluate: read };
  if (name === 'argsBytes') {
    return {
      ...common,
      evaluate: (run) => (run.argumentsUnknown && run.input.inspected !== true ? UNKNOWN : read(run)),
    };
  }
  return { ...common, evaluate: (run) => (run.argumentsUnknown ? UNKNOWN : read(run)) };
};

const iterationRoot = (name: string, slot: number, type: StaticType, path: MessagePath | null): Root => ({
  path,
  type,
  text: name,
  fromMessage: false,
  evaluate: (run) => run.slots[slot],
  origin: (run) => run.origins[slot] ?? { text: name, pointer: null },
});

const computedRoot = (compiled: Compiled): Root => ({
  path: null,
  type: compiled.type,
  text: '(…)',
  fromMessage: false,
  evaluate: compiled.evaluate,
  origin: compiled.origin ?? (() => null),
});

/** Compiles what stands left of the first dot; null, with a problem noted, when it is nothing that is known. */
export const compileRoot = (node: ASTNode, scope: Scope, builder: Builder): Root | null => {
  if (node.op !== 'id') return computedRoot(builder.expression(node, scope));
  const name = node.args;
  const local = scope.get(name);
  if (local !== undefined) return iterationRoot(name, local.slot, local.type, local.path);
  const variable = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
  if (variable !== undefined) return variableRoot(name, variable, builder);
  const known = [...scope.keys(), ...Object.keys(VARIABLES)];
  builder.reject(
    node,
    `unknown name "${name}"${didYouMean(name, known)} (known: ${Object.keys(VARIABLES).join(', ')})`,
  );
  return null;
};
