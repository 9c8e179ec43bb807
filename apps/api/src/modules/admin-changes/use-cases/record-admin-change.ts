import { Inject, Injectable } from '@nestjs/common';
import type { AdminAction, OrgId } from '@sallyport/contracts';
import { type OrgTx, storableText, toJson } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import { CLOCK, NEW_ID } from '../../../platform/tokens.js';

export interface AdminChange {
  /** Person, service or gateway that made the change, as people know it. */
  readonly actor: string;
  readonly action: AdminAction;
  /** What was changed, as people know it. */
  readonly target: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

const ACTOR_CHARS_MAX = 120;
const TARGET_CHARS_MAX = 200;

/** Writes an entry of the organisation's trail, in the transaction of the change it describes. */
@Injectable()
export class RecordAdminChange {
  constructor(
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(tx: OrgTx, orgId: OrgId, { actor, action, target, detail = {} }: AdminChange): Promise<void> {
    const at = this.now();
    await tx
      .insertInto('admin_changes')
      .values({
        org_id: orgId,
        id: this.newId('adminChange', at),
        at: new Date(at),
        actor: storableText(actor).slice(0, ACTOR_CHARS_MAX),
        action,
        target: storableText(target).slice(0, TARGET_CHARS_MAX),
        detail: toJson(detail),
      })
      .execute();
  }
}
