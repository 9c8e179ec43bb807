/** Injection tokens of what the process builds once and modules share. Injected explicitly, so no decorator metadata is needed. */
export const DATABASE = Symbol('Db of the application role');
export const PLATFORM_DATABASE = Symbol('Db of the platform role');
export const COORDINATION = Symbol('Coordination');
export const QUEUES = Symbol('JobQueues');
export const LOGGER = Symbol('Logger');
export const NEW_ID = Symbol('IdFactory');
export const CLOCK = Symbol('() => number');
export const CURSORS = Symbol('CursorCodec');
export const DATA_KEYS = Symbol('DataKeys');
export const SNAPSHOT_SIGNER = Symbol('SnapshotSigner');
export const BUNDLE_KEYS = Symbol('TrustedKeys');
export const VERIFY_PERSON = Symbol('PersonTokenVerifier');
export const DIRECTORY = Symbol('Directory');
export const PUBLIC_URLS = Symbol('PublicUrls');
export const UPSTREAM_AUTH = Symbol('UpstreamAuth');
