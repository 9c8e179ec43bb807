import { randomBytes } from 'node:crypto';

const SUFFIX_BYTES = 8;

/**
 * The name of this process among the replicas: its instance's, and a suffix that is another one after every start, because
 * what was bound to the process before went with it.
 * @param gatewayId  `GATEWAY_ID`
 */
export const newReplicaId = (gatewayId: string): string =>
  `${gatewayId.replaceAll('.', '-')}-${randomBytes(SUFFIX_BYTES).toString('hex')}`;
