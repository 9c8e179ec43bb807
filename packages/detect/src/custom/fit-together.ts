import type { CustomDetector } from '@sallyport/contracts';
import { createInspectorOf } from '../inspect.js';
import { compileCustomDetector } from './compile-custom-detector.js';

/**
 * Whether gateways can look for all of these at once: a scanner's tables hold so many different lists of words. Compiles them, which
 * costs some milliseconds for a hundred.
 * @param definitions each of them sound, see {@link checkCustomDetector}
 */
export function fitTogether(definitions: readonly CustomDetector[]): boolean {
  try {
    createInspectorOf(definitions.map(compileCustomDetector));
    return true;
  } catch (err) {
    if (err instanceof RangeError) return false;
    throw err;
  }
}
