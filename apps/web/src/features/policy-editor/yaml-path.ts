export interface CursorPlace {
  /** Keys from the document's root to the place, list items as `[]`. */
  readonly path: readonly string[];
  /** `key`: a key is being typed; `value`: its value, or an entry of its list. */
  readonly kind: 'key' | 'value';
  /** Key the value belongs to; null for a key. */
  readonly key: string | null;
  /** Offset in the line where the word being typed begins. */
  readonly wordStart: number;
}

const KEY = /^([A-Za-z][\w-]*):/;

/**
 * Where in a policy document the cursor stands, from indentation alone: good enough while the text is half typed and does
 * not parse. Understands block mappings and lists and one level of `{ … }` or `[ … ]` on the cursor's own line.
 * @param lines  lines of the text up to and with the cursor's, the last one cut at the cursor
 */
export const toCursorPlace = (lines: readonly string[]): CursorPlace => {
  const line = lines.at(-1) ?? '';
  const wordStart = line.length - (/[\w./*-]*$/.exec(line)?.[0].length ?? 0);
  const before = line.slice(0, wordStart);
  const outer = parentsOf(lines);
  const { flow, rest } = readFlow(before);
  const base = [...outer, ...flow];
  const value = /([A-Za-z][\w-]*):\s*(?:\[[^\]]*)?["']?$/.exec(rest);
  if (value?.[1]) return { path: base, kind: 'value', key: value[1], wordStart };
  const isItem = flow.length === 0 && /^\s*-\s+$/.test(before);
  const owner = isItem ? listOwner(lines) : null;
  return owner !== null && isScalarList(owner)
    ? { path: outer.slice(0, -1), kind: 'value', key: owner, wordStart }
    : { path: base, kind: 'key', key: null, wordStart };
};

/** Lists of plain words; the other lists of a policy hold mappings. */
const SCALAR_LISTS = new Set([
  'servers',
  'tools',
  'methods',
  'resources',
  'prompts',
  'clients',
  'tiers',
  'groups',
  'users',
  'serviceAccounts',
  'categories',
  'roles',
  'devices',
  'risks',
  'states',
  'labels',
  'label',
  'networks',
  'days',
  'per',
  'capabilities',
  'inside',
  'readOnly',
  'except',
]);

const isScalarList = (key: string): boolean => SCALAR_LISTS.has(key);

/** Column the text of an entry starts in, behind the dashes. */
const textColumn = (line: string): number => /^\s*(?:-\s+)*/.exec(line)?.[0].length ?? 0;

/** Column an entry belongs to: a dash counts as one deeper than a key beside it, as YAML allows both at one indent. */
const entryColumn = (line: string): number => {
  const text = line.trimStart();
  return line.length - text.length + (text === '-' || text.startsWith('- ') ? 1 : 0);
};

const opensBlock = (line: string): boolean => /:\s*(?:#.*)?$/.test(line);

/** Keys that are still open above the cursor's line, outermost first; the lists of mappings followed by `[]`. */
const parentsOf = (lines: readonly string[]): string[] => {
  const keys: string[] = [];
  let limit = entryColumn(lines.at(-1) ?? '');
  for (const line of lines.slice(0, -1).toReversed()) {
    const key = KEY.exec(line.slice(textColumn(line)))?.[1];
    if (key === undefined) continue;
    if (opensBlock(line) && textColumn(line) < limit) {
      keys.unshift(key);
      limit = entryColumn(line);
    } else if (line.trimStart().startsWith('- ')) limit = Math.min(limit, entryColumn(line));
    if (limit === 0) break;
  }
  return keys.flatMap((key) => (MAPPING_LISTS.has(key) ? [key, '[]'] : [key]));
};

const MAPPING_LISTS = new Set(['rules', 'tests', 'findings', 'pathZones', 'exceptions', 'limits', 'rollout']);

const listOwner = (lines: readonly string[]): string | null => parentsOf(lines).findLast((key) => key !== '[]') ?? null;

/** Keys of the flow mappings still open on the line, and what follows the innermost brace. */
const readFlow = (before: string): { flow: string[]; rest: string } => {
  const flow: string[] = [];
  let rest = before;
  const stack: { key: string; rest: string }[] = [];
  for (let index = 0; index < before.length; index += 1) {
    if (before[index] === '{') {
      stack.push({
        key: /([A-Za-z][\w-]*):\s*$/.exec(before.slice(0, index))?.[1] ?? '[]',
        rest: before.slice(index + 1),
      });
    } else if (before[index] === '}') stack.pop();
  }
  for (const { key, rest: inner } of stack) {
    flow.push(key);
    rest = inner;
  }
  return { flow, rest: rest.slice(rest.lastIndexOf('}') + 1) };
};
