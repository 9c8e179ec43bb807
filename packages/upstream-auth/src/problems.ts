/** Everything that can stand in the way of a grant, as codes a caller can act on. */
export const AUTH_PROBLEMS = {
  'metadata-unreachable': 'The sign-in service of the server cannot be reached',
  'metadata-missing': 'The server does not say where to sign in',
  'metadata-invalid': 'The server describes its sign-in in a way that cannot be used',
  'resource-mismatch': 'The server describes itself under another address than its own',
  'issuer-mismatch': 'The sign-in service claims to be another one',
  'endpoint-insecure': 'The sign-in service names an address that is not safe to open',
  'pkce-unsupported': 'The sign-in service does not offer PKCE with S256, without which a code can be stolen',
  'registration-unsupported': 'The sign-in service only knows clients that were registered with it by hand',
  'registration-refused': 'The sign-in service refused to register Sallyport',
  'response-mismatch': 'The answer of the sign-in service does not belong to this sign-in',
  'consent-refused': 'Access was not granted',
  'authorization-refused': 'The sign-in service refused the request',
  'grant-refused': 'The sign-in service no longer honours this connection',
  'client-refused': 'The sign-in service does not accept Sallyport as its client',
  'token-invalid': 'The sign-in service answered with something that is no usable token',
} as const;

export type AuthProblem = keyof typeof AUTH_PROBLEMS;

/** The one error of this package. `message` is a fixed sentence, safe to show; what went wrong inside is the cause. */
export class UpstreamAuthError extends Error {
  readonly problem: AuthProblem;
  /** OAuth error code of the authorization server, of letters, digits and underscores; null when it gave none. */
  readonly oauthError: string | null;

  constructor(
    problem: AuthProblem,
    options: { readonly oauthError?: string | undefined; readonly cause?: unknown } = {},
  ) {
    super(AUTH_PROBLEMS[problem], { cause: options.cause });
    this.name = 'UpstreamAuthError';
    this.problem = problem;
    this.oauthError = /^[A-Za-z0-9_]{1,64}$/.test(options.oauthError ?? '') ? (options.oauthError ?? null) : null;
  }
}
