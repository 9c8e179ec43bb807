/** Member names whose values never reach a log, wherever an object is logged. */
const SENSITIVE_KEYS = [
  'authorization',
  'cookie',
  'set-cookie',
  'proxy-authorization',
  'x-api-key',
  'apiKey',
  'accessToken',
  'refreshToken',
  'idToken',
  'token',
  'password',
  'secret',
  'clientSecret',
  'privateKey',
  'signingKey',
  'sessionKey',
  'dataKey',
  'connectionString',
  'arguments',
  'args',
] as const;

/** Levels of nesting at which a sensitive name is looked for: `token`, `body.token`, `req.headers.token`. */
const PREFIXES = ['', '*.', '*.*.'] as const;

const toPath = (prefix: string, key: string): string =>
  /^\w+$/.test(key) ? `${prefix}${key}` : `${prefix.replace(/\.$/, '')}["${key}"]`;

/** Paths pino replaces by {@link REDACTION_CENSOR}: every sensitive name at the top and one and two levels down. */
export const REDACTION_PATHS: readonly string[] = PREFIXES.flatMap((prefix) =>
  SENSITIVE_KEYS.map((key) => toPath(prefix, key)),
);

export const REDACTION_CENSOR = '[redacted]';
