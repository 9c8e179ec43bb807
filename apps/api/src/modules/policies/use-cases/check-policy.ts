import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import { checkPolicy } from '@sallyport/policy';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { DATABASE } from '../../../platform/tokens.js';
import { readCheckContext } from '../check-context.js';

type Check = typeof OPERATIONS.checkPolicy;

/** Says what publishing a text would say, with warnings about servers and tools the organisation does not have. Saves nothing. */
@Injectable()
export class CheckPolicy {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async run(ctx: OrgContext, { body }: InputOf<Check>): Promise<ResultOf<Check>> {
    const context = await withOrg(this.db, ctx.orgId, readCheckContext);
    const { diagnostics, tests, document, ruleCount } = checkPolicy(body.text, context);
    const isClean = document !== null && diagnostics.every(({ severity }) => severity !== 'error');
    return {
      ok: isClean && tests.every(({ passed }) => passed),
      diagnostics: [...diagnostics],
      tests: tests.map(({ name, passed, expected, actual, detail }) => ({ name, passed, expected, actual, detail })),
      ruleCount,
    };
  }
}
