import { type ApiClient, createApiClient } from '@sallyport/api-client';
import type { ErrorCode } from '@sallyport/contracts';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { getSession } from '@/lib/auth/current-session';
import { getEnv } from '@/lib/env';
import { type ApiAnswer, type Problem, toProblem, unwrap } from './problem';
import type { Me } from './types';

const REQUEST_TIMEOUT_MS = 15_000;

/** The api as the signed-in person, for server components and route handlers. One client per request. */
export const getServerApi = cache(async (): Promise<ApiClient> => {
  const { accessToken } = await getSession();
  return createApiClient({
    baseUrl: getEnv().apiUrl,
    headers: { authorization: `Bearer ${accessToken}` },
    fetch: (input) => fetch(input, { cache: 'no-store', signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) }),
  });
});

/** Data for a page, or the problem the page shows in its place. */
export type Loaded<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly problem: Problem };

/**
 * Asks the api for what a page shows. What the api hides or does not have becomes the not-found page and a refused token
 * the sign-in page; any other refusal or failure is a value, as is what the page says it answers itself.
 */
export const load = async <T>(
  ask: (api: ApiClient) => Promise<ApiAnswer<T>>,
  { answersItself }: { readonly answersItself?: ErrorCode } = {},
): Promise<Loaded<T>> => {
  const api = await getServerApi();
  try {
    return { ok: true, data: await unwrap(ask(api)) };
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === answersItself) return { ok: false, problem };
    if (problem.status === 404 || problem.code === 'request.invalid') notFound();
    if (problem.status === 401) redirect('/sign-in?error=SessionEnded');
    return { ok: false, problem };
  }
};

/** Who is signed in and what they may do, asked once per request. */
export const loadMe = cache(async (): Promise<Loaded<Me>> => load((api) => api.GET('/v1/me')));
