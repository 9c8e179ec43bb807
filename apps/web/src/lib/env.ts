import { z } from 'zod';

const SAMPLE =
  /change.?me|replace.?(me|this)|place.?holder|example|sample|default|password|secret|sallyport|insert.?here/i;
const VARIETY_MIN = 8;

/** Whoever knows this key makes sessions of anybody, so one that a sample holds or that somebody typed is refused. */
const sessionSecret = z
  .string()
  .min(32, { abort: true })
  .refine((text) => !SAMPLE.test(text) && new Set(text).size >= VARIETY_MIN, {
    error: 'looks like a sample or a pattern; `openssl rand -base64 32` makes a real one',
  });

const envSchema = z.object({
  API_URL: z.url(),
  NEXTAUTH_URL: z.url(),
  NEXTAUTH_SECRET: sessionSecret,
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(1),
  OIDC_AUDIENCE: z.string().min(1),
  /** Algorithm the identity provider signs ID tokens with. */
  OIDC_ID_TOKEN_ALG: z.string().default('RS256'),
});

export interface WebEnv {
  readonly apiUrl: string;
  readonly consoleUrl: string;
  readonly isSecure: boolean;
  readonly sessionSecret: string;
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly audience: string;
    readonly idTokenAlg: string;
  };
}

const withoutTrailingSlash = (url: string): string => url.replace(/\/+$/, '');

const toWebEnv = (env: z.infer<typeof envSchema>): WebEnv => ({
  apiUrl: withoutTrailingSlash(env.API_URL),
  consoleUrl: withoutTrailingSlash(env.NEXTAUTH_URL),
  isSecure: env.NEXTAUTH_URL.startsWith('https://'),
  sessionSecret: env.NEXTAUTH_SECRET,
  oidc: {
    issuer: withoutTrailingSlash(env.OIDC_ISSUER),
    clientId: env.OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET,
    audience: env.OIDC_AUDIENCE,
    idTokenAlg: env.OIDC_ID_TOKEN_ALG,
  },
});

let current: WebEnv | undefined;

/**
 * The console's settings, read once. Reading is delayed to the first request because `next build` runs without them.
 * @throws Error that names every missing or malformed variable
 */
export const getEnv = (): WebEnv => {
  if (current) return current;
  const parsed = envSchema.safeParse(process.env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The console cannot start. ${problems.join('; ')}`);
  }
  current = toWebEnv(parsed.data);
  return current;
};
