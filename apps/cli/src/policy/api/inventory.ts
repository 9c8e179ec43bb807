import type { Inventory } from '../files/tools-file.js';
import type { OrgApi } from './org-api.js';

/** Servers and tools of the organisation, with the schemas that are pinned. Tools that are no longer listed are left out. */
export const readInventory = async (api: OrgApi): Promise<Inventory> => {
  const servers = await api.all('listServers', (client, org, query) =>
    client.GET('/v1/orgs/{org}/servers', { params: { path: { org }, query } }),
  );
  const tools: Inventory['tools'][number][] = [];
  for (const { id: serverId, slug } of servers) {
    const definitions = await api.all('listDefinitions', (client, org, page) =>
      client.GET('/v1/orgs/{org}/servers/{serverId}/definitions', {
        params: { path: { org, serverId }, query: { ...page, kind: 'tool' } },
      }),
    );
    const listed = definitions.filter(({ present }) => present);
    tools.push(...listed.map(({ name, body }) => ({ server: slug, name, ...schemasOf(body) })));
  }
  return { servers: servers.map(({ slug }) => ({ slug })), tools };
};

type Schema = Readonly<Record<string, unknown>>;

/** A server may send anything for a schema; what is no object says nothing. */
const schemasOf = ({ inputSchema, outputSchema }: Readonly<Record<string, unknown>>) => ({
  ...(isObject(inputSchema) ? { inputSchema } : {}),
  ...(isObject(outputSchema) ? { outputSchema } : {}),
});

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
