import { digestBytes } from '@sallyport/audit';
import { AppError, type SimulationId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';

/**
 * A simulation is evidence for the very text it was made of, and only when it is done.
 * @throws AppError `policy.simulation_mismatch`
 */
export const assertSimulationOf = async (
  tx: OrgTx,
  {
    simulationId,
    accepted,
  }: { readonly simulationId?: SimulationId | null | undefined; readonly accepted: { readonly text: string } },
): Promise<void> => {
  if (!simulationId) return;
  const simulation = await tx
    .selectFrom('policy_simulations')
    .select(['state', 'text_digest'])
    .where('id', '=', simulationId)
    .executeTakeFirst();
  if (simulation?.state === 'done' && simulation.text_digest === digestBytes(Buffer.from(accepted.text))) return;
  throw new AppError('policy.simulation_mismatch', {
    detail:
      simulation?.state === 'done'
        ? 'The text was changed after it was simulated. Simulate it again, or publish without the report.'
        : 'The simulation has no report yet. Wait until it is done, or publish without it.',
  });
};
