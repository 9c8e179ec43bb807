import { OPERATIONS } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { createAdminChange } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant } from '../harness/tenant.js';

const api = useApi();
const { listAdminChanges } = OPERATIONS;

interface Page {
  readonly items: readonly { readonly target: string; readonly at: string; readonly actor: string }[];
  readonly nextCursor: string | null;
}

const page = async (
  { slug: org, ownerToken: token }: TestTenant,
  query: Record<string, string | number>,
): Promise<Page> =>
  okBody<Page>(listAdminChanges, await send(api().url, listAdminChanges, { params: { org }, token, query }));

describe('listAdminChanges', () => {
  it('200: pages through the trail of this organisation, newest first, each entry once', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const at = new Date(Date.now() + 60_000);
    const targets = ['one', 'two', 'three', 'four', 'five'];
    await withOrg(api().core.db, tenant.orgId, async (tx) => {
      for (const target of targets) await createAdminChange(tx, tenant.orgId, { target, at });
    });
    await withOrg(api().core.db, other.orgId, (tx) => createAdminChange(tx, other.orgId, { target: 'foreign', at }));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next: Page = await page(tenant, { limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...next.items.map(({ target }) => target));
      cursor = next.nextCursor;
    } while (cursor);
    expect(seen.filter((target) => targets.includes(target))).toEqual([...targets].reverse());
    expect(seen).not.toContain('foreign');
  });
});
