import type { Finding } from '@sallyport/contracts';
import { inspectSession } from '@sallyport/detect';
import type { Step } from './record.js';

/** Data that came in with one step and goes out with a later one. Pointers begin with the step. */
export const flowFindings = (steps: readonly Step[]): readonly Finding[] =>
  inspectSession(steps).map(({ step, ...finding }) => ({ ...finding, pointer: `/${step}${finding.pointer}` }));
