import { AppError, type PolicyDocument, type Snapshot } from '@sallyport/contracts';
import { PLATFORM_BASELINE, parsePolicy } from '@sallyport/policy';

/** Never the id of an organisation's policy: those have another prefix and 26 characters. */
const PLATFORM_POLICY_ID = 'platform';

/** Grows with every change of the baseline's text; a test holds the two together. */
const PLATFORM_POLICY_VERSION = 1;

const readDocument = (): PolicyDocument => {
  const parsed = parsePolicy(PLATFORM_BASELINE);
  if (!parsed.ok) throw new AppError('internal', { cause: parsed.diagnostics });
  return parsed.document;
};

/** The policy that ships with the product, parsed once. It is the first one of every snapshot. */
export const PLATFORM_POLICY = (() => {
  const document = readDocument();
  const source = {
    id: PLATFORM_POLICY_ID,
    name: document.name,
    version: PLATFORM_POLICY_VERSION,
    text: PLATFORM_BASELINE,
    level: 'platform',
  } as const satisfies Snapshot['policies'][number];
  return { source, description: document.description ?? '', ruleCount: document.rules.length };
})();
