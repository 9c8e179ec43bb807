import { AppError, type ErrorCode } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import { fitTogether } from '@sallyport/detect';
import { readInspection } from './inspection-content.js';

/**
 * Refuses a change, after it was made and before it is committed, with which gateways could not compile the organisation's detectors:
 * they would keep the snapshot before, and with it policies and tokens of yesterday.
 * @throws AppError with the given code
 */
export const assertRoom = async (tx: OrgTx, code: ErrorCode): Promise<void> => {
  const { inspection } = await readInspection(tx);
  if (inspection === undefined) return;
  const detectors = [...inspection.custom, ...inspection.bundles.flatMap((bundle) => bundle.detectors)];
  if (fitTogether(detectors)) return;
  const detail = `Your ${detectors.length} own and imported detectors are more than gateways can look for at once: turn some off or put their words together.`;
  throw new AppError(code, { detail });
};
