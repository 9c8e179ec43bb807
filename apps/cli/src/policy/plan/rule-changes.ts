import { isDeepStrictEqual } from 'node:util';
import type { PolicyDocument } from '@sallyport/contracts';
import { parsePolicy } from '@sallyport/policy';

/** A rule, path zone, exception or setting of the document that one of two texts has, or both have and differently. */
export interface RuleChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly what: 'rule' | 'path zone' | 'exception' | 'setting';
  readonly id: string;
  /** Of rules: what they do, and how far when they are not in force. */
  readonly effect: string | null;
  /** Of changed ones: the keys that differ, with what they were and are where that is short. */
  readonly details: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** What a document says for itself, besides its rules and tests. */
const SETTINGS = ['description', 'appliesTo', 'lowerLevels'] as const;
const VALUE_MAX = 60;

/**
 * What differs in meaning between two texts, in the order of the documents; comments, order and defaults written out differ in none.
 * @param before  null for a policy that does not exist yet; a text that cannot be read counts as empty
 */
export const ruleChanges = (before: string | null, after: string): readonly RuleChange[] => {
  const [old, now] = [before === null ? null : documentOf(before), documentOf(after)];
  return [
    ...changesOf('setting', settingsOf(old), settingsOf(now)),
    ...changesOf('rule', byId(old?.rules), byId(now?.rules)),
    ...changesOf('path zone', byId(old?.pathZones), byId(now?.pathZones)),
    ...changesOf('exception', byId(old?.exceptions), byId(now?.exceptions)),
  ];
};

const documentOf = (text: string): PolicyDocument | null => {
  const parsed = parsePolicy(text);
  return parsed.ok ? parsed.document : null;
};

const byId = (entries: readonly (Fields & { readonly id: string })[] = []): ReadonlyMap<string, Fields> =>
  new Map(entries.map((entry) => [entry.id, entry]));

const settingsOf = (document: PolicyDocument | null): ReadonlyMap<string, Fields> =>
  new Map(
    SETTINGS.flatMap((key): [string, Fields][] =>
      document?.[key] === undefined ? [] : [[key, { is: document[key] }]],
    ),
  );

const changesOf = (
  what: RuleChange['what'],
  before: ReadonlyMap<string, Fields>,
  after: ReadonlyMap<string, Fields>,
): readonly RuleChange[] => [
  ...Array.from(after).flatMap(([id, fields]): RuleChange[] => {
    const old = before.get(id);
    if (old === undefined) return [{ change: 'added', what, id, effect: effectOf(fields), details: [] }];
    const details = detailsOf(old, fields);
    return details.length === 0 ? [] : [{ change: 'changed', what, id, effect: effectOf(fields), details }];
  }),
  ...Array.from(before)
    .filter(([id]) => !after.has(id))
    .map(([id, fields]): RuleChange => ({ change: 'removed', what, id, effect: effectOf(fields), details: [] })),
];

const effectOf = ({ effect, mode }: Fields): string | null => {
  if (typeof effect !== 'string') return null;
  return mode === 'enforce' ? effect : `${effect} (${mode})`;
};

const detailsOf = (before: Fields, after: Fields): readonly string[] =>
  Array.from(new Set([...Object.keys(before), ...Object.keys(after)])).flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    if (isDeepStrictEqual(old, now)) return [];
    // The keys of a match speak for themselves, so each is told apart.
    if (key === 'match') return detailsOf(old as Fields, now as Fields).map((detail) => `match.${detail}`);
    const [was, is] = [shown(old), shown(now)];
    return [was === null || is === null ? key : `${key}: ${was} → ${is}`];
  });

/** Null for what is too long for a line. */
const shown = (value: unknown): string | null => {
  if (value === undefined) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= VALUE_MAX ? text : null;
};

/** Each change in one line, with the sign of a diff. */
export const ruleLines = (
  changes: readonly RuleChange[],
): readonly { readonly sign: string; readonly text: string }[] =>
  changes.map(({ change, what, id, effect, details }) => {
    const name = what === 'rule' ? id : `${what} ${id}`;
    const about = change === 'changed' ? details.join('; ') : effect;
    return { sign: { added: '+', removed: '-', changed: '!' }[change], text: about ? `${name}: ${about}` : name };
  });
