import type { SeverityReason } from '@sallyport/contracts';

/** Why a finding is graver or less grave than its detector says, in words that follow "Severity". */
export const SEVERITY_REASON: Readonly<Record<SeverityReason, string>> = {
  'hidden-view': 'raised: it shows only after decoding',
  'decoded-twice': 'raised: it was encoded more than once',
  split: 'raised: it was spread over several parts',
  quoted: 'lowered: it is quoted, or an example',
  'test-value': 'lowered: documentation and tests use this value',
  context: 'for what stands around it',
};
