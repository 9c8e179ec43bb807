import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS, REGISTERED_SECRETS_MAX } from '@sallyport/contracts';
import { sealSecret } from '@sallyport/detect';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { CLOCK } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { toSecretView } from '../registered-secrets.queries.js';

const SALT_BYTES = 16;

/** Keeps of a secret what gateways need to find it, and gives it to them with the next snapshot. The value is not kept. */
@Injectable()
export class RegisterSecret {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(
    ctx: ActingContext,
    { body: { name, value } }: InputOf<typeof OPERATIONS.registerSecret>,
  ): Promise<ResultOf<typeof OPERATIONS.registerSecret>> {
    const sealed = sealSecret(name, value, randomBytes(SALT_BYTES).toString('base64url'));
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const { count } = await tx
        .selectFrom('registered_secrets')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      if (Number(count) >= REGISTERED_SECRETS_MAX) throw new AppError('registered_secret.too_many');
      const row = await tx
        .insertInto('registered_secrets')
        .values({
          org_id: ctx.orgId,
          ...sealed,
          registered_by: ctx.actor.name,
          registered_at: new Date(this.now()),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (!row) throw new AppError('registered_secret.name_taken');
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'registered_secret.added',
        target: name,
        detail: {},
      });
      return toSecretView(row);
    });
    return result;
  }
}
