/**
 * The canonical URI of an MCP server: scheme and host in lower case, no fragment, no slash after a bare host.
 * @see RFC 8707 section 2; MCP specification 2026-07-28, "Canonical Server URI"
 */
export const canonicalResource = (server: URL): string => {
  const bare = server.pathname === '/' ? '' : server.pathname;
  return `${server.origin}${bare}${server.search}`;
};

/**
 * Whether a resource identifier stands for a server: the same origin, and the same path or one above it at a slash. A token
 * for it is then a token this server may be given.
 */
export const coversServer = (resource: URL, server: URL): boolean => {
  if (resource.origin !== server.origin || resource.hash !== '') return false;
  if (resource.search !== '') return canonicalResource(resource) === canonicalResource(server);
  const base = resource.pathname.endsWith('/') ? resource.pathname : `${resource.pathname}/`;
  return `${server.pathname}/`.startsWith(base);
};
