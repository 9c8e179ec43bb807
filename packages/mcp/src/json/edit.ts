import { BRACE_CLOSE, BRACE_OPEN, BRACKET_OPEN, keyEquals } from './bytes.js';
import { locate, type Span, skipSeparator, skipSpace, skipString, skipValue, unescapeToken } from './locate.js';
import { type Edit, splice } from './splice.js';

/** Changes to the members of one object. */
export interface ObjectEdit {
  /** Members to set, as JSON text. One that exists keeps its place; a new one goes to the end, in this order. */
  readonly set?: Readonly<Record<string, Buffer | string>>;
  /** Members to take out; one that is also set stays. */
  readonly remove?: readonly string[];
}

/**
 * A copy of `bytes` with members of the object at an RFC 6901 pointer set and removed; every other byte stays as it is. Keys
 * are compared unescaped. Where no object is, one is made to hold what is set, its missing parents too, in the place of
 * whatever else stood there. Without any change the input itself comes back.
 * @param bytes  JSON that {@link parseJson} accepted
 * @param edit   JSON texts in `set` are taken as they are
 * @throws RangeError when the pointer names a missing item of an array: that is a mistake of the caller
 */
export const editObject = (bytes: Buffer, pointer: string, edit: ObjectEdit): Buffer => {
  const { set = {}, remove = [] } = edit;
  const found = locate(bytes, pointer);
  if (found !== null && bytes[found.start] === BRACE_OPEN) {
    const edits = memberEdits(bytes, found, set, remove);
    return edits.length === 0 ? bytes : splice(bytes, edits);
  }
  const members = Object.entries(set).map(([key, value]) => memberText(key, value));
  return members.length === 0 ? bytes : place(bytes, pointer, Buffer.concat([OPEN, ...joined(members), CLOSE]));
};

const OPEN = Buffer.from('{');
const CLOSE = Buffer.from('}');
const SEPARATOR = Buffer.from(',');
const NOTHING = Buffer.alloc(0);

type Members = NonNullable<ObjectEdit['set']>;

const place = (bytes: Buffer, pointer: string, value: Buffer): Buffer => {
  const found = locate(bytes, pointer);
  if (found !== null) return splice(bytes, [{ ...found, replacement: value }]);
  const slash = pointer.lastIndexOf('/');
  const parent = pointer.slice(0, slash);
  const holder = locate(bytes, parent);
  if (holder !== null && bytes[holder.start] === BRACKET_OPEN) throw new RangeError(`no item at ${pointer}`);
  return editObject(bytes, parent, { set: { [unescapeToken(pointer.slice(slash + 1))]: value } });
};

interface Member {
  readonly key: Span;
  readonly value: Span;
}

const membersOf = (bytes: Buffer, object: Span): Member[] => {
  const members: Member[] = [];
  let at = skipSpace(bytes, object.start + 1);
  while (at < object.end && bytes[at] !== BRACE_CLOSE) {
    const keyEnd = skipString(bytes, at);
    const start = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1);
    const end = skipValue(bytes, start);
    members.push({ key: { start: at, end: keyEnd }, value: { start, end } });
    at = skipSeparator(bytes, end);
  }
  return members;
};

const memberEdits = (bytes: Buffer, object: Span, set: Members, remove: readonly string[]): Edit[] => {
  const edits: Edit[] = [];
  const added = new Map(Object.entries(set));
  const members = membersOf(bytes, object);
  let keptEnd: number | null = null;
  for (const [index, member] of members.entries()) {
    const { key, value } = member;
    const is = (name: string): boolean => keyEquals(bytes, key.start, key.end, name);
    const change = [...added].find(([name]) => is(name));
    if (change === undefined && remove.some(is)) {
      const before = keptEnd === null ? null : (members[index - 1] ?? null);
      edits.push({ ...removal(member, before, members[index + 1]), replacement: NOTHING });
      continue;
    }
    if (change !== undefined) {
      edits.push({ ...value, replacement: toBuffer(change[1]) });
      added.delete(change[0]);
    }
    keptEnd = value.end;
  }
  if (added.size === 0) return edits;
  const texts = joined([...added].map(([key, value]) => memberText(key, value)));
  const at = keptEnd ?? object.start + 1;
  const replacement = Buffer.concat(keptEnd === null ? texts : [SEPARATOR, ...texts]);
  // First in the list: where removed members follow the last kept one, the two begin at the same byte.
  return [{ start: at, end: at, replacement }, ...edits];
};

/**
 * A member with one comma: the one on its left when a member before it stays, else the one on its right.
 * @param before  the member on its left, null when none stays on that side
 */
const removal = ({ key, value }: Member, before: Member | null, after: Member | undefined): Span =>
  before === null
    ? { start: key.start, end: after?.key.start ?? value.end }
    : { start: before.value.end, end: value.end };

const memberText = (key: string, value: Buffer | string): Buffer =>
  Buffer.concat([Buffer.from(`${JSON.stringify(key)}:`), toBuffer(value)]);

const joined = (texts: readonly Buffer[]): Buffer[] =>
  texts.flatMap((text, index) => (index === 0 ? [text] : [SEPARATOR, text]));

const toBuffer = (value: Buffer | string): Buffer => (typeof value === 'string' ? Buffer.from(value) : value);
