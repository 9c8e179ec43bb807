import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import { getEnv } from '../env';

/** A session ends this long after the last sign-in or renewal. */
export const SESSION_MAX_AGE_S = 12 * 60 * 60;

const sessionSchema = z.object({
  sub: z.string(),
  name: z.string(),
  email: z.string(),
  accessToken: z.string(),
  accessTokenExpiresAtMs: z.number(),
  refreshToken: z.string().nullable(),
});

/** What the encrypted, httpOnly session cookie holds. It is read on the server only. */
export type Session = z.infer<typeof sessionSchema>;

/** The session in an encrypted cookie value, or null when it is missing, foreign, outdated or malformed. */
export const openSession = async (sealed: string): Promise<Session | null> => {
  if (!sealed) return null;
  try {
    const claims = await decode({ token: sealed, secret: getEnv().sessionSecret });
    return sessionSchema.safeParse(claims).data ?? null;
  } catch {
    return null;
  }
};

export const sealSession = (session: Session): Promise<string> =>
  encode({ token: session, secret: getEnv().sessionSecret, maxAge: SESSION_MAX_AGE_S });
