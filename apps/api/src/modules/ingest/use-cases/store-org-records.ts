import { Inject, Injectable } from '@nestjs/common';
import type { CallId, CompletedRecord, DecidedRecord, OrgId } from '@sallyport/contracts';
import { type Db, insertRecords, withOrg } from '@sallyport/db';
import type { DataKeys } from '../../../platform/crypto/data-keys.js';
import { DATA_KEYS, DATABASE } from '../../../platform/tokens.js';
import {
  type DecidedCall,
  type SpoolPosition,
  toCompletedCall,
  toDecidedCall,
  toRecordRow,
} from '../call-projection.js';
import { applyCompleted, insertDecided } from '../calls.repository.js';
import { isDataError } from '../data-error.js';
import type { RuledCall } from '../rule-hits.js';
import { addRuleHits } from '../rule-hits.repository.js';
import type { BadRecord, GoodRecord } from '../sort-batch.js';

/** Stores the records of one organisation, and the calls they tell of, in one transaction. */
@Injectable()
export class StoreOrgRecords {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(DATA_KEYS) private readonly keys: DataKeys,
  ) {}

  /**
   * Stores what is not stored yet. A record that the database refuses for what it holds is found by halving, so that it
   * holds back none of the others.
   * @returns records that could not be stored
   */
  async run(orgId: OrgId, position: SpoolPosition, records: readonly GoodRecord[]): Promise<BadRecord[]> {
    try {
      await this.#store(orgId, position, records);
      return [];
    } catch (err) {
      if (!isDataError(err)) throw err;
      const [first, ...others] = records;
      if (first && others.length === 0) return [{ sequence: first.sequence, problem: 'refused by the database' }];
      const middle = records.length >> 1;
      return [
        ...(await this.run(orgId, position, records.slice(0, middle))),
        ...(await this.run(orgId, position, records.slice(middle))),
      ];
    }
  }

  async #store(orgId: OrgId, position: SpoolPosition, records: readonly GoodRecord[]): Promise<void> {
    const decided = records.filter(isDecided);
    const completed = records.filter(isCompleted);
    const keepsPayload =
      decided.some(({ record }) => record.arguments != null) ||
      completed.some(({ record }) => record.capturedResult?.value != null);
    const key = keepsPayload ? await this.keys.current(orgId) : null;
    // Digests and ciphertext are made before the transaction, which only writes.
    const rows = records.map((record) => toRecordRow(orgId, position, record));
    const decidedCalls = decided.map((record) => toDecidedCall(position, record, key));
    const completedCalls = completed.map((record) => toCompletedCall(record, key));
    await withOrg(this.db, orgId, async (tx) => {
      await insertRecords(tx, rows);
      const fresh = await insertDecided(tx, orgId, decidedCalls);
      const further = await applyCompleted(tx, completedCalls);
      // Only calls and stages that are new here: what is sent again is counted once.
      await addRuleHits(tx, orgId, [...toRuledCalls(decidedCalls, fresh), ...further]);
    });
  }
}

const toRuledCalls = (calls: readonly DecidedCall[], fresh: ReadonlySet<string>): RuledCall[] => {
  const seen = new Set<string>();
  return calls
    .filter(({ id }) => fresh.has(id) && !seen.has(id) && seen.add(id))
    .map((call) => ({ ...call, id: call.id as CallId, at: new Date(call.at), rules: call.decided.rules }));
};

/** Calls a batch speaks of, each once. */
export const callIdsOf = (records: readonly GoodRecord[]): CallId[] => [
  ...new Set(records.map(({ record }) => record.callId as CallId)),
];

const isDecided = (good: GoodRecord): good is GoodRecord<DecidedRecord> => good.record.stage === 'decided';
const isCompleted = (good: GoodRecord): good is GoodRecord<CompletedRecord> => good.record.stage === 'completed';
