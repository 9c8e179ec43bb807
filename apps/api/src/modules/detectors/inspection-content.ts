import type { InspectionSettings, Snapshot } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import { bundlesInForce } from './bundles.repository.js';
import { readRegisteredSecrets } from './registered-secrets.queries.js';

/** What gateways have to know of an organisation's detectors; nothing where all are as they ship. */
export const readInspection = async (tx: OrgTx): Promise<Pick<Snapshot, 'inspection'>> => {
  const secrets = await readRegisteredSecrets(tx);
  const inspection: InspectionSettings = {
    modes: await readModes(tx),
    custom: await readActive(tx),
    bundles: (await bundlesInForce(tx)).map(({ row: { name, version, percent }, bundle: { detectors } }) => ({
      name,
      version,
      percent,
      detectors,
    })),
    ...(secrets.length === 0 ? {} : { secrets }),
  };
  const { modes, custom, bundles } = inspection;
  return Object.keys(modes).length + custom.length + bundles.length + secrets.length === 0 ? {} : { inspection };
};

const readModes = async (tx: OrgTx): Promise<InspectionSettings['modes']> => {
  const rows = await tx.selectFrom('detector_settings').select(['detector', 'mode']).orderBy('detector').execute();
  return Object.fromEntries(rows.flatMap(({ detector, mode }) => (mode === 'on' ? [] : [[detector, mode]])));
};

const readActive = async (tx: OrgTx): Promise<InspectionSettings['custom']> => {
  const rows = await tx
    .selectFrom('custom_detectors')
    .select('definition')
    .where('state', '=', 'active')
    .orderBy('id')
    .execute();
  return rows.map(({ definition }) => definition);
};
