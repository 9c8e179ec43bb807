/** Revisions that begin a session with `initialize`, oldest first. */
export const LEGACY_VERSIONS = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'] as const;
/** Revisions without sessions, in which every request says what it speaks, oldest first. */
export const MODERN_VERSIONS = ['2026-07-28'] as const;
/** Revisions of the specification that are spoken, oldest first. Versions are dates: they compare as text. */
export const SUPPORTED_VERSIONS = [...LEGACY_VERSIONS, ...MODERN_VERSIONS] as const;

export type LegacyVersion = (typeof LEGACY_VERSIONS)[number];
export type ModernVersion = (typeof MODERN_VERSIONS)[number];
export type ProtocolVersion = LegacyVersion | ModernVersion;

/**
 * The two families of revisions, which cannot talk to each other.
 * @see MCP specification 2026-07-28, "Versioning and Compatibility: Terminology"
 */
export type Era = 'modern' | 'legacy';

/** The revision we ask for in `initialize`, and answer it with when the one asked for is not spoken. */
export const LATEST_LEGACY_VERSION = '2025-11-25' satisfies LegacyVersion;
/** The revision our own modern requests carry. */
export const LATEST_VERSION = '2026-07-28' satisfies ModernVersion;

export const isSupportedVersion = (version: string): version is ProtocolVersion =>
  (SUPPORTED_VERSIONS as readonly string[]).includes(version);

export const isLegacyVersion = (version: string): version is LegacyVersion =>
  (LEGACY_VERSIONS as readonly string[]).includes(version);

export const isModernVersion = (version: string): version is ModernVersion =>
  (MODERN_VERSIONS as readonly string[]).includes(version);

export const eraOf = (version: ProtocolVersion): Era => (isLegacyVersion(version) ? 'legacy' : 'modern');

/**
 * The version to use with a peer that asked for `requested` in `initialize`, or null when it is unknown or modern. Whoever
 * answers `initialize` offers {@link LATEST_LEGACY_VERSION} then.
 * @see MCP specification 2025-11-25, "Lifecycle: Version Negotiation"
 */
export const negotiateLegacyVersion = (requested: string): LegacyVersion | null =>
  isLegacyVersion(requested) ? requested : null;

/**
 * Whether several messages may come as one JSON array. Only 2025-03-26 has them: `JSONRPCMessage` of its schema names batches,
 * that of 2024-11-05 does not yet, and 2025-06-18 took them out.
 */
export const hasBatches = (version: ProtocolVersion): boolean => version === '2025-03-26';

/** Whether HTTP requests after `initialize` carry `MCP-Protocol-Version`: since 2025-06-18. */
export const hasVersionHeader = (version: ProtocolVersion): boolean => version >= '2025-06-18';
