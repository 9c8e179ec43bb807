/** Revisions of the specification that are spoken, oldest first. */
export const SUPPORTED_VERSIONS = ['2025-06-18', '2025-11-25'] as const;
export type ProtocolVersion = (typeof SUPPORTED_VERSIONS)[number];

/** The revision we ask for and answer with when we are free to choose. */
export const LATEST_VERSION: ProtocolVersion = '2025-11-25';

export const isSupportedVersion = (version: string): version is ProtocolVersion =>
  (SUPPORTED_VERSIONS as readonly string[]).includes(version);

/**
 * The version to use for a peer that asked for `requested`, or null when we do not speak it. Callers that answer
 * `initialize` offer {@link LATEST_VERSION} then, as the lifecycle page wants.
 */
export const negotiateVersion = (requested: string): ProtocolVersion | null =>
  isSupportedVersion(requested) ? requested : null;
