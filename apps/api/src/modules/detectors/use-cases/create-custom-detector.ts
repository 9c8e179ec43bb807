import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type Db, toJson, withOrg } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { acceptDetector } from '../accept-detector.js';
import { type CustomDetectorView, toView } from '../custom-detectors.queries.js';

const DETECTORS_MAX = 200;

/** Stores a detector as a draft: no gateway has it until it is turned on. */
@Injectable()
export class CreateCustomDetector {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(
    ctx: ActingContext,
    { body: { definition } }: InputOf<typeof OPERATIONS.createCustomDetector>,
  ): Promise<CustomDetectorView> {
    acceptDetector(definition, 'draft');
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const { count } = await tx
        .selectFrom('custom_detectors')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      if (Number(count) >= DETECTORS_MAX)
        throw new AppError('detector.invalid', { detail: `An organisation has at most ${DETECTORS_MAX} of its own.` });
      const row = await tx
        .insertInto('custom_detectors')
        .values({
          org_id: ctx.orgId,
          id: definition.id,
          definition: toJson(definition),
          changed_by: ctx.actor.name,
          changed_at: new Date(this.now()),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (!row) throw new AppError('detector.id_taken');
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'detector.created',
        target: definition.id,
        detail: {},
      });
      return toView(row);
    });
  }
}
