interface ExpectedFailure {
  /** Title of the run, see suite-runs.ts. */
  readonly run: string;
  /** `<scenario>:<check id>`. */
  readonly check: string;
  /** Which bug of whom it is. A failure of ours is not listed: it is mended. */
  readonly because: string;
}

const STABLE_HEADER =
  'conformance 0.1.16 sends "MCP-Protocol-Version: 2025-03-26" in a session it negotiated as 2025-11-25, so the SDK ' +
  'rightly leaves out what 2025-03-26 does not have; the alpha sends the negotiated version';

/** What fails directly, against the fixture server. One that begins to pass fails the tests until it is removed here. */
const DIRECT: readonly ExpectedFailure[] = [
  { run: 'stable, 2025-11-25', check: 'server-sse-polling:server-sse-priming-event', because: STABLE_HEADER },
  { run: 'stable, 2025-11-25', check: 'server-sse-polling:server-sse-retry-field', because: STABLE_HEADER },
];

/** What fails when the official client alone is judged. */
const CLIENT: readonly ExpectedFailure[] = [];

const STABLE_ISSUER =
  'conformance 0.1.16 serves metadata of the issuer "{origin}/oauth" at the well-known address of "{origin}", which RFC 8414 ' +
  'section 3.3 says must not be used; the alpha serves the right one, and that scenario passes there';

/** What fails of authorization, through the gateway. */
const AUTHORIZATION: readonly ExpectedFailure[] = ['client-registration', 'authorization-request', 'token-request'].map(
  (id) => ({
    run: 'stable, 2025-11-25',
    check: `auth/2025-03-26-oauth-metadata-backcompat:${id}`,
    because: STABLE_ISSUER,
  }),
);

/**
 * Scenarios of optional extensions of authorization that the gateway does not offer, so that no client could pass them through
 * it. The suite runs them for information and counts them for nobody. One that passes must leave this list.
 */
export const EXTENSIONS_NOT_OFFERED: Readonly<Record<string, string>> = {
  'auth/client-credentials-jwt': 'the gateway acts for people, not in its own name: no client_credentials grant',
  'auth/client-credentials-basic': 'the gateway acts for people, not in its own name: no client_credentials grant',
  'auth/enterprise-managed-authorization': 'no token exchange with an enterprise identity provider',
  'auth/cross-app-access-complete-flow': 'no token exchange with an enterprise identity provider',
  'auth/wif-jwt-bearer': 'no workload identity federation',
  'auth/dpop': 'no sender-constrained tokens',
  'auth/dpop-nonce': 'no sender-constrained tokens',
};

const FIRST_HANDSHAKE =
  'it judges every request its server gets as that of a modern client, and a legacy client opens with initialize: the gateway ' +
  'offers that to a server it does not know yet, because one of both eras is best spoken to in the era of the client';

/** Scenarios a client of the other era cannot be judged by, whatever stands between. One that passes must leave this list. */
export const NOT_OF_THE_OTHER_ERA: Readonly<Record<string, string>> = {
  'http-standard-headers': FIRST_HANDSHAKE,
  'request-metadata': FIRST_HANDSHAKE,
};

const checksOf = (failures: readonly ExpectedFailure[], run: string): string[] =>
  failures.filter((failure) => failure.run === run).map(({ check }) => check);

export const expectedDirectFailures = (run: string): string[] => checksOf(DIRECT, run);

export const expectedAuthorizationFailures = (run: string): string[] => checksOf(AUTHORIZATION, run);

export const expectedClientFailures = (run: string): string[] => checksOf(CLIENT, run);
