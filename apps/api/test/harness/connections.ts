import { OPERATIONS, type ServerId, type ServiceAccountId } from '@sallyport/contracts';
import { toJson, withOrg } from '@sallyport/db';
import { createServer, uniqueWord } from '@sallyport/testkit';
import { okBody, type Sent, send } from './client.js';
import type { TestApi } from './start-api.js';
import type { TestTenant } from './tenant.js';

/** The OAuth-protected server of the test api, as a server of this tenant. */
export const addOAuthServer = async (api: TestApi, { orgId }: TestTenant, url = api.oauth.server.url) => {
  const transport = toJson({ kind: 'streamable-http' as const, url });
  return withOrg(api.core.db, orgId, (tx) => createServer(tx, orgId, { transport, slug: uniqueWord('oauth') }));
};

export interface Connecting {
  readonly org: string;
  readonly serverId: ServerId;
  readonly token: string;
  readonly serviceAccountId?: ServiceAccountId;
}

export const start = ({ url }: TestApi, { org, serverId, token, serviceAccountId }: Connecting): Promise<Sent> =>
  send(url, OPERATIONS.startConnection, {
    token,
    params: { org, serverId },
    body: serviceAccountId === undefined ? {} : { serviceAccountId },
  });

/** Sends a browser to the authorization server and back as far as our callback. @returns the callback with its answer */
export const consent = async (authorizeUrl: string): Promise<URL> => {
  const answer = await fetch(authorizeUrl, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
};

/** Opens a callback at the api, which listens elsewhere than its public address says. */
export const callBack = ({ url }: TestApi, { pathname, search }: URL): Promise<Response> =>
  fetch(`${url}${pathname}${search}`, { redirect: 'manual' });

/** Goes through a whole sign-in up to the console. @returns where the browser ends */
export const signIn = async (api: TestApi, connecting: Connecting): Promise<URL> => {
  const { authorizeUrl } = okBody<{ authorizeUrl: string }>(OPERATIONS.startConnection, await start(api, connecting));
  const back = await callBack(api, await consent(authorizeUrl));
  return new URL(back.headers.get('location') ?? '');
};

export const complete = ({ url }: TestApi, org: string, token: string, ticket: string | null): Promise<Sent> =>
  send(url, OPERATIONS.completeConnection, { token, params: { org }, body: { ticket } });

/** Connects, from the first click to the stored grant. */
export const connect = async (api: TestApi, connecting: Connecting): Promise<Record<string, unknown>> => {
  const back = await signIn(api, connecting);
  const sent = await complete(api, connecting.org, connecting.token, back.searchParams.get('ticket'));
  return okBody<Record<string, unknown>>(OPERATIONS.completeConnection, sent);
};
