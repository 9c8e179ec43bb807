import { Inject, Injectable } from '@nestjs/common';
import { type CallId, DETECTOR_DAYS, days, type OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, type Row, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { ResultOf } from '../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../platform/tokens.js';
import { type DetectorFacts, listKnownDetectors } from './known-detectors.js';

type List = ResultOf<typeof OPERATIONS.listDetectors>;
export type DetectorItem = List['items'][number];
type Seen = DetectorItem['seen'];

const NEVER: Seen = { calls: 0, denied: 0, lastAt: null, lastCallId: null };

@Injectable()
export class DetectorsQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  list(ctx: OrgContext): Promise<List> {
    return withOrg(this.db, ctx.orgId, async (tx) => ({ items: await this.listIn(tx) }));
  }

  /** Every detector that is in force or ships, by id. */
  async listIn(tx: OrgTx): Promise<DetectorItem[]> {
    const known = await listKnownDetectors(tx);
    const settings = new Map(
      (await tx.selectFrom('detector_settings').selectAll().execute()).map((row) => [row.detector, row]),
    );
    const seen = await readSeen(tx, new Date(this.now() - days(DETECTOR_DAYS)));
    return known.map((facts) => toItem(facts, settings.get(facts.id), seen.get(facts.id) ?? NEVER));
  }
}

const toItem = (facts: DetectorFacts, setting: Row<'detector_settings'> | undefined, seen: Seen): DetectorItem => ({
  ...facts,
  mode: setting?.mode ?? 'on',
  modeSet: setting ? { by: setting.changed_by, at: setting.changed_at.toISOString(), reason: setting.reason } : null,
  seen,
});

/** Calls in which each detector found something, since then. */
const readSeen = async (tx: OrgTx, since: Date): Promise<Map<string, Seen>> => {
  const { rows } = await sql<{ detector: string; calls: number; denied: number; last_at: Date; last_call_id: CallId }>`
    select detector, count(*) as calls, count(*) filter (where c.effect = 'deny') as denied, max(c.at) as last_at,
      (array_agg(c.id order by c.at desc, c.id desc))[1] as last_call_id
    from calls c, unnest(c.detectors) as detector
    where c.at > ${since} and c.detectors <> '{}'
    group by detector`.execute(tx);
  return new Map(
    rows.map(({ detector, calls, denied, last_at, last_call_id }) => [
      detector,
      { calls, denied, lastAt: last_at.toISOString(), lastCallId: last_call_id },
    ]),
  );
};
