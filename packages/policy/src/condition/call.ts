import type { ASTNode } from '@marcbachmann/cel-js';
import { didYouMean } from '../text/closest.js';
import { BROKEN, type Builder, type Compiled, type JsonType, type Scope } from './builder.js';
import { compileChain } from './chain.js';
import { COMPREHENSIONS, compileComprehension } from './comprehension.js';
import { Fault } from './fault.js';
import { notePointer, noteUse } from './field-use.js';
import type { FunctionSpec, ParameterKind } from './functions/function-spec.js';
import { FUNCTIONS, findFunction, MACROS } from './functions/functions.js';
import type { Run } from './run.js';
import { isList, isMap, typeName } from './values.js';
import { BOOL, DYN } from './vocabulary.js';

const ACCEPTS: Readonly<Record<ParameterKind, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  int: (value) => typeof value === 'bigint',
  number: (value) => typeof value === 'bigint' || typeof value === 'number',
  sized: (value) => typeof value === 'string' || isList(value) || isMap(value),
  timestamp: (value) => value instanceof Date,
  json: (value) => value !== undefined,
  scalar: (value) => value === null || (typeof value !== 'object' && value !== undefined),
};

/** What the schema of an argument has to say for it to be taken; null where that cannot be told. */
const TAKES: Readonly<Record<ParameterKind, readonly JsonType[] | null>> = {
  string: ['string'],
  int: ['number'],
  number: ['number'],
  sized: ['string', 'list', 'map'],
  timestamp: null,
  scalar: ['string', 'number', 'boolean'],
  json: null,
};

const evaluateAll = (spec: FunctionSpec, parameters: readonly Compiled[], run: Run): readonly unknown[] | Fault => {
  const values: unknown[] = [];
  for (let index = 0; index < parameters.length; index += 1) {
    const value = parameters[index]?.evaluate(run);
    if (value instanceof Fault) return value;
    const kind = spec.parameters[index] ?? 'scalar';
    if (!ACCEPTS[kind](value)) return new Fault(`${spec.name}() does not take ${typeName(value)}`);
    values.push(value);
  }
  return values;
};

const countProblem = (spec: FunctionSpec, count: number): string | null => {
  const least = spec.parameters.length - (spec.optional ?? 0);
  return count < least || count > spec.parameters.length ? `${spec.name} is used as ${spec.signature}` : null;
};

const unknownFunction = (name: string, method: boolean): string => {
  const other = findFunction(name, !method);
  if (other !== null) return `${name} is used as ${other.signature}`;
  const macro = Object.hasOwn(MACROS, name) ? MACROS[name] : undefined;
  if (macro !== undefined) return `${name} is used as ${macro.split(' → ')[0]}`;
  const known = [...FUNCTIONS.map((spec) => spec.name), ...Object.keys(MACROS)];
  return `unknown function "${name}"${didYouMean(name, known)}`;
};

const compileFunction = (
  node: ASTNode,
  spec: FunctionSpec,
  nodes: readonly ASTNode[],
  scope: Scope,
  builder: Builder,
): Compiled => {
  const problem = countProblem(spec, nodes.length);
  if (problem !== null) return builder.reject(node, problem);
  const parameters = nodes.map((parameter) => builder.expression(parameter, scope));
  const literals = parameters.map((parameter) => parameter.literal);
  for (const index of spec.literal ?? []) {
    const parameter = nodes[index];
    if (parameter === undefined || literals[index] !== undefined) continue;
    return builder.reject(parameter, `${spec.name} needs this written as text, so that it can be checked now`);
  }
  const bound = spec.bind(literals);
  if ('message' in bound) return builder.reject(nodes[bound.parameter] ?? node, bound.message);
  if (spec.reads !== undefined) builder.reads.add(spec.reads);
  parameters.forEach((parameter, index) => {
    const types = TAKES[spec.parameters[index] ?? 'json'];
    const where = nodes[index] ?? node;
    if (types !== null) noteUse(builder, parameter, { kind: 'take', by: `${spec.name}()`, types, values: [], where });
  });
  notePointer(builder, spec, parameters, nodes);
  const weight = parameters.reduce((sum, parameter) => sum + parameter.weight, 1);
  return {
    type: spec.result ?? DYN,
    weight,
    evaluate: (run) => {
      const values = evaluateAll(spec, parameters, run);
      return values instanceof Fault ? values : bound.apply(run, values);
    },
  };
};

/** `a.b.c`, with at least one dot and nothing computed in it. */
const isFieldPath = (node: ASTNode): boolean =>
  node.op === '.' && (node.args[0].op === 'id' || isFieldPath(node.args[0]));

const compileHas = (node: ASTNode, parameters: readonly ASTNode[], scope: Scope, builder: Builder): Compiled => {
  const [parameter, extra] = parameters;
  if (parameter === undefined || extra !== undefined || !isFieldPath(parameter)) {
    return builder.reject(parameter ?? node, 'has() takes one field: has(args.path); for other keys: "a key" in args');
  }
  const noted = builder.messageReads.length;
  const named = builder.fieldReads.length;
  const chain = compileChain(parameter, scope, builder);
  builder.messageReads.length = noted;
  for (const read of builder.fieldReads.splice(named)) builder.fieldReads.push({ ...read, guarded: true });
  if (chain === null) return BROKEN;
  builder.guards.add(chain.text);
  return {
    type: BOOL,
    weight: chain.weight,
    evaluate: (run) => {
      const present = run.quietly(chain.present);
      if (run.trace !== null && typeof present === 'boolean') {
        const origin = chain.origin === undefined ? null : run.quietly(chain.origin);
        if (origin !== null) {
          const value = present ? run.quietly(chain.evaluate) : undefined;
          run.trace.push({ text: origin.text, pointer: origin.pointer, value });
        }
      }
      return present;
    },
  };
};

/** Compiles `name(…)` and `receiver.name(…)`. */
export const compileCall = (node: ASTNode, scope: Scope, builder: Builder): Compiled => {
  if (node.op === 'call') {
    const [name, parameters] = node.args;
    if (name === 'has') return compileHas(node, parameters, scope, builder);
    const spec = findFunction(name, false);
    return spec === null
      ? builder.reject(node, unknownFunction(name, false))
      : compileFunction(node, spec, parameters, scope, builder);
  }
  const [name, receiver, parameters] = node.args as [string, ASTNode, ASTNode[]];
  const kind = COMPREHENSIONS.find((known) => known === name);
  if (kind !== undefined) return compileComprehension(node, { kind, receiver, parameters }, scope, builder);
  const spec = findFunction(name, true);
  return spec === null
    ? builder.reject(node, unknownFunction(name, true))
    : compileFunction(node, spec, [receiver, ...parameters], scope, builder);
};
