import type { Severity } from '@sallyport/contracts';
import { DETECTORS } from '@sallyport/detect';
import { CONFIG_RULES } from '../config/inspect-entry.js';

/** What a finding's detector is, for people and for reports. */
export interface RuleText {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why?: string | undefined;
  readonly fix?: string | undefined;
  readonly frameworks: readonly string[];
}

/** Every detector there is, those of configurations among them, by id. */
export const RULES: ReadonlyMap<string, RuleText> = new Map(
  [...DETECTORS, ...CONFIG_RULES].map((rule) => [rule.id, rule as RuleText]),
);
