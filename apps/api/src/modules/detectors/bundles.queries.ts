import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { ResultOf } from '../../platform/operation.decorator.js';
import { DATABASE } from '../../platform/tokens.js';
import { toBundleView } from './bundle-view.js';
import { listBundles } from './bundles.repository.js';

@Injectable()
export class BundlesQueries {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  list(ctx: OrgContext): Promise<ResultOf<typeof OPERATIONS.listDetectorBundles>> {
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const stored = await listBundles(tx);
      return { items: await Promise.all(stored.map((one) => toBundleView(tx, one))) };
    });
  }
}
