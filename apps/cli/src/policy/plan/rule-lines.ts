import type { FieldChange, RuleEntry, RuleKind, RulesDiff } from '@sallyport/policy';

/** A line of a diff; `!` is a change. */
export interface RuleLine {
  readonly sign: '+' | '-' | '!';
  readonly text: string;
}

/** Longest value that is shown in a line. */
const VALUE_MAX = 60;
const NAMES: Readonly<Record<RuleKind, string>> = { rule: '', pathZone: 'path zone ', exception: 'exception ' };

/** What changed of a policy, a line each: its settings, its rules, then its tests. */
export const ruleLines = ({ added, removed, changed, settings, tests }: RulesDiff): readonly RuleLine[] => [
  ...settings.map((change): RuleLine => ({ sign: '!', text: changeText(change) })),
  ...changed.map((entry): RuleLine => {
    return { sign: '!', text: `${nameOf(entry)}: ${entry.fields.map(changeText).join('; ')}` };
  }),
  ...added.map((entry): RuleLine => ({ sign: '+', text: entryText(entry) })),
  ...removed.map((entry): RuleLine => ({ sign: '-', text: entryText(entry) })),
  ...tests.changed.map((name): RuleLine => ({ sign: '!', text: `test ${name}` })),
  ...tests.added.map((name): RuleLine => ({ sign: '+', text: `test ${name}` })),
  ...tests.removed.map((name): RuleLine => ({ sign: '-', text: `test ${name}` })),
];

const nameOf = ({ kind, ruleId }: RuleEntry): string => `${NAMES[kind]}${ruleId}`;

/** With the mode when the rule is not in force. */
const entryText = (entry: RuleEntry): string => {
  if (entry.effect === null) return nameOf(entry);
  const mode = entry.mode === null || entry.mode === 'enforce' ? '' : ` (${entry.mode})`;
  return `${nameOf(entry)}: ${entry.effect}${mode}`;
};

const changeText = ({ field, before, after }: FieldChange): string => {
  const [was, is] = [shown(before), shown(after)];
  return was === null || is === null ? field : `${field}: ${was} → ${is}`;
};

/** Null for what is too long for a line. */
const shown = (value: unknown): string | null => {
  if (value === undefined) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= VALUE_MAX ? text : null;
};
