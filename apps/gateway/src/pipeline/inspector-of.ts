import type { Inspector } from '@sallyport/detect';
import type { Placed } from './exchange.js';

/** The detectors that judge a message: those of the organisation, for this caller. */
export const inspectorOf = ({ org, principal }: Pick<Placed, 'org' | 'principal'>): Inspector =>
  org.inspection.for(principal.id);
