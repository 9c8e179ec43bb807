import { EUROPEAN_IDS } from './european-ids.js';
import type { NationalId } from './national-id.js';
import { NON_EUROPEAN_IDS } from './non-european-ids.js';

/** In the order they are tried. */
export const NATIONAL_IDS: readonly NationalId[] = [...EUROPEAN_IDS, ...NON_EUROPEAN_IDS];
