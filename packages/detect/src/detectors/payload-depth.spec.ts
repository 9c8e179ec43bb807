import { answer, describeDetector } from '../testing/cases.js';
import { payloadDepth } from './payload-depth.js';

const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 'x';
  for (let i = 0; i < depth; i++) value = wrap(value);
  return value;
};

describeDetector(payloadDepth, {
  attacks: [
    answer({ structuredContent: nested(90, (inner) => ({ a: inner })) }),
    answer({ structuredContent: { list: nested(90, (inner) => [inner]) } }),
    answer({ structuredContent: { mixed: nested(50, (inner) => [{ a: inner }]) } }),
  ],
  twins: [
    answer({ structuredContent: nested(20, (inner) => ({ a: inner })) }),
    answer({ structuredContent: { rows: Array.from({ length: 2000 }, (_, i) => ({ i })) } }),
  ],
});
