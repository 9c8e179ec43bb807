import type { ASTNode } from '@marcbachmann/cel-js';
import { didYouMean } from '../text/closest.js';
import { BROKEN, type Builder, type Compiled, type Scope } from './builder.js';
import { compileCall } from './call.js';
import { compileChain } from './chain.js';
import { Fault } from './fault.js';
import { noteComparison, noteUse } from './field-use.js';
import { compileLogic, compileNot, compileTernary } from './logic.js';
import type { Evaluate, Run } from './run.js';
import { arithmetic, compare, contains, equals, typeName } from './values.js';
import { BOOL, DOUBLE, DYN, INT, listOf, STRING, type StaticType } from './vocabulary.js';

type Operator = (left: unknown, right: unknown, run: Run) => unknown;

const ordered =
  (test: (order: number) => boolean): Operator =>
  (left, right) => {
    const order = compare(left, right);
    return order instanceof Fault ? order : test(order);
  };

const OPERATORS: Readonly<Record<string, Operator>> = {
  '==': equals,
  '!=': (left, right, run) => {
    const same = equals(left, right, run);
    return same instanceof Fault ? same : !same;
  },
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
  in: contains,
};

const operatorOf = (op: string): Operator => OPERATORS[op] ?? ((left, right, run) => arithmetic(op, left, right, run));

const literal = (node: ASTNode, builder: Builder): Compiled => {
  const value = node.args;
  const constant = (type: StaticType): Compiled => ({ evaluate: () => value, type, weight: 1, constant: { value } });
  switch (typeof value) {
    case 'string':
      return { ...constant(STRING), literal: value };
    case 'bigint':
      return constant(INT);
    case 'number':
      return constant(DOUBLE);
    case 'boolean':
      return constant(BOOL);
    default:
      return value === null ? constant(DYN) : builder.reject(node, 'bytes and unsigned numbers are not used here');
  }
};

const listLiteral = (elements: readonly Compiled[]): Compiled => ({
  type: listOf(DYN),
  weight: 1 + elements.reduce((sum, element) => sum + element.weight, 0),
  evaluate: (run) => {
    const values: unknown[] = [];
    for (const element of elements) {
      const value = element.evaluate(run);
      if (value instanceof Fault) return value;
      values.push(value);
    }
    return values;
  },
});

const mapLiteral = (entries: readonly (readonly [ASTNode, ASTNode])[], scope: Scope, builder: Builder): Compiled => {
  const parts = entries.map(([key, value]) => ({
    key: builder.expression(key, scope),
    value: builder.expression(value, scope),
  }));
  return {
    type: DYN,
    weight: 1 + parts.reduce((sum, part) => sum + part.key.weight + part.value.weight, 0),
    evaluate: (run) => {
      const fields: Record<string, unknown> = Object.create(null);
      for (const part of parts) {
        const key = part.key.evaluate(run);
        if (key instanceof Fault) return key;
        if (typeof key !== 'string') return new Fault(`keys of a map are text, got ${typeName(key)}`);
        const value = part.value.evaluate(run);
        if (value instanceof Fault) return value;
        fields[key] = value;
      }
      return fields;
    },
  };
};

/** Reports text compared with a closed set it is not in: the rule would silently never apply. */
const checkClosedSet = (set: Compiled, text: Compiled, node: ASTNode, builder: Builder): void => {
  if (set.type.kind !== 'string' || set.type.values === undefined || text.literal === undefined) return;
  const { values } = set.type;
  if (values.includes(text.literal)) return;
  const known = values.map((value) => JSON.stringify(value)).join(', ');
  builder.reject(node, `this is never ${JSON.stringify(text.literal)}${didYouMean(text.literal, values)} (${known})`);
};

/** `x in ["a", "b"]` with nothing but text in the list, the commonest list there is: one look-up. */
const textMembership =
  (left: Compiled, texts: ReadonlySet<string>): Evaluate =>
  (run) => {
    const value = left.evaluate(run);
    if (value instanceof Fault) return value;
    return typeof value === 'string' && texts.has(value);
  };

const applied =
  (left: Compiled, right: Compiled, apply: Operator): Evaluate =>
  (run) => {
    const first = left.evaluate(run);
    if (first instanceof Fault) return first;
    const second = right.evaluate(run);
    return second instanceof Fault ? second : apply(first, second, run);
  };

/** `left in [a, b, c]`, with the elements written out. */
const membership = (left: Compiled, nodes: readonly ASTNode[], scope: Scope, builder: Builder): Compiled => {
  const elements = nodes.map((node) => {
    const element = builder.expression(node, scope);
    checkClosedSet(left, element, node, builder);
    noteComparison(builder, '==', [left, element], [node, node]);
    return element;
  });
  const texts = elements.flatMap((element) => element.literal ?? []);
  const list = listLiteral(elements);
  const evaluate =
    texts.length === elements.length ? textMembership(left, new Set(texts)) : applied(left, list, contains);
  return { type: BOOL, weight: 1 + left.weight + list.weight, evaluate };
};

const binary = (op: string, nodes: readonly [ASTNode, ASTNode], scope: Scope, builder: Builder): Compiled => {
  const [leftNode, rightNode] = nodes;
  const left = builder.expression(leftNode, scope);
  if (op === 'in' && rightNode.op === 'list') return membership(left, rightNode.args, scope, builder);
  const right = builder.expression(rightNode, scope);
  if (op === 'in' && right.type.kind === 'list')
    checkClosedSet({ ...right, type: right.type.of }, left, leftNode, builder);
  if (op === '==' || op === '!=') {
    checkClosedSet(left, right, rightNode, builder);
    checkClosedSet(right, left, leftNode, builder);
  }
  noteComparison(builder, op, [left, right], nodes);
  const type = op in OPERATORS ? BOOL : DYN;
  return { type, weight: 1 + left.weight + right.weight, evaluate: applied(left, right, operatorOf(op)) };
};

const noteTruth = (builder: Builder, operand: Compiled, where: ASTNode): void =>
  noteUse(builder, operand, { kind: 'take', by: 'a condition', types: ['boolean'], values: [], where });

const logic = (nodes: readonly [ASTNode, ASTNode], decisive: boolean, scope: Scope, builder: Builder): Compiled => {
  const left = builder.expression(nodes[0], scope);
  const right = builder.expression(nodes[1], scope);
  noteTruth(builder, left, nodes[0]);
  noteTruth(builder, right, nodes[1]);
  return {
    type: BOOL,
    weight: left.weight + right.weight,
    evaluate: compileLogic(left.evaluate, right.evaluate, decisive),
  };
};

const negative = (operand: Compiled): Compiled => ({
  type: operand.type,
  weight: operand.weight,
  evaluate: (run) => {
    const value = operand.evaluate(run);
    if (value instanceof Fault) return value;
    return typeof value === 'number' ? -value : arithmetic('-', 0n, value, run);
  },
});

const ternary = (nodes: readonly ASTNode[], scope: Scope, builder: Builder): Compiled => {
  const [condition, yes, no] = nodes.map((node) => builder.expression(node, scope));
  if (condition === undefined || yes === undefined || no === undefined)
    throw new TypeError('a ternary has three parts');
  return {
    type: DYN,
    weight: condition.weight + yes.weight + no.weight,
    evaluate: compileTernary(condition.evaluate, yes.evaluate, no.evaluate),
  };
};

/** Compiles one node of the CEL tree, noting what is wrong in the builder. */
export const compileExpression = (node: ASTNode, scope: Scope, builder: Builder): Compiled => {
  switch (node.op) {
    case 'value':
      return literal(node, builder);
    case 'id':
    case '.':
    case '[]':
      return compileChain(node, scope, builder) ?? BROKEN;
    case 'call':
    case 'rcall':
      return compileCall(node, scope, builder);
    case 'list':
      return listLiteral(node.args.map((element) => builder.expression(element, scope)));
    case 'map':
      return mapLiteral(node.args, scope, builder);
    case '?:':
      return ternary(node.args, scope, builder);
    case '&&':
      return logic(node.args, false, scope, builder);
    case '||':
      return logic(node.args, true, scope, builder);
    case '!_': {
      const operand = builder.expression(node.args, scope);
      noteTruth(builder, operand, node.args);
      return { type: BOOL, weight: operand.weight, evaluate: compileNot(operand.evaluate) };
    }
    case '-_':
      return negative(builder.expression(node.args, scope));
    case '.?':
    case '[?]':
      return builder.reject(node, 'optional fields are not used here; ask with has()');
    default:
      return binary(node.op, node.args, scope, builder);
  }
};
