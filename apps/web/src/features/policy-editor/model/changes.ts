import { isSame } from './edit';
import { isPlainMap, readSource, valueAt } from './source';

const LISTS = ['rules', 'pathZones', 'exceptions'] as const;

/** One rule, zone or exception that two texts do not share. */
export interface EntryChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly list: (typeof LISTS)[number];
  readonly id: string;
  /** As it is afterwards; as it was, when it is taken out. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** Keys that differ; empty unless it is changed. */
  readonly keys: readonly string[];
}

/** What rules, zones and exceptions differ between two texts, by id. Empty when one of them cannot be read. */
export const listChanges = (before: string, after: string): readonly EntryChange[] => {
  const [old, next] = [readSource(before), readSource(after)];
  if (next.problem || (old.problem && before !== '')) return [];
  return LISTS.flatMap((list) => compare(list, entriesOf(old.value, list), entriesOf(next.value, list)));
};

type Entries = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

const entriesOf = (root: unknown, list: string): Entries => {
  const value = valueAt(root, [list]);
  const items = Array.isArray(value) ? value.filter(isPlainMap) : [];
  return new Map(items.map((item) => [String(item.id ?? ''), item]));
};

const compare = (list: EntryChange['list'], old: Entries, next: Entries): EntryChange[] => [
  ...[...next].flatMap(([id, entry]): EntryChange[] => {
    const previous = old.get(id);
    if (!previous) return [{ kind: 'added', list, id, entry, keys: [] }];
    const keys = [...new Set([...Object.keys(previous), ...Object.keys(entry)])].filter(
      (key) => !isSame(previous[key], entry[key]),
    );
    return keys.length === 0 ? [] : [{ kind: 'changed', list, id, entry, keys }];
  }),
  ...[...old].flatMap(([id, entry]): EntryChange[] =>
    next.has(id) ? [] : [{ kind: 'removed', list, id, entry, keys: [] }],
  ),
];

const ACTING_KEYS = ['mode', 'effect', 'match', 'when', 'rollout', 'inside', 'except'];

/** Rules and zones that would stop everybody at once and did not before: where a roll-out is worth a thought. */
export const actOnAllAtOnce = (before: string, after: string): readonly string[] =>
  listChanges(before, after)
    .filter(({ kind, list, entry, keys }) => {
      const restricts = list === 'pathZones' || entry.effect === 'deny' || entry.effect === 'approve';
      const acts = (entry.mode ?? 'enforce') === 'enforce' && entry.rollout === undefined;
      const isNews = kind === 'added' || (kind === 'changed' && keys.some((key) => ACTING_KEYS.includes(key)));
      return list !== 'exceptions' && restricts && acts && isNews;
    })
    .map(({ id }) => id);
