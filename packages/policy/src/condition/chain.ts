import type { ASTNode } from '@marcbachmann/cel-js';
import { didYouMean } from '../text/closest.js';
import type { Builder, Compiled, Scope } from './builder.js';
import { Fault, UNKNOWN } from './fault.js';
import { compileRoot, type Root } from './root.js';
import type { Origin, Run } from './run.js';
import { fromJson, isList, isMap } from './values.js';
import { DYN, type Field, type ObjectType, type StaticType } from './vocabulary.js';

type Key = string | bigint;

/** One `.field` or `[index]`. */
interface Step {
  /** Null when it is computed. */
  readonly key: Key | null;
  readonly index: Compiled | null;
  readonly start: number;
  readonly end: number;
}

interface Link {
  readonly read: (holder: unknown, run: Run) => unknown;
  readonly type: StaticType;
  readonly field?: Field;
}

/** A variable with the fields read from it. */
export interface Chain extends Compiled {
  /** For `has()`: the last field is there. */
  readonly present: (run: Run) => boolean | Fault;
  readonly steps: number;
  readonly text: string;
}

const stepOf = (node: ASTNode, scope: Scope, builder: Builder): Step => {
  if (node.op === '.') {
    const [, name] = node.args;
    return { key: name, index: null, start: node.end - name.length, end: node.end };
  }
  const index = (node.args as [ASTNode, ASTNode])[1];
  const range = { start: index.start, end: index.end };
  if (index.op === 'value' && (typeof index.args === 'string' || typeof index.args === 'bigint')) {
    return { key: index.args, index: null, ...range };
  }
  return { key: null, index: builder.expression(index, scope), ...range };
};

const keyText = (key: Key): string => {
  if (typeof key === 'bigint') return `[${key}]`;
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
};

const tokenOf = ({ key }: Step): string | null => (typeof key === 'string' ? key : null);

const escapePointer = (key: Key): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

const readDynamic = (holder: unknown, key: unknown, missing: Fault): unknown => {
  if (isList(holder)) {
    const index = typeof key === 'bigint' ? Number(key) : -1;
    return index >= 0 && index < holder.length ? fromJson(holder[index]) : missing;
  }
  return isMap(holder) && typeof key === 'string' && Object.hasOwn(holder, key) ? fromJson(holder[key]) : missing;
};

const dynamicLink = (step: Step, text: string, type: StaticType): Link => {
  const missing = new Fault(`${text} is missing`);
  const { key, index } = step;
  if (index === null) return { type, read: (holder) => readDynamic(holder, key, missing) };
  return {
    type,
    read: (holder, run) => {
      const computed = index.evaluate(run);
      return computed instanceof Fault ? computed : readDynamic(holder, computed, missing);
    },
  };
};

const fieldLink = (type: ObjectType, step: Step, builder: Builder): Link | null => {
  const field =
    typeof step.key === 'string' && Object.hasOwn(type.fields, step.key) ? type.fields[step.key] : undefined;
  if (field !== undefined) return { type: field.type, field, read: (holder) => field.read(holder as never) };
  const known = Object.keys(type.fields);
  const word = typeof step.key === 'string' ? step.key : null;
  const hint = word === null ? '' : didYouMean(word, known);
  builder.reject(
    step,
    `${type.name} has no ${word === null ? 'index' : `field "${word}"`}${hint} (it has ${known.join(', ')})`,
  );
  return null;
};

const linkOf = (holder: StaticType, step: Step, text: string, before: string, builder: Builder): Link | null => {
  switch (holder.kind) {
    case 'object':
      return fieldLink(holder, step, builder);
    case 'dyn':
      return dynamicLink(step, text, DYN);
    case 'list':
      if (typeof step.key !== 'string') return dynamicLink(step, text, holder.of);
      builder.reject(step, `${before} is a list; ask about its elements: ${before}.exists(x, x.${step.key} == …)`);
      return null;
    default:
      builder.reject(step, `${before} is a ${holder.kind} and has no fields`);
      return null;
  }
};

/** What steps add to an origin, as text and as pointer. */
interface Extension {
  readonly text: string;
  readonly pointer: string;
}

const extensionBy = (keys: readonly Key[]): Extension => ({
  text: keys.map(keyText).join(''),
  pointer: keys.map((key) => `/${escapePointer(key)}`).join(''),
});

/** Written out once where nothing in it is computed: explanations are made on the hot path. */
const compileExtension = (steps: readonly Step[]): ((run: Run) => Extension) => {
  const keys = steps.flatMap(({ key }) => key ?? []);
  if (keys.length === steps.length) {
    const extension = extensionBy(keys);
    return () => extension;
  }
  return (run) => extensionBy(steps.map(({ key, index }) => key ?? (index?.evaluate(run) as Key)));
};

const unroll = (node: ASTNode, scope: Scope, builder: Builder): { base: ASTNode; steps: Step[] } => {
  const steps: Step[] = [];
  let base = node;
  while (base.op === '.' || base.op === '[]') {
    steps.unshift(stepOf(base, scope, builder));
    base = base.args[0];
  }
  return { base, steps };
};

const assemble = (root: Root, steps: readonly Step[], links: readonly Link[], text: string): Chain => {
  const pointer = links.find(({ field }) => field?.pointer !== undefined)?.field?.pointer;
  const extensionOf = compileExtension(steps);
  const origin = (run: Run): Origin | null => {
    const from = root.origin(run);
    if (from === null) return null;
    const extension = extensionOf(run);
    const extended = typeof from.pointer === 'string' ? from.pointer + extension.pointer : from.pointer;
    return { text: from.text + extension.text, pointer: pointer === undefined ? extended : pointer(run.input) };
  };
  const walk = (run: Run, count: number): unknown => {
    let value = root.evaluate(run);
    for (let index = 0; index < count && !(value instanceof Fault); index += 1) value = links[index]?.read(value, run);
    return value;
  };
  const last = links[links.length - 1];
  return {
    type: last?.type ?? root.type,
    weight: 1 + steps.length,
    text,
    steps: steps.length,
    origin,
    evaluate: (run) => {
      const value = walk(run, links.length);
      if (run.trace === null || value instanceof Fault) return value;
      const from = run.quietly(origin);
      if (from !== null) run.trace.push({ text: from.text, pointer: from.pointer, value });
      return value;
    },
    present: (run) => {
      const holder = walk(run, links.length - 1);
      const value = holder instanceof Fault ? holder : last?.read(holder, run);
      if (value instanceof Fault) return value === UNKNOWN ? value : false;
      return last?.field?.present?.(holder as never) ?? true;
    },
  };
};

/**
 * Compiles a variable and the fields read from it. Fields of typed variables are checked here, all of them, with the place of
 * the field that is wrong; fields of `args` and `result` are looked up when the message is there.
 */
export const compileChain = (node: ASTNode, scope: Scope, builder: Builder): Chain | null => {
  const { base, steps } = unroll(node, scope, builder);
  const root = compileRoot(base, scope, builder);
  if (root === null) return null;
  const links: Link[] = [];
  let text = root.text;
  let type = root.type;
  for (const step of steps) {
    const before = text;
    text += step.key === null ? '[…]' : keyText(step.key);
    const link = linkOf(type, step, text, before, builder);
    if (link === null) return null;
    links.push(link);
    type = link.type;
  }
  if (type.kind === 'object') {
    builder.reject(node, `${text} is not a value; name one of its fields: ${Object.keys(type.fields).join(', ')}`);
    return null;
  }
  if (root.fromMessage && steps.length > 0) builder.messageReads.push({ text, start: node.start, end: node.end });
  const chain = assemble(root, steps, links, text);
  if (root.path === null) return chain;
  const path = { ...root.path, tokens: [...root.path.tokens, ...steps.map(tokenOf)] };
  if (steps.length > 0) {
    const before = root.path.tokens.map(() => ({ start: base.start, end: base.end }));
    const places = [...before, ...steps.map(({ start, end }) => ({ start, end }))];
    builder.fieldReads.push({ path, text, places, guarded: false });
  }
  return { ...chain, field: { path, text } };
};
