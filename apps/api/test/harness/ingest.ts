import { type AuditRecord, OPERATIONS } from '@sallyport/contracts';
import { type Sent, send } from './client.js';
import type { TestApi } from './start-api.js';
import type { TestGateway } from './tenant.js';

/** Sends one batch of a spool. */
export const ingest = (
  api: TestApi,
  gateway: TestGateway,
  epoch: number,
  first: number,
  records: readonly AuditRecord[],
): Promise<Sent> =>
  send(api.url, OPERATIONS.ingestRecords, {
    token: gateway.token,
    body: { gatewayId: gateway.id, epoch, records: records.map((record, i) => ({ sequence: first + i, record })) },
  });
