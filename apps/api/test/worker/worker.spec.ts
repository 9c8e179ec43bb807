import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { OPERATIONS, type OrgId, type Snapshot } from '@sallyport/contracts';
import { asPlatform, withOrg } from '@sallyport/db';
import { createOutboxEntry, createServer, freePort } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrainOutbox } from '../../src/modules/outbox/use-cases/drain-outbox.js';
import { RebuildStaleSnapshot } from '../../src/modules/snapshots/use-cases/rebuild-stale-snapshot.js';
import { workerModule } from '../../src/worker.module.js';
import { send } from '../harness/client.js';
import { environmentOf } from '../harness/environment.js';
import { openStream } from '../harness/event-stream.js';
import { killProcesses, startProcess } from '../harness/process.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant } from '../harness/tenant.js';

const api = useApi();
afterAll(killProcesses);

let app: INestApplicationContext;
let drain: DrainOutbox;
let rebuild: RebuildStaleSnapshot;
beforeAll(async () => {
  app = await NestFactory.createApplicationContext(workerModule(api().core), { logger: false });
  drain = app.get(DrainOutbox);
  rebuild = app.get(RebuildStaleSnapshot, { strict: false });
});
afterAll(() => app.close());

const markStale = (orgId: OrgId) =>
  withOrg(api().core.db, orgId, (tx) => createOutboxEntry(tx, orgId, { topic: 'snapshot.stale' }));
const entriesOf = (orgId: OrgId) =>
  withOrg(api().core.db, orgId, (tx) => tx.selectFrom('outbox').select(['id', 'attempts']).execute());
const snapshotsOf = (orgId: OrgId) =>
  withOrg(api().core.db, orgId, (tx) => tx.selectFrom('snapshots').select('payload').orderBy('version').execute());

describe('the outbox', () => {
  it('wakes the builder once per organisation, and keeps its entries until the work is done', async () => {
    const { orgId } = await createTenant(api());
    await markStale(orgId);
    await markStale(orgId);
    await drain.run();
    expect(api().jobs.filter((job) => job === `snapshot-build:${orgId}`)).toHaveLength(1);
    expect(await entriesOf(orgId)).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
    expect(await rebuild.run(orgId)).toBe(true);
    expect(await entriesOf(orgId)).toEqual([]);
    expect(await snapshotsOf(orgId)).toHaveLength(1);
    expect(await rebuild.run(orgId)).toBe(false);
  });

  it('brings up an entry again, later, when the job that should have handled it was lost', async () => {
    const { orgId } = await createTenant(api());
    await markStale(orgId);
    await drain.run();
    await drain.run();
    const jobs = () => api().jobs.filter((job) => job === `snapshot-build:${orgId}`).length;
    expect(jobs()).toBe(1);
    await api().database.asOwner('update outbox set next_attempt_at = now() where org_id = $1', [orgId]);
    await drain.run();
    expect(jobs()).toBe(2);
    expect(await entriesOf(orgId)).toMatchObject([{ attempts: 2 }]);
  });

  it('does not wait for entries another worker holds, and leaves them to it', async () => {
    const [held, free] = [await createTenant(api()), await createTenant(api())];
    await markStale(held.orgId);
    await markStale(free.orgId);
    await asPlatform(api().core.platformDb, 'test', async (tx) => {
      await tx.selectFrom('outbox').select('id').where('org_id', '=', held.orgId).forUpdate().execute();
      await drain.run();
    });
    expect(await entriesOf(held.orgId)).toMatchObject([{ attempts: 0 }]);
    expect(await entriesOf(free.orgId)).toMatchObject([{ attempts: 1 }]);
  });

  it('says loudly that nobody handles a topic, and goes on', async () => {
    const { orgId } = await createTenant(api());
    await withOrg(api().core.db, orgId, (tx) => createOutboxEntry(tx, orgId, { topic: 'nobody.listens' }));
    await markStale(orgId);
    await drain.run();
    expect(api().jobs).toContain(`snapshot-build:${orgId}`);
    expect(api().log.find(({ topics }) => topics !== undefined)).toMatchObject({
      level: 'error',
      topics: ['nobody.listens'],
    });
  });
});

describe('the built processes', () => {
  it('bring a reported definition into the snapshot and to the gateway, and end within five seconds', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api(), [tenant.orgId]);
    const server = await withOrg(api().core.db, tenant.orgId, (tx) => createServer(tx, tenant.orgId));
    const env = environmentOf(api().database, api().idp.issuer);
    const port = await freePort();
    const http = startProcess('main.http.js', { ...env, API_PORT: String(port) });
    const worker = startProcess('main.worker.js', env);
    await Promise.all([http.waitFor('api listens'), worker.waitFor('worker runs')]);

    const url = `http://127.0.0.1:${port}`;
    const stream = await openStream(url, OPERATIONS.streamSnapshots, { token: gateway.token });
    const startedAt = performance.now();
    const reported = await send(url, OPERATIONS.reportDefinitions, {
      token: gateway.token,
      body: {
        gatewayId: gateway.id,
        orgId: tenant.orgId,
        serverId: server.id,
        kind: 'tool',
        observedAt: Date.now(),
        definitions: [{ name: 'read', body: { name: 'read' }, findings: [] }],
      },
    });
    expect(reported.status, reported.text).toBe(204);
    const event = await stream.next(({ data }) => (data as { orgId: string }).orgId === tenant.orgId);
    expect(event.at - startedAt).toBeLessThan(2000);
    const [row] = await snapshotsOf(tenant.orgId);
    expect((JSON.parse(row?.payload ?? '{}') as Snapshot).definitions).toMatchObject([
      { name: 'read', state: 'pinned' },
    ]);

    const ended = await Promise.all([http.stop('SIGTERM'), worker.stop('SIGTERM')]);
    for (const [index, { code, tookMs }] of ended.entries()) {
      expect(code, [http, worker][index]?.output()).toBe(0);
      expect(tookMs).toBeLessThan(5000);
    }
    await stream.ended;
  });

  it('name everything that is missing at once, without a value of what is there', async () => {
    const http = startProcess('main.http.js', {
      DATABASE_URL: 'postgres://somebody:hunter2@nowhere/db',
      API_PORT: 'seven',
    });
    await http.waitFor('Cannot start');
    for (const key of ['PLATFORM_DATABASE_URL', 'API_PORT', 'DATA_KEY', 'SNAPSHOT_SIGNING_KEY', 'OIDC_ISSUER']) {
      expect(http.output()).toContain(key);
    }
    expect(http.output()).not.toContain('hunter2');
  });
});
