import { digestBytes } from '@sallyport/audit';
import { checkPolicy } from '@sallyport/policy';
import { expect, it } from 'vitest';
import { PLATFORM_POLICY } from './platform-policy.js';

/** Of the text each version had. A changed text gets the next version: records name policies by it. */
const DIGESTS: Readonly<Record<number, string>> = {
  1: 'sha256:d1968ee42231de768d6f3a783da5884da79739d3361287d54058e118f909fcd7',
};

it("the platform's policy has a version for every text it ever had", () => {
  const { version, text } = PLATFORM_POLICY.source;
  expect(digestBytes(Buffer.from(text))).toBe(DIGESTS[version]);
});

it("the platform's policy checks without a remark and passes its own tests", () => {
  const { diagnostics, tests } = checkPolicy(PLATFORM_POLICY.source.text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(tests.length).toBeGreaterThan(0);
  expect(tests.filter(({ passed }) => !passed)).toEqual([]);
});
