import type { RpcError } from './classify.js';

/** Codes the MCP specification defines itself. The comment names the revisions that have them. */
export const MCP_ERRORS = {
  /** Since 2026-07-28: headers and body disagree, or a header is missing or malformed. */
  headerMismatch: -32020,
  /** Since 2026-07-28: `data.requiredCapabilities` holds what the client did not declare. */
  missingRequiredClientCapability: -32021,
  /** Since 2026-07-28: `data.supported` lists what the server speaks, `data.requested` what it was asked for. */
  unsupportedProtocolVersion: -32022,
  /** Until 2025-11-25; later revisions answer −32602. */
  resourceNotFound: -32002,
  /** Only 2025-11-25: `data.elicitations` holds what the person has to visit first. */
  urlElicitationRequired: -32042,
} as const;

const MODERN: readonly number[] = [
  MCP_ERRORS.headerMismatch,
  MCP_ERRORS.missingRequiredClientCapability,
  MCP_ERRORS.unsupportedProtocolVersion,
];

/**
 * Whether an error can only come from a server of the modern era, so that a prober does not fall back to `initialize`. The
 * code alone tells: the specification keeps its range to itself, and what `data` lacks is a fault of a modern server.
 * @see MCP specification 2026-07-28, "Versioning: Backward Compatibility" and "Base protocol: Error Codes"
 */
export const isModernError = ({ code }: Pick<RpcError, 'code'>): boolean => MODERN.includes(code);

const VERSIONS_MAX = 32;
const VERSION_LENGTH_MAX = 64;

/** The versions an {@link MCP_ERRORS.unsupportedProtocolVersion} names, at most 32 of at most 64 characters; else none. */
export const supportedVersionsOf = ({ code, data }: Pick<RpcError, 'code' | 'data'>): string[] => {
  if (code !== MCP_ERRORS.unsupportedProtocolVersion || typeof data !== 'object' || data === null) return [];
  const { supported } = data as { supported?: unknown };
  if (!Array.isArray(supported)) return [];
  return supported.slice(0, VERSIONS_MAX).filter(isVersionText);
};

const isVersionText = (version: unknown): version is string =>
  typeof version === 'string' && version.length <= VERSION_LENGTH_MAX;
