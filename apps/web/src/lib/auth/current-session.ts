import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { getEnv } from '../env';
import { openSession, type Session } from './session';
import { joinSessionCookies, sessionCookieName } from './session-cookie';

/** The session of the request being served, or null. Renewal happens earlier, in `src/proxy.ts`. */
export const findSession = cache(async (): Promise<Session | null> => {
  const store = await cookies();
  return openSession(joinSessionCookies(store.getAll(), sessionCookieName(getEnv().isSecure)));
});

/** The session of the request being served; sends the person to sign in when there is none. */
export const getSession = async (): Promise<Session> => (await findSession()) ?? redirect('/sign-in');
