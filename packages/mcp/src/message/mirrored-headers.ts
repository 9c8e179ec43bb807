import type { McpMessage } from './classify.js';
import { decodeHeaderValue, encodeHeaderValue } from './header-values.js';
import { HEADERS } from './headers.js';
import { findMethod } from './methods.js';
import { type MirroredParam, paramMismatch } from './mirrored-params.js';
import type { RequestMeta } from './request-meta.js';
import { isModernVersion, LATEST_VERSION, type ModernVersion } from './versions.js';

/** The headers in which a modern request repeats parts of its body, as they were sent; null for one that was not. */
export interface MirroredHeaders {
  readonly protocolVersion: string | null;
  readonly method: string | null;
  readonly name: string | null;
  /** `Mcp-Param-*` by lower-case name. */
  readonly params: ReadonlyMap<string, string>;
}

/**
 * Compares the headers of a modern HTTP request with its body: whoever routes or limits by headers must not see another
 * request than the server does. Other messages owe no headers.
 * @param mirrored  the arguments that headers repeat; none when the tool's schema is not at hand yet, see {@link paramMismatch}
 * @returns null when they agree, else a sentence for {@link MCP_ERRORS.headerMismatch} that repeats no value
 * @see MCP specification 2026-07-28, "Streamable HTTP: Server Validation"
 */
export const headerMismatch = (
  headers: MirroredHeaders,
  message: McpMessage,
  { protocolVersion }: Pick<RequestMeta, 'protocolVersion'>,
  mirrored: readonly MirroredParam[] = [],
): string | null => {
  if (message.kind !== 'request') return null;
  const { method, params } = message;
  return (
    plainMismatch('MCP-Protocol-Version', headers.protocolVersion, protocolVersion) ??
    plainMismatch('Mcp-Method', headers.method, method) ??
    nameMismatch(headers.name, addressed(method, params, protocolVersion)) ??
    paramMismatch(headers.params, mirrored, (params as Fields | undefined)?.arguments)
  );
};

/**
 * The headers that a modern HTTP request needs whatever tool it calls, as alternating names and values. Those of arguments
 * are {@link paramHeaders}.
 */
export const mirroredHeaders = (
  protocolVersion: ModernVersion,
  method: string,
  params: object | undefined,
): string[] => {
  const headers = [HEADERS.protocolVersion, protocolVersion, HEADERS.method, method];
  const name = addressed(method, params, protocolVersion);
  return typeof name === 'string' ? [...headers, HEADERS.name, encodeHeaderValue(name)] : headers;
};

type Fields = Readonly<Record<string, unknown>>;

/** What `Mcp-Name` repeats: undefined when the method has nothing of the kind, null when the body does not say it. */
const addressed = (method: string, params: object | undefined, version: string): string | null | undefined => {
  const revision = isModernVersion(version) ? version : LATEST_VERSION;
  const param = findMethod(method, 'client_to_server', 'request', revision)?.nameHeaderParam ?? null;
  if (param === null) return undefined;
  const name = (params as Fields | undefined)?.[param];
  return typeof name === 'string' ? name : null;
};

const plainMismatch = (header: string, said: string | null, meant: string): string | null => {
  if (said === null) return `The ${header} header is missing.`;
  return said === meant ? null : `The ${header} header does not match the body.`;
};

const nameMismatch = (raw: string | null, meant: string | null | undefined): string | null => {
  if (meant === undefined) return null;
  // A body that names nothing is refused for that, by whoever reads its parameters.
  if (raw === null) return meant === null ? null : 'The Mcp-Name header is missing.';
  const said = decodeHeaderValue(raw);
  if (said === null) return 'The Mcp-Name header is not encoded as it must be.';
  return said === meant ? null : 'The Mcp-Name header does not match the body.';
};
