/** Characters of a scope (RFC 6749 section 3.3). */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/;
const SCOPES_MAX = 100;
const OFFLINE = 'offline_access';

/** Scopes of a space-separated list, each once; null when there is none. */
export const parseScopes = (text: string | null | undefined): readonly string[] | null => {
  const scopes = cleanScopes((text ?? '').split(' '));
  return scopes.length === 0 ? null : scopes;
};

export const cleanScopes = (scopes: readonly string[]): readonly string[] =>
  [...new Set(scopes.filter((scope) => SCOPE.test(scope)))].slice(0, SCOPES_MAX);

export interface ScopeSources {
  /** Scopes of the server's challenge: what the refused request needs. */
  readonly challenged: readonly string[] | null;
  /** `scopes_supported` of the protected resource. */
  readonly offered: readonly string[] | null;
  /** Scopes asked for before; kept, so that stepping up for one operation does not lose those of another. */
  readonly previous: readonly string[] | null;
  /** `scopes_supported` of the authorization server. */
  readonly serverScopes: readonly string[] | null;
}

/**
 * Scopes to ask for; null leaves the parameter out. The challenge counts before what the resource offers, earlier scopes are
 * kept, and a refresh token is asked for where the authorization server has a scope for that.
 * @see MCP specification 2026-07-28, "Scope Selection Strategy", "Step-Up Authorization Flow", "Refresh Tokens"
 */
export const selectScopes = ({
  challenged,
  offered,
  previous,
  serverScopes,
}: ScopeSources): readonly string[] | null => {
  const wanted = challenged ?? offered;
  const scopes = [...(previous ?? []), ...(wanted ?? [])];
  if (serverScopes?.includes(OFFLINE) === true) scopes.push(OFFLINE);
  return scopes.length === 0 ? null : cleanScopes(scopes);
};

/** Whether a challenge asks for a scope that was not asked for yet; when not, asking again cannot help. */
export const needsMore = (previous: readonly string[] | null, challenged: readonly string[] | null): boolean =>
  (challenged ?? []).some((scope) => previous?.includes(scope) !== true);
