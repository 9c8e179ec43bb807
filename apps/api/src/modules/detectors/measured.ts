import type { DetectorView } from '@sallyport/contracts';
import { MEASURED } from '@sallyport/detect';

/** How a shipped detector did on the published test data; null: it said nothing there. */
export const measuredOf = (id: string): DetectorView['measured'] => MEASURED[id] ?? null;
