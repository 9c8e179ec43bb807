import type { PolicyDocument, PolicyLevel } from '@sallyport/contracts';
import type { Condition } from '../condition/condition.js';
import type { PolicyPositions } from '../document/parse-policy.js';
import { type CompiledRule, compileRule, type RuleSource } from './compiled-rule.js';
import { type CompiledException, compileException } from './exceptions.js';
import { conditionOfZone, ruleOfZone } from './path-zone.js';

/** One policy, ready to become part of a program. */
export interface CompiledPolicy {
  readonly level: PolicyLevel;
  /** The group it speaks of; null when it speaks of everyone. */
  readonly group: string | null;
  readonly lowerLevels: PolicyDocument['lowerLevels'];
  /** Path zones are among them. */
  readonly rules: readonly CompiledRule[];
  readonly exceptions: readonly CompiledException[];
}

/** A document whose meaning has been checked, and where its text comes from. */
export interface CheckedPolicy {
  readonly document: PolicyDocument;
  readonly positions: PolicyPositions;
  /** One for each rule; null where a rule has no condition. */
  readonly conditions: readonly (Condition | null)[];
  readonly source: Omit<RuleSource, 'line' | 'level' | 'group'>;
  /** Said of the text from outside; otherwise the text says it itself. */
  readonly level?: 'platform' | undefined;
}

/** Compiles a checked document: rules, then path zones as the rules they stand for, and exceptions. */
export const compilePolicy = ({ document, positions, conditions, source, level }: CheckedPolicy): CompiledPolicy => {
  const group = document.appliesTo?.group ?? null;
  const own: PolicyLevel = level ?? (group === null ? 'organisation' : 'group');
  const placed = (path: readonly (string | number)[]): RuleSource => ({
    ...source,
    level: own,
    group,
    line: positions.locate([...path]).line,
  });
  const rules = document.rules.map((rule, index) =>
    compileRule(rule, conditions[index] ?? null, placed(['rules', index])),
  );
  const zones = (document.pathZones ?? []).map((zone, index) =>
    compileRule(ruleOfZone(zone), conditionOfZone(zone), placed(['pathZones', index])),
  );
  return {
    level: own,
    group,
    lowerLevels: document.lowerLevels,
    rules: [...rules, ...zones],
    exceptions: (document.exceptions ?? []).map((exception) => compileException(exception, group)),
  };
};
