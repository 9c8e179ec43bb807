import type { ASTNode } from '@marcbachmann/cel-js';
import type { Builder, Compiled, Scope } from './builder.js';
import { EXHAUSTED, Fault, joinFaults } from './fault.js';
import { noteUse } from './field-use.js';
import { toVerdict } from './logic.js';
import type { Evaluate, Origin, Run } from './run.js';
import { fromJson, isList, isMap, typeName } from './values.js';
import { BOOL, DYN, listOf, type StaticType } from './vocabulary.js';

/** Names of the macros that run an expression for each element. */
export const COMPREHENSIONS = ['exists', 'all', 'exists_one', 'filter', 'map'] as const;
type Kind = (typeof COMPREHENSIONS)[number];

/** The loop of one comprehension: its elements, its variable and its body. */
interface Loop {
  readonly source: Compiled;
  readonly slot: number;
  readonly body: Evaluate;
  readonly stepCost: number;
}

const elementType = (source: StaticType): StaticType | null => {
  if (source.kind === 'list') return source.of;
  return source.kind === 'dyn' ? DYN : null;
};

const elementsOf = (value: unknown): readonly unknown[] | Fault => {
  if (isList(value)) return value;
  if (isMap(value)) return Object.keys(value);
  return new Fault(`a list or a map is needed here, got ${typeName(value)}`);
};

const elementOrigin = (source: Origin | null, index: number): Origin | null =>
  source === null
    ? null
    : {
        text: `${source.text}[${index}]`,
        pointer: typeof source.pointer === 'string' ? `${source.pointer}/${index}` : source.pointer,
      };

/** Calls `visit` with the body's value for each element until it gives something other than undefined. */
const iterate = (run: Run, loop: Loop, visit: (value: unknown, element: unknown, mark: number) => unknown): unknown => {
  const source = run.quietly(loop.source.evaluate);
  if (source instanceof Fault) return source;
  const elements = elementsOf(source);
  if (elements instanceof Fault) return elements;
  const origin =
    run.trace === null || !isList(source) ? null : run.quietly((quiet) => loop.source.origin?.(quiet) ?? null);
  for (let index = 0; index < elements.length; index += 1) {
    if (run.spend(loop.stepCost) !== null) return EXHAUSTED;
    const element = fromJson(elements[index]);
    run.slots[loop.slot] = element;
    run.origins[loop.slot] = elementOrigin(origin, index);
    const mark = run.trace?.length ?? 0;
    const value = loop.body(run);
    if (value === EXHAUSTED) return value;
    const outcome = visit(value, element, mark);
    if (outcome !== undefined) return outcome;
  }
  return undefined;
};

/** `exists` (`decisive` true) and `all` (`decisive` false): one element decides, whatever became of the others. */
const quantifier =
  (loop: Loop, decisive: boolean): Evaluate =>
  (run) => {
    let fault: Fault | null = null;
    const outcome = iterate(run, loop, (value, _element, mark) => {
      const verdict = toVerdict(value);
      if (verdict === decisive) return verdict;
      if (verdict instanceof Fault) fault = fault === null ? verdict : joinFaults(fault, verdict);
      if (decisive && run.trace !== null) run.trace.length = mark;
      return undefined;
    });
    return outcome ?? fault ?? !decisive;
  };

const existsOne =
  (loop: Loop): Evaluate =>
  (run) => {
    let count = 0;
    const outcome = iterate(run, loop, (value) => {
      const verdict = toVerdict(value);
      if (verdict instanceof Fault) return verdict;
      if (verdict) count += 1;
      return undefined;
    });
    return outcome ?? count === 1;
  };

const filter =
  (loop: Loop): Evaluate =>
  (run) => {
    const kept: unknown[] = [];
    const outcome = iterate(run, loop, (value, element) => {
      const verdict = toVerdict(value);
      if (verdict instanceof Fault) return verdict;
      if (verdict) kept.push(element);
      return undefined;
    });
    return outcome ?? kept;
  };

const map =
  (loop: Loop): Evaluate =>
  (run) => {
    const mapped: unknown[] = [];
    const outcome = iterate(run, loop, (value) => {
      if (value instanceof Fault) return value;
      mapped.push(value);
      return undefined;
    });
    return outcome ?? mapped;
  };

const EVALUATORS: Readonly<Record<Kind, (loop: Loop) => Evaluate>> = {
  exists: (loop) => quantifier(loop, true),
  all: (loop) => quantifier(loop, false),
  exists_one: existsOne,
  filter,
  map,
};

const resultType = (kind: Kind, source: StaticType): StaticType => {
  if (kind === 'filter') return source;
  return kind === 'map' ? listOf(DYN) : BOOL;
};

/** Compiles `source.kind(variable, body)`. */
export const compileComprehension = (
  node: ASTNode,
  call: { readonly kind: Kind; readonly receiver: ASTNode; readonly parameters: readonly ASTNode[] },
  scope: Scope,
  builder: Builder,
): Compiled => {
  const [variable, body, extra] = call.parameters;
  if (variable?.op !== 'id' || body === undefined || extra !== undefined) {
    return builder.reject(node, `${call.kind} takes a name and an expression: list.${call.kind}(x, …)`);
  }
  const source = builder.expression(call.receiver, scope);
  const type = elementType(source.type);
  if (type === null) return builder.reject(call.receiver, `${call.kind} needs a list, this is a ${source.type.kind}`);
  const slot = builder.slot();
  const { field } = source;
  const path = field === undefined ? null : { ...field.path, tokens: [...field.path.tokens, null] };
  noteUse(builder, source, {
    kind: 'take',
    by: `${call.kind}()`,
    types: ['list', 'map'],
    values: [],
    where: call.receiver,
  });
  const inner = builder.expression(body, new Map(scope).set(variable.args, { slot, type, path }));
  const loop: Loop = { source, slot, body: inner.evaluate, stepCost: 1 + inner.weight };
  return {
    evaluate: EVALUATORS[call.kind](loop),
    type: resultType(call.kind, source.type),
    weight: source.weight + inner.weight,
  };
};
