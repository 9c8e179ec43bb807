import { kib, type OperationShape, POLICY_TEXT_BYTES_MAX } from '@sallyport/contracts';
import type { NextRequest } from 'next/server';
import { findSession } from '@/lib/auth/current-session';
import { getEnv } from '@/lib/env';
import { createProblem, type Problem, ProblemError } from './problem';
import { declaredQuery, findRelayedOperation } from './relayed-operations';
import { isSameOrigin } from './same-origin';

const REQUEST_TIMEOUT_MS = 30_000;
/** JSON escapes can make a policy text up to six times as long; nothing else is near this. */
const BODY_BYTES_MAX = POLICY_TEXT_BYTES_MAX * 6 + kib(16);
const RELAYED_HEADERS = ['content-type', 'retry-after', 'x-request-id'];

/**
 * Passes one of the api's operations on with the session's access token. Refuses what is not on the list of operations,
 * what another site asked for, and bodies that are not JSON.
 */
export const relay = async (request: NextRequest): Promise<Response> => {
  try {
    const operation = admit(request);
    const session = await findSession();
    if (!session) throw refusal('auth.token_missing', 'Sign in again to go on.');
    const upstream = await fetch(toApiUrl(request, operation), {
      method: request.method,
      headers: {
        authorization: `Bearer ${session.accessToken}`,
        accept: 'application/json, application/problem+json',
        ...(operation.body ? { 'content-type': 'application/json' } : {}),
      },
      ...(operation.body ? { body: await readJson(request) } : {}),
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
    return toBrowser(upstream);
  } catch (error) {
    if (error instanceof ProblemError) return problemResponse(error.problem);
    return problemResponse(createProblem('service.unavailable', 'The Sallyport API cannot be reached.'));
  }
};

/** Opens the live tail and streams it through; the upstream connection ends when the browser's does. */
export const relayTail = async (request: NextRequest, org: string): Promise<Response> => {
  if (!isSameOrigin(request.method, request.headers, getEnv().consoleUrl)) return problemResponse(foreign());
  const session = await findSession();
  if (!session) return problemResponse(createProblem('auth.token_missing', 'Sign in again to go on.'));
  const upstream = await fetch(`${getEnv().apiUrl}/v1/orgs/${encodeURIComponent(org)}/call-tail`, {
    headers: { authorization: `Bearer ${session.accessToken}`, accept: 'text/event-stream' },
    cache: 'no-store',
    signal: request.signal,
  }).catch(() => null);
  if (!upstream) return problemResponse(createProblem('service.unavailable', 'The live tail cannot be reached.'));
  if (!upstream.ok) return toBrowser(upstream);
  return new Response(upstream.body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // `no-transform` keeps compression, which would hold events back, away from the stream.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
};

const admit = (request: NextRequest): OperationShape => {
  if (!isSameOrigin(request.method, request.headers, getEnv().consoleUrl)) throw new ProblemError(foreign());
  const operation = findRelayedOperation(request.method, toApiPath(request));
  if (!operation) throw refusal('route.not_found', 'The console does not offer this operation.');
  const contentType = request.headers.get('content-type') ?? '';
  if (operation.body && !/^application\/json\s*(;|$)/i.test(contentType)) {
    throw refusal('request.unsupported_media', 'Send the body as application/json.');
  }
  return operation;
};

const toApiPath = (request: NextRequest): string => request.nextUrl.pathname.replace(/^\/api/, '');

const toApiUrl = (request: NextRequest, operation: OperationShape): string => {
  const query = declaredQuery(operation, request.nextUrl.searchParams).toString();
  return `${getEnv().apiUrl}${toApiPath(request)}${query ? `?${query}` : ''}`;
};

const readJson = async (request: NextRequest): Promise<string> => {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) throw tooLarge();
  const text = await request.text();
  if (text.length > BODY_BYTES_MAX) throw tooLarge();
  try {
    JSON.parse(text);
  } catch {
    throw refusal('request.unparseable', 'The body is not valid JSON.');
  }
  return text;
};

const toBrowser = (upstream: Response): Response => {
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const name of RELAYED_HEADERS) {
    const value = upstream.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(upstream.status === 204 ? null : upstream.body, { status: upstream.status, headers });
};

const refusal = (...args: Parameters<typeof createProblem>): ProblemError => new ProblemError(createProblem(...args));

const tooLarge = (): ProblemError => refusal('request.too_large', 'The text is larger than the console sends on.');

const foreign = (): Problem =>
  createProblem('request.origin_forbidden', 'This can be asked for from the console only.');

const problemResponse = (problem: Problem): Response =>
  Response.json(problem, {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
