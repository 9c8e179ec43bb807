import type { Finding } from '@sallyport/contracts';
import type { Step } from './record.js';

/** Data that came in with one step and goes out with a later one. */
export const flowFindings = (_steps: readonly Step[]): readonly Finding[] => [];
