import type { CustomDetector, DetectorOrigin, DetectorView } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import { DETECTORS, OTHER_DETECTORS } from '@sallyport/detect';
import { bundlesInForce } from './bundles.repository.js';
import { measuredOf } from './measured.js';

/** What a detector is, whoever it comes from. */
export type DetectorFacts = Omit<DetectorView, 'mode' | 'modeSet' | 'seen'>;

/** Every detector that ships, is in force from a bundle, or is the organisation's own and active; by id. */
export const listKnownDetectors = async (tx: OrgTx): Promise<DetectorFacts[]> => {
  const own = await tx.selectFrom('custom_detectors').select('definition').where('state', '=', 'active').execute();
  const bundles = await bundlesInForce(tx);
  return [
    ...SHIPPED,
    ...bundles.flatMap(({ bundle }) => bundle.detectors.map((detector) => fromData('bundle', detector))),
    ...own.map(({ definition }) => fromData('custom', definition)),
  ].toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

const SHIPPED: readonly DetectorFacts[] = [...DETECTORS, ...OTHER_DETECTORS].map(
  ({ id, category, severity, title, why, fix, frameworks, surfaces }) => ({
    id,
    origin: 'shipped',
    category,
    severity,
    title,
    why,
    fix,
    frameworks: [...frameworks],
    surfaces: [...surfaces],
    measured: measuredOf(id),
  }),
);

const fromData = (
  origin: DetectorOrigin,
  { id, category, severity, title, why, fix, surfaces }: CustomDetector,
): DetectorFacts => ({ id, origin, category, severity, title, why, fix, frameworks: [], surfaces, measured: null });
