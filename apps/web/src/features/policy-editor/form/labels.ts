import {
  DEFINITION_STATES,
  EFFECTS,
  FINDING_CATEGORIES,
  LIMIT_KEYS,
  LIMIT_UNITS,
  ROLES,
  RULE_MODES,
  SERVER_TIERS,
  SEVERITIES,
  TOOL_RISKS,
  WEEKDAYS,
} from '@sallyport/contracts';
import { toLabel } from '@/lib/format';
import type { Option } from './fields';

const named = (values: readonly string[], labels: Readonly<Record<string, string>> = {}): readonly Option[] =>
  values.map((value) => ({ value, label: labels[value] ?? toLabel(value) }));

export const EFFECT_OPTIONS = named(EFFECTS, {
  allow: 'Allow',
  redact: 'Redact',
  approve: 'Ask for approval',
  deny: 'Deny',
});
export const MODE_OPTIONS = named(RULE_MODES, {
  observe: 'Observe: note what it would do',
  warn: 'Warn: mark the call as well',
  enforce: 'Enforce: act',
});
export const SHORT_MODE_OPTIONS = named(RULE_MODES);
export const DIRECTION_OPTIONS = named(['request', 'response'], { request: 'Requests', response: 'Answers' });
export const TIER_OPTIONS = named(SERVER_TIERS);
export const RISK_OPTIONS = named(TOOL_RISKS);
export const STATE_OPTIONS = named(DEFINITION_STATES);
export const ROLE_OPTIONS = named(ROLES);
export const CATEGORY_OPTIONS = named(FINDING_CATEGORIES, { pii: 'Personal data', ssrf: 'Internal address' });
export const REDACTION_OPTIONS = named(['placeholder', 'mask', 'hash'], {
  placeholder: 'A placeholder with the kind',
  mask: 'Asterisks',
  hash: 'A hash, the same for the same text',
});
export const SEVERITY_OPTIONS = named(SEVERITIES);
export const CAPTURE_OPTIONS = named(['arguments', 'result', 'both'], { both: 'Arguments and result' });
export const LIMIT_UNIT_OPTIONS = named(LIMIT_UNITS);
export const LIMIT_KEY_OPTIONS = named(LIMIT_KEYS, { principal: 'Person or account' });
export const WEEKDAY_OPTIONS = named(WEEKDAYS);
export const LOWER_LEVEL_OPTIONS = named(['allow', 'tighten'], {
  allow: 'May allow more than this level does',
  tighten: 'May only tighten',
});
