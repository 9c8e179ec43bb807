import { expect, it } from 'vitest';
import { ModernPeer } from '../sessions/peer.js';
import { decodeOperation, encodeOperation, type Operation } from './operation.js';
import { callOf, PEER, sessionOf } from './replicas.fixture.js';

const call = callOf(null, { name: 'x', ü: [1.5, null] });
const modern = new ModernPeer(
  { orgId: 'org_1', principalId: 'sa_1', serverId: 'srv_1' },
  { protocolVersion: '2026-07-28', client: null, capabilities: { elicitation: { url: {} } } },
);
const plain = {
  era: 'modern',
  protocolVersion: '2026-07-28',
  client: null,
  capabilities: { elicitation: { url: {} } },
  key: modern.key,
  principalId: 'sa_1',
};

const operations: Record<string, Operation> = {
  'a call': { kind: 'send', call },
  'a call of everything that can be absent': {
    kind: 'send',
    call: { ...call, inputSchema: undefined, progressToken: undefined, timeoutMs: null },
  },
  'a call with everything': {
    kind: 'send',
    call: { ...call, session: sessionOf('@two.x'), progressToken: 'p', traceparent: '00-1-2-01', inputSchema: true },
  },
  'a notification': {
    kind: 'send',
    call: {
      ...call,
      kind: 'notification',
      id: null,
      method: 'notifications/x',
      body: Buffer.from('{"jsonrpc":"2.0","method":"notifications/x"}'),
      params: undefined,
    },
  },
  'an answer': {
    kind: 'send',
    call: {
      ...call,
      kind: 'response',
      id: 'q',
      method: null,
      body: Buffer.from('{"jsonrpc":"2.0","id":"q","result":{}}'),
      params: undefined,
    },
  },
  listening: { kind: 'listen', request: { peer: PEER, session: sessionOf('s'), lastEventId: undefined } },
  'listening from an event on': { kind: 'listen', request: { peer: PEER, session: sessionOf('s'), lastEventId: 'é7' } },
  'the end of a session': { kind: 'end', peer: PEER, session: sessionOf(null) },
};

it.each(Object.entries(operations))('%s arrives as it was sent', (_name, operation) => {
  expect(decodeOperation(encodeOperation(operation))).toEqual(operation);
});

it('a peer that makes its key when it is asked for it arrives with it', () => {
  const operation = decodeOperation(encodeOperation({ kind: 'send', call: { ...call, peer: modern } }));
  expect(operation).toMatchObject({ call: { peer: plain } });
});

it('what is no operation is none, cut anywhere', () => {
  const bytes = encodeOperation({ kind: 'send', call });
  for (let end = 0; end < bytes.length; end++) expect(decodeOperation(bytes.subarray(0, end))).toBeNull();
  expect(decodeOperation(Buffer.from('\0\0\0\x02{}'))).toBeNull();
});
