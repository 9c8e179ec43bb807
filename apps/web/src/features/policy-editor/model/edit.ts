import { isMap, isSeq, type Node } from 'yaml';
import { duplicateItem, insertItem, moveItem, removeItem } from './edit-list';
import { insertPair, removePair, replacePairValue, splice } from './edit-map';
import { endOf, startOf } from './layout';
import { renderInline } from './render';
import { isPlainMap, nodeAt, type Path, type PolicySource, pairOf, readSource, valueAt } from './source';

/** One change of a policy, as a form makes it. */
export type PolicyEdit =
  /** `undefined` takes the key out. What is not there yet is made on the way. */
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown }
  /** `index` past the end: behind the last. */
  | { readonly kind: 'insert'; readonly path: Path; readonly index: number; readonly value: unknown }
  /** `changes`: keys of the copy that get other values, such as its id. */
  | {
      readonly kind: 'duplicate';
      readonly path: Path;
      readonly index: number;
      readonly changes: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'move'; readonly path: Path; readonly from: number; readonly to: number }
  | { readonly kind: 'remove'; readonly path: Path; readonly index: number };

/**
 * Makes one change in a policy text and leaves every other byte as it is: comments, order, quotes, blank lines. The result is
 * read again and compared with what was meant; where a layout is too unusual to be changed in place, the text is written anew
 * from its document, comments and order kept. A text that cannot be read is returned as it is.
 */
export const editPolicy = (text: string, edit: PolicyEdit): string => {
  const source = readSource(text);
  if (source.problem) return text;
  const wanted = applyToValue(source.value, edit);
  if (isSame(source.value, wanted)) return text;
  const changed = inPlace(source, edit);
  return isSame(readSource(changed).value, wanted) ? changed : rewrite(source, wanted);
};

const inPlace = (source: PolicySource, edit: PolicyEdit): string => {
  if (edit.kind === 'set') return setValue(source, edit.path, edit.value);
  const seq = nodeAt(source, edit.path);
  if (!isSeq(seq) || seq.items.length === 0) {
    const list = valueAt(applyToValue(source.value, edit), edit.path);
    return setValue(source, edit.path, list);
  }
  switch (edit.kind) {
    case 'insert':
      return insertItem(source, seq, edit.index, edit.value);
    case 'move':
      return moveItem(source, seq, edit.from, edit.to);
    case 'remove':
      return removeItem(source, seq, edit.index);
    case 'duplicate':
      return Object.entries(edit.changes).reduce(
        (text, [key, value]) => setValue(readSource(text), [...edit.path, edit.index + 1, key], value),
        duplicateItem(source, seq, edit.index),
      );
  }
};

const setValue = (source: PolicySource, path: Path, value: unknown): string => {
  const node = nodeAt(source, path);
  const key = path.at(-1);
  if (isSame(valueAt(source.value, path), value)) return source.text;
  if (value === undefined) return unset(source, path);
  const finer = node ? changeInside(source, path, node, value) : null;
  if (finer !== null) return finer;
  const parent = nodeAt(source, path.slice(0, -1));
  if (key === undefined) return splice(source.text, 0, source.text.length, renderInline(value, source.isJson));
  if (isMap(parent) && typeof key === 'string') {
    const pair = pairOf(parent, key);
    if (pair) return replacePairValue(source, pair, value);
    return parent.items.length === 0
      ? setValue(source, path.slice(0, -1), { [key]: value })
      : insertPair(source, parent, key, value);
  }
  if (isSeq(parent) && node) {
    return splice(source.text, startOf(node), endOf(source.text, node), renderInline(value, source.isJson));
  }
  return setValue(source, path.slice(0, -1), typeof key === 'string' ? { [key]: value } : [value]);
};

const unset = (source: PolicySource, path: Path): string => {
  const parent = nodeAt(source, path.slice(0, -1));
  const key = path.at(-1);
  return isMap(parent) && typeof key === 'string' ? removePair(source, parent, key) : source.text;
};

/** Changes a collection entry by entry, so that what did not change keeps its bytes; null when it has to be written whole. */
const changeInside = (source: PolicySource, path: Path, node: Node, value: unknown): string | null => {
  if (isMap(node) && isPlainMap(value) && node.items.length > 0 && Object.keys(value).length > 0) {
    const present = valueAt(source.value, path);
    const before = isPlainMap(present) ? present : {};
    const keys = [...new Set([...Object.keys(before), ...Object.keys(value)])];
    const changed = keys.filter((key) => !isSame(before[key], value[key]));
    return changed.reduce((text, key) => setValue(readSource(text), [...path, key], value[key]), source.text);
  }
  return isSeq(node) && Array.isArray(value) ? changeItems(source, path, value) : null;
};

const changeItems = (source: PolicySource, path: Path, wanted: readonly unknown[]): string | null => {
  const present = valueAt(source.value, path);
  if (!Array.isArray(present) || present.length === 0 || wanted.length === 0) return null;
  if (present.length === wanted.length) {
    return wanted.reduce<string>(
      (text, item, index) => (isSame(item, present[index]) ? text : setValue(readSource(text), [...path, index], item)),
      source.text,
    );
  }
  const isLonger = wanted.length > present.length;
  const at = wanted.findIndex((item, index) => !isSame(item, present[index]));
  const index = at === -1 ? wanted.length : at;
  const step: PolicyEdit = isLonger
    ? { kind: 'insert', path, index: Math.min(index, present.length), value: wanted[Math.min(index, present.length)] }
    : { kind: 'remove', path, index };
  const next = readSource(inPlace(source, step));
  return isSame(next.value, applyToValue(source.value, step)) ? setValue(next, path, wanted) : null;
};

/** What the text shall say after a change, as plain values. */
export const applyToValue = (root: unknown, edit: PolicyEdit): unknown => {
  if (edit.kind === 'set') return setIn(root, edit.path, edit.value);
  const list = valueAt(root, edit.path);
  const items = Array.isArray(list) ? [...list] : [];
  if (edit.kind === 'insert') items.splice(edit.index, 0, edit.value);
  else if (edit.kind === 'remove') items.splice(edit.index, 1);
  else if (edit.kind === 'move') items.splice(edit.to, 0, ...items.splice(edit.from, 1));
  else items.splice(edit.index + 1, 0, { ...Object(items[edit.index]), ...edit.changes });
  return setIn(root, edit.path, items);
};

const setIn = (root: unknown, [key, ...rest]: Path, value: unknown): unknown => {
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const list = Array.isArray(root) ? [...root] : [];
    list[key] = setIn(list[key], rest, value);
    return list;
  }
  const map: Record<string, unknown> = isPlainMap(root) ? { ...root } : {};
  const inner = setIn(map[key], rest, value);
  if (inner === undefined) delete map[key];
  else map[key] = inner;
  return map;
};

/** Whether two plain values say the same; the order of keys does not count. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (!isPlainMap(a) || !isPlainMap(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
};

const rewrite = (source: PolicySource, wanted: unknown): string => {
  const { document } = readSource(source.text);
  mergeInto(document, [], source.value, wanted);
  return document.toString({ lineWidth: 0 });
};

/** Puts the wanted values into a document, node by node where that is possible, so that comments stay with what they speak of. */
const mergeInto = (document: PolicySource['document'], path: Path, before: unknown, wanted: unknown): void => {
  if (isSame(before, wanted)) return;
  if (isPlainMap(before) && isPlainMap(wanted)) {
    for (const key of Object.keys(before)) if (!Object.hasOwn(wanted, key)) document.deleteIn([...path, key]);
    for (const [key, value] of Object.entries(wanted)) mergeInto(document, [...path, key], before[key], value);
  } else if (path.length === 0)
    document.contents = document.createNode(wanted, { aliasDuplicateObjects: false }) as typeof document.contents;
  else document.setIn(path, document.createNode(wanted, { aliasDuplicateObjects: false }));
};
