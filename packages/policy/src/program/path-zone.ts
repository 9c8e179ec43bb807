import type { PathZone, PolicyRule } from '@sallyport/contracts';
import { policyRuleSchema } from '@sallyport/contracts';
import type { Condition } from '../condition/condition.js';
import { Fault, UNKNOWN } from '../condition/fault.js';
import { isInside } from '../condition/functions/path-inside.js';
import type { Run } from '../condition/run.js';
import type { DecisionInput } from '../decision-input.js';

const MISSING = new Fault('a path is not where it was said to be');
const CHANGES = ['write', 'delete', 'execute'] as const;

/** Whether a tool is known to change nothing; what is not known is taken to. */
const changesNothing = ({ tool }: DecisionInput): boolean => {
  const capabilities = tool?.capabilities ?? [];
  return capabilities.includes('read') && !CHANGES.some((capability) => capabilities.includes(capability));
};

/** True for certain, false for certain, or why it cannot be told. */
const insideAny = (path: string, roots: readonly string[]): boolean | Fault => {
  let fault: Fault | null = null;
  for (const root of roots) {
    const inside = isInside(path, root);
    if (inside === true) return true;
    if (inside !== false) fault = inside;
  }
  return fault ?? false;
};

/** Whether a path leaves the zone: outside of all its directories, or where it must not go. */
const leaves = (path: string, zone: PathZone, input: DecisionInput): boolean | Fault => {
  const inside = insideAny(path, zone.inside);
  if (inside !== true) return inside === false ? true : inside;
  const forbidden = insideAny(path, zone.except ?? []);
  if (forbidden !== false) return forbidden;
  return changesNothing(input) ? false : insideAny(path, zone.readOnly ?? []);
};

const plainKey = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

const valueAt = (root: unknown, pointer: string): unknown => {
  let value = root;
  for (const token of pointer.split('/').slice(1)) {
    const key = plainKey(token);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
};

const evaluateZone = (zone: PathZone, run: Run): boolean | Fault => {
  if (run.argumentsUnknown) return UNKNOWN;
  const { args, argumentRoles } = run.input;
  const roots = zone.inside.length + (zone.readOnly?.length ?? 0) + (zone.except?.length ?? 0);
  let fault: Fault | null = null;
  for (const [pointer, role] of Object.entries(argumentRoles)) {
    if (role !== 'path') continue;
    const path = valueAt(args, pointer);
    const exhausted = run.spend(8 + roots * (8 + ((typeof path === 'string' ? path.length : 0) >> 2)));
    if (exhausted !== null) return exhausted;
    const verdict = typeof path === 'string' ? leaves(path, zone, run.input) : MISSING;
    if (verdict === false) continue;
    if (verdict === true) {
      run.trace?.push({ text: `args${pointer}`, pointer: `/params/arguments${pointer}`, value: path });
      return true;
    }
    fault ??= verdict;
  }
  return fault ?? false;
};

/** A zone as the rule it stands for: a deny of requests in which a path leads elsewhere, or cannot be told to lead there. */
export const ruleOfZone = ({ id, description, message, match, mode }: PathZone): PolicyRule =>
  policyRuleSchema.parse({ id, description, message, match: { ...match, direction: 'request' }, effect: 'deny', mode });

export const conditionOfZone = (zone: PathZone): Condition => ({
  reads: new Set(['args']),
  constant: false,
  standing: false,
  unguarded: [],
  fieldReads: [],
  fieldUses: [],
  evaluate: (run) => evaluateZone(zone, run),
});
