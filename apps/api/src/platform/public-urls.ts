/** Addresses people and clients use, which are not those the processes listen on. */
export interface PublicUrls {
  /** Where MCP clients reach a server of an organisation. */
  mcp(orgSlug: string, serverSlug: string): string;
}

export const createPublicUrls = (gatewayPublicUrl: string): PublicUrls => ({
  mcp: (orgSlug, serverSlug) => `${gatewayPublicUrl}/o/${orgSlug}/s/${serverSlug}/mcp`,
});
