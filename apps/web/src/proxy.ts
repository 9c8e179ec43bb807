import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from '@/lib/auth/content-security-policy';
import { needsRenewal, renewSession } from '@/lib/auth/renew';
import { openSession, SESSION_MAX_AGE_S, sealSession } from '@/lib/auth/session';
import {
  type Cookie,
  joinSessionCookies,
  sessionCookieName,
  sessionCookiesOf,
  splitSessionCookie,
} from '@/lib/auth/session-cookie';
import { getEnv } from '@/lib/env';

type SessionState = { kind: 'none' } | { kind: 'active' } | { kind: 'renewed'; cookies: Cookie[] } | { kind: 'ended' };

const PUBLIC_PATHS = new Set(['/sign-in']);

/**
 * Runs before every page and relayed call: sets the Content Security Policy, renews the access token before it expires
 * (server components cannot write cookies, this can), and sends people without a session to sign in.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const session = await readSession(request);
  const mayPass = PUBLIC_PATHS.has(request.nextUrl.pathname) || session.kind === 'active' || session.kind === 'renewed';
  const response = mayPass ? passOn(request, session) : refuse(request, session);
  return session.kind === 'ended' ? forgetSession(request, response) : response;
}

export const config = {
  matcher: ['/((?!api/auth/|api/health$|_next/static/|_next/image|icon.svg$).*)'],
};

const readSession = async (request: NextRequest): Promise<SessionState> => {
  const baseName = sessionCookieName(getEnv().isSecure);
  const sealed = joinSessionCookies(request.cookies.getAll(), baseName);
  if (!sealed) return { kind: 'none' };
  const session = await openSession(sealed);
  if (!session) return { kind: 'ended' };
  if (!needsRenewal(session, Date.now())) return { kind: 'active' };
  try {
    const renewed = await renewSession(session);
    if (!renewed) return { kind: 'ended' };
    return { kind: 'renewed', cookies: splitSessionCookie(await sealSession(renewed), baseName) };
  } catch {
    // The provider cannot be reached: the token may still be good for a few seconds, and the api is the judge of that.
    return { kind: 'active' };
  }
};

const passOn = (request: NextRequest, session: SessionState): NextResponse => {
  const { isSecure } = getEnv();
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, { isSecure, isDevelopment: process.env.NODE_ENV === 'development' });
  const cookies = session.kind === 'renewed' ? session.cookies : [];
  if (session.kind === 'renewed') replaceSessionCookies(request, cookies);
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (isSecure) response.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
  for (const { name, value } of cookies) {
    response.cookies.set({
      name,
      value,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure,
      maxAge: SESSION_MAX_AGE_S,
    });
  }
  return response;
};

/** What runs after the proxy in this same request must see the new token, not the one it came with. */
const replaceSessionCookies = (request: NextRequest, cookies: readonly Cookie[]): void => {
  const baseName = sessionCookieName(getEnv().isSecure);
  for (const { name } of sessionCookiesOf(request.cookies.getAll(), baseName)) request.cookies.delete(name);
  for (const { name, value } of cookies) request.cookies.set(name, value);
};

const refuse = (request: NextRequest, session: SessionState): NextResponse => {
  const { pathname, search } = request.nextUrl;
  if (pathname.startsWith('/api/')) {
    return NextResponse.json(
      {
        type: 'https://sallyport.dev/docs/errors#auth.token_expired',
        title: 'Your session has ended',
        status: 401,
        detail: 'Sign in again to go on.',
        instance: pathname,
        code: 'auth.token_expired',
        requestId: crypto.randomUUID(),
      },
      { status: 401, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
    );
  }
  const target = new URL('/sign-in', getEnv().consoleUrl);
  if (pathname !== '/') target.searchParams.set('callbackUrl', `${pathname}${search}`);
  if (session.kind === 'ended') target.searchParams.set('error', 'SessionEnded');
  return NextResponse.redirect(target);
};

const forgetSession = (request: NextRequest, response: NextResponse): NextResponse => {
  const baseName = sessionCookieName(getEnv().isSecure);
  for (const { name } of sessionCookiesOf(request.cookies.getAll(), baseName)) {
    response.cookies.set({
      name,
      value: '',
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: getEnv().isSecure,
      maxAge: 0,
    });
  }
  return response;
};
