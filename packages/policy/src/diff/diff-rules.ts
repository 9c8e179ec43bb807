import { isDeepStrictEqual } from 'node:util';
import type { PolicyDocument } from '@sallyport/contracts';
import { type ReadablePolicy, readPolicy } from '../check/readable-policy.js';

/** One value that is another now. Undefined where there was, or is, none. */
export interface FieldChange {
  /** `match.servers`, `when`, `lowerLevels`. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export type RuleKind = 'rule' | 'pathZone' | 'exception';

/** A rule, path zone or exception that is new or gone; `line` is in the text that has it. */
export interface RuleEntry {
  readonly kind: RuleKind;
  readonly ruleId: string;
  /** Of rules; a path zone denies, an exception has none. */
  readonly effect: string | null;
  readonly mode: string | null;
  readonly description: string | null;
  readonly line: number;
}

/** One that is in both texts and not the same; `line` is in the text after. */
export interface ChangedRule extends RuleEntry {
  /** By name. */
  readonly fields: readonly FieldChange[];
}

/** What a change of a policy's text means, whatever moved about in it. */
export interface RulesDiff {
  readonly added: readonly RuleEntry[];
  readonly removed: readonly RuleEntry[];
  readonly changed: readonly ChangedRule[];
  /** Name, description, level and the like. */
  readonly settings: readonly FieldChange[];
  /** Names of tests. */
  readonly tests: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly string[];
  };
}

type Values = Readonly<Record<string, unknown>>;

interface Item {
  readonly entry: RuleEntry;
  readonly value: Values;
}

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Goes one level into `match`, `obligations` and the like, so that a change names what it changed. */
const fieldsOf = (before: Values, after: Values, prefix: string): readonly FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): readonly FieldChange[] => {
    const [from, to] = [before[key], after[key]];
    if (isDeepStrictEqual(from, to)) return [];
    const field = prefix === '' ? key : `${prefix}.${key}`;
    if (prefix === '' && (isValues(from) || isValues(to))) {
      return fieldsOf(isValues(from) ? from : {}, isValues(to) ? to : {}, key);
    }
    return [{ field, before: from, after: to }];
  });

const textOrder = (a: FieldChange, b: FieldChange): number => {
  if (a.field === b.field) return 0;
  return a.field < b.field ? -1 : 1;
};

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const itemsOf = ({ document, positions }: ReadablePolicy): readonly Item[] => {
  const listed: readonly (readonly [RuleKind, 'rules' | 'pathZones' | 'exceptions'])[] = [
    ['rule', 'rules'],
    ['pathZone', 'pathZones'],
    ['exception', 'exceptions'],
  ];
  return listed.flatMap(([kind, key]) =>
    (document[key] ?? []).map((value: Values & { readonly id: string }, index): Item => {
      const effect = kind === 'pathZone' ? 'deny' : text(value.effect);
      const description = text(value.description) ?? text(value.reason);
      const { line } = positions.locate([key, index]);
      return { value, entry: { kind, ruleId: value.id, effect, mode: text(value.mode), description, line } };
    }),
  );
};

const keyOf = ({ entry }: Item): string => `${entry.kind === 'exception' ? 'exception' : 'rule'} ${entry.ruleId}`;

const byKey = (items: readonly Item[]): ReadonlyMap<string, Item> => new Map(items.map((item) => [keyOf(item), item]));

const SETTINGS = [
  'name',
  'description',
  'appliesTo',
  'lowerLevels',
] as const satisfies readonly (keyof PolicyDocument)[];

const settingsOf = (document: PolicyDocument | null): Values =>
  Object.fromEntries(SETTINGS.flatMap((key) => (document?.[key] === undefined ? [] : [[key, document[key]]])));

const diffTests = (before: PolicyDocument | null, after: PolicyDocument | null): RulesDiff['tests'] => {
  const [old, now] = [before, after].map(
    (document) => new Map((document?.tests ?? []).map((test) => [test.name, test])),
  );
  const names = (from: typeof old, keep: (name: string) => boolean): string[] => [...(from?.keys() ?? [])].filter(keep);
  return {
    added: names(now, (name) => old?.has(name) !== true),
    removed: names(old, (name) => now?.has(name) !== true),
    changed: names(now, (name) => old?.has(name) === true && !isDeepStrictEqual(old.get(name), now?.get(name))),
  };
};

const read = (policy: string): ReadablePolicy | null => (policy.trim() === '' ? null : readPolicy(policy, 'diff'));

/**
 * Says what changed between two texts of a policy, rule by rule, by their ids. Order, layout and comments mean nothing.
 * @param before  empty when there was no policy
 * @param after   empty when there will be none
 * @throws AppError `policy.rule_invalid` when one of them has errors
 */
export const diffRules = (before: string, after: string): RulesDiff => {
  const [old, now] = [read(before), read(after)];
  const [oldItems, nowItems] = [old, now].map((policy) => byKey(policy === null ? [] : itemsOf(policy)));
  const added = [...(nowItems ?? [])].filter(([key]) => oldItems?.has(key) !== true).map(([, { entry }]) => entry);
  const removed = [...(oldItems ?? [])].filter(([key]) => nowItems?.has(key) !== true).map(([, { entry }]) => entry);
  const changed = [...(nowItems ?? [])].flatMap(([key, item]): readonly ChangedRule[] => {
    const former = oldItems?.get(key);
    const fields = former === undefined ? [] : [...fieldsOf(former.value, item.value, '')].sort(textOrder);
    return fields.length === 0 ? [] : [{ ...item.entry, fields }];
  });
  const [oldDocument, nowDocument] = [old?.document ?? null, now?.document ?? null];
  return {
    added,
    removed,
    changed,
    settings: fieldsOf(settingsOf(oldDocument), settingsOf(nowDocument), 'policy').map((change) => ({
      ...change,
      field: change.field.replace(/^policy\./, ''),
    })),
    tests: diffTests(oldDocument, nowDocument),
  };
};
