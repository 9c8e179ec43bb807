import { parseScopes } from './scopes.js';

/** What a server said when it refused a request: the `Bearer` challenge of `WWW-Authenticate`. */
export interface Challenge {
  /** Where its metadata is (RFC 9728 section 5.1). */
  readonly resourceMetadata: string | null;
  /** Scopes the refused request needs; null when the server named none. */
  readonly scopes: readonly string[] | null;
  /** `invalid_token`, `insufficient_scope`, … (RFC 6750 section 3.1). */
  readonly error: string | null;
}

export const NO_CHALLENGE: Challenge = { resourceMetadata: null, scopes: null, error: null };

const HEADER_CHARS_MAX = 8192;
/** A scheme, or a parameter of the scheme before it. Sticky, and linear: no part can match what another one can. */
const ITEM = /[\s,]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\[\s\S])*)"|([^\s",=]+)))?/y;

/**
 * Reads `WWW-Authenticate`, several challenges or headers joined by commas included. What cannot be read counts as not said.
 * @see RFC 9110 section 11.6.1
 */
export const parseChallenge = (header: string | null): Challenge => {
  const bearer = bearerParameters((header ?? '').slice(0, HEADER_CHARS_MAX));
  return {
    resourceMetadata: bearer.get('resource_metadata') ?? null,
    scopes: parseScopes(bearer.get('scope')),
    error: bearer.get('error') ?? null,
  };
};

const bearerParameters = (header: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  let inBearer = false;
  ITEM.lastIndex = 0;
  for (let item = ITEM.exec(header); item !== null; item = ITEM.exec(header)) {
    const [, name = '', quoted, plain] = item;
    const value = quoted?.replaceAll(/\\([\s\S])/g, '$1') ?? plain;
    if (value === undefined) inBearer = name.toLowerCase() === 'bearer';
    else if (inBearer && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), value);
    skipRest(header, ITEM.lastIndex);
  }
  return found;
};

/** Past the padding of a token68, which no parameter has. */
const skipRest = (header: string, from: number): void => {
  let at = from;
  while (header[at] === '=') at += 1;
  ITEM.lastIndex = at;
};
