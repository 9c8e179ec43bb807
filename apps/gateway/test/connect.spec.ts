import { expect, it } from 'vitest';
import { authorizationRequired, type CredentialProvider } from '../src/upstream/credentials.js';
import { useFixture } from './harness/fixture.js';
import { sendModern, speakModern } from './harness/modern.js';
import { post } from './harness/raw-client.js';
import { tool } from './harness/scripted-server.js';

const PAGE = 'https://console.sallyport.test/acme/servers/up/connect';

/** What Ada can show the server: nothing until she has been to the page. */
const state = { connected: false };
const credentials: CredentialProvider = {
  forServer: () => ({
    peek: (principalId) =>
      principalId === null ? null : state.connected ? { token: 'own', grantId: null } : undefined,
    find: () => Promise.reject(authorizationRequired(401, PAGE)),
    replace: () => Promise.reject(authorizationRequired(401, PAGE)),
  }),
};

const fixture = useFixture({ prepare: (server) => speakModern(server, [tool('echo')]), credentials });

const params = { name: 'echo', arguments: { message: 'hello' } };
const call = (capabilities: object, more: object = {}) =>
  sendModern({
    url: fixture.url,
    token: fixture.ada.token,
    method: 'tools/call',
    params: { ...params, ...more },
    capabilities,
  });

it('asks a modern client to open the page where the server is connected, and goes on when it comes back', async () => {
  state.connected = false;
  const asked = (await call({ elicitation: { url: {} } })).json() as {
    result: { inputRequests: Record<string, { params: { url: string } }>; requestState: string };
  };
  expect(asked).toMatchObject({ result: { resultType: 'input_required' } });
  expect(Object.values(asked.result.inputRequests)).toMatchObject([
    { method: 'elicitation/create', params: { mode: 'url', url: PAGE } },
  ]);
  state.connected = true;
  fixture.upstream.received.length = 0;
  const { requestState } = asked.result;
  const inputResponses = Object.fromEntries(
    Object.keys(asked.result.inputRequests).map((key) => [key, { action: 'accept' }]),
  );
  const answer = await call({ elicitation: { url: {} } }, { requestState, inputResponses });
  expect(answer.json()).toMatchObject({ result: { content: [{ text: 'hello' }] } });
  const [sent] = fixture.upstream.of('tools/call');
  expect(sent?.headers.authorization).toBe('Bearer own');
  expect(sent?.message).toMatchObject({ params });
  expect(sent?.body).not.toContain('inputResponses');
  expect(sent?.body).not.toContain(fixture.ada.token);
  await fixture.gateway.spool.waitFor(({ completed }) => completed?.errorCode === 'upstream.authorization_required');
});

it('gives a client that opens no pages the error, with the address', async () => {
  state.connected = false;
  const answer = await call({ elicitation: { form: {} } });
  expect(answer.json()).toMatchObject({ error: { data: { code: 'upstream.authorization_required', url: PAGE } } });
});

it('asks a session of 2025-11-25 with -32042', async () => {
  state.connected = true;
  const initialize = {
    jsonrpc: '2.0',
    id: 0,
    method: 'initialize',
    params: {
      protocolVersion: '2025-11-25',
      capabilities: { elicitation: { url: {} } },
      clientInfo: { name: 'c', version: '1' },
    },
  };
  const begun = await post(fixture.url, fixture.ada.token, initialize);
  const session = ['Mcp-Session-Id', String(begun.headers['mcp-session-id'])];
  state.connected = false;
  const answer = await post(
    fixture.url,
    fixture.ada.token,
    { jsonrpc: '2.0', id: 7, method: 'tools/call', params },
    session,
  );
  expect(answer.json()).toMatchObject({
    id: 7,
    error: { code: -32042, data: { elicitations: [{ mode: 'url', url: PAGE, elicitationId: expect.any(String) }] } },
  });
});
