import {
  hasPermission,
  OPERATIONS,
  type OperationId,
  type OperationShape,
  PERMISSIONS,
  type Permission,
  ROLES,
} from '@sallyport/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { pathOf, problemOf, type SendOptions, type Sent, send } from '../harness/client.js';
import { openStream } from '../harness/event-stream.js';
import { useApi } from '../harness/start-api.js';
import { createTenant } from '../harness/tenant.js';
import { createWorld, type World } from '../harness/world.js';

const api = useApi();
let world: World;

beforeAll(async () => {
  world = await createWorld(api());
});

const ALL = Object.values(OPERATIONS) as readonly OperationShape[];
const isPermission = (access: string): access is Permission => access in PERMISSIONS;
const ORG_OPERATIONS = ALL.filter(({ access }) => isPermission(access));
const GATEWAY_OPERATIONS = ALL.filter(({ access }) => access === 'gateway');
const CLOSED = ALL.filter(({ access }) => access !== 'public');

/** Sends and gives the status; a stream is opened and closed again. */
const statusOf = async (operation: OperationShape, options: SendOptions): Promise<number> => {
  if (!operation.success.contentType) return (await send(api().url, operation, options)).status;
  try {
    (await openStream(api().url, operation, options)).close();
    return 200;
  } catch (err) {
    return Number(/^\d+/.exec((err as Error).message)?.[0]);
  }
};

/** What is left of an answer when what differs from request to request is taken out. */
const comparable = ({ status, headers, text }: Sent, slug: string) => ({
  status,
  headers: [...headers].filter(([name]) => !['date', 'x-request-id', 'content-length'].includes(name)),
  text: text.replace(/"requestId":"[^"]+"/, '').replaceAll(slug, 'SLUG'),
});

describe.each(ROLES)('%s', (role) => {
  it.each(ORG_OPERATIONS.map(({ id, access }) => [id, access] as const))('%s needs %s', async (id, access) => {
    const operation: OperationShape = OPERATIONS[id as OperationId];
    const { token } = await world.tenant.join(role);
    const allowed = hasPermission(role, access as Permission);
    const status = await statusOf(operation, { ...(await world.input(id as OperationId, token)), token });
    expect(status).toBe(allowed ? operation.success.status : 403);
  });
});

describe('without a valid token', () => {
  it.each(CLOSED.map(({ id }) => id))('%s is refused', async (id) => {
    const operation: OperationShape = OPERATIONS[id as OperationId];
    const sent = await send(api().url, operation, await world.input(id as OperationId));
    problemOf(sent, 'auth.token_missing');
    expect(sent.headers.get('www-authenticate')).toBe('Bearer realm="sallyport"');
  });

  it.each(CLOSED.map(({ id }) => id))('%s does not take the other kind of token', async (id) => {
    const operation: OperationShape = OPERATIONS[id as OperationId];
    const token = operation.access === 'gateway' ? world.tenant.ownerToken : world.gateway.token;
    problemOf(
      await send(api().url, operation, { ...(await world.input(id as OperationId)), token }),
      'auth.token_invalid',
    );
  });
});

describe('another tenant', () => {
  it.each(ORG_OPERATIONS.map(({ id }) => id))('%s looks like an organisation that does not exist', async (id) => {
    const operation: OperationShape = OPERATIONS[id as OperationId];
    const stranger = await createTenant(api());
    const input = await world.input(id as OperationId);
    const missing = 'org-nobody-has';
    const foreign = await send(api().url, operation, { ...input, token: stranger.ownerToken });
    const absent = await send(api().url, operation, {
      ...input,
      params: { ...input.params, org: missing },
      token: stranger.ownerToken,
    });
    problemOf(foreign, 'org.not_found');
    expect(comparable(foreign, world.tenant.slug)).toEqual(comparable(absent, missing));
  });

  it.each(ORG_OPERATIONS.filter(({ path }) => path.split('{').length > 2).map(({ id }) => id))(
    "%s does not find a foreign thing under one's own organisation",
    async (id) => {
      const operation: OperationShape = OPERATIONS[id as OperationId];
      const stranger = await createTenant(api());
      const input = await world.input(id as OperationId);
      const sent = await send(api().url, operation, {
        ...input,
        params: { ...input.params, org: stranger.slug },
        token: stranger.ownerToken,
      });
      expect(sent.status, sent.text).toBe(404);
    },
  );
});

describe('order of checks', () => {
  it('tells a member without the permission nothing about the input', async () => {
    const { token } = await world.tenant.join('developer');
    const params = { org: world.tenant.slug, policyId: 'nonsense' };
    problemOf(
      await send(api().url, OPERATIONS.publishPolicy, { params, token, body: 'no json' }),
      'permission.missing',
    );
  });

  it('answers a malformed organisation like a missing one', async () => {
    const params = { org: 'Not A Slug' };
    const sent = await send(api().url, OPERATIONS.listCalls, { params, token: world.tenant.ownerToken });
    problemOf(sent, 'org.not_found');
    expect(pathOf(OPERATIONS.listCalls, params)).toContain('%20');
  });

  it('counts a changed role from the next request on', async () => {
    const { memberId, token } = await world.tenant.join('owner');
    const read = () => send(api().url, OPERATIONS.listMembers, { params: { org: world.tenant.slug }, token });
    expect((await read()).status).toBe(200);
    const params = { org: world.tenant.slug, memberId };
    await send(api().url, OPERATIONS.updateMember, {
      params,
      token: world.tenant.ownerToken,
      body: { role: 'developer' },
    });
    problemOf(await read(), 'permission.missing');
  });
});

it('covers every gateway operation', () => {
  expect(GATEWAY_OPERATIONS.length + ORG_OPERATIONS.length + 1).toBe(ALL.length);
});
