/** Addresses people and clients use, which are not those the processes listen on. */
export interface PublicUrls {
  /** Where MCP clients reach a server of an organisation. */
  mcp(orgSlug: string, serverSlug: string): string;
  /** Page of the console where a server is connected to an account there. */
  connection(orgSlug: string, serverId: string, query?: Readonly<Record<string, string>>): string;
}

export const createPublicUrls = (urls: { readonly gateway: string; readonly console: string }): PublicUrls => ({
  mcp: (orgSlug, serverSlug) => `${urls.gateway}/o/${orgSlug}/s/${serverSlug}/mcp`,
  connection: (orgSlug, serverId, query = {}) =>
    `${urls.console}/${orgSlug}/servers/${serverId}?${new URLSearchParams({ tab: 'connection', ...query })}`,
});
