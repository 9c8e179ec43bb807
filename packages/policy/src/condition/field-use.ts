import type { ASTNode } from '@marcbachmann/cel-js';
import { pointerTokens } from '../text/json-pointer.js';
import type { Builder, Compiled, FieldUse } from './builder.js';
import type { FunctionSpec } from './functions/function-spec.js';

type Use = Pick<FieldUse, 'kind' | 'by' | 'types' | 'values'> & { readonly where: ASTNode };

/** Notes what is done with an expression, when it is a field of the message. */
export const noteUse = (builder: Builder, { field }: Compiled, { where, ...use }: Use): void => {
  if (field === undefined || field.path.tokens.length === 0) return;
  builder.fieldUses.push({ ...field, ...use, start: where.start, end: where.end });
};

const ORDERED: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** Notes a field that is compared with a literal, whichever side it stands on. */
export const noteComparison = (
  builder: Builder,
  op: string,
  [left, right]: readonly [Compiled, Compiled],
  [leftNode, rightNode]: readonly [ASTNode, ASTNode],
): void => {
  const kind = ORDERED.has(op) ? 'order' : 'compare';
  if (kind === 'compare' && op !== '==' && op !== '!=') return;
  const note = (field: Compiled, where: ASTNode, literal: Compiled, node: ASTNode): void => {
    if (literal.constant === undefined) return;
    const values = [{ value: literal.constant.value, start: node.start, end: node.end }];
    noteUse(builder, field, { kind, by: op, types: [], values, where });
  };
  note(left, leftNode, right, rightNode);
  note(right, rightNode, left, leftNode);
};

/** Notes the field that `at(args, "/a/b")` and its like read: what counts what is there does not mind when nothing is. */
export const notePointer = (
  builder: Builder,
  spec: FunctionSpec,
  parameters: readonly Compiled[],
  nodes: readonly ASTNode[],
): void => {
  if (spec.pointer === undefined) return;
  const field = parameters[0]?.field;
  const pointer = parameters[spec.pointer]?.literal;
  const node = nodes[spec.pointer];
  const tokens = pointer === undefined ? null : pointerTokens(pointer);
  if (field === undefined || tokens === null || tokens.length === 0 || node === undefined) return;
  const place = { start: node.start, end: node.end };
  const path = {
    ...field.path,
    tokens: [...field.path.tokens, ...tokens.map((token) => (/^[0-9]+$/.test(token) ? null : token))],
  };
  const text = `${spec.name}(${field.text}, ${JSON.stringify(pointer)})`;
  builder.fieldReads.push({ path, text, places: path.tokens.map(() => place), guarded: spec.name === 'countAt' });
};
