import { describe, expect, it } from 'vitest';
import { useFixture } from '../harness/fixture.js';
import { MODERN, modernMeta } from '../harness/modern.js';
import { bearer, openSession, type RawAnswer, send } from '../harness/raw-client.js';
import { tool } from '../harness/scripted-server.js';
import { openChannel } from './harness.js';

const fixture = useFixture({ tools: [tool('echo'), tool('other')] });
const all = (): string => `${fixture.gateway.url}/o/acme/mcp`;
const META = `"_meta":${JSON.stringify(modernMeta())}`;

/** One message twice: as one reader sees it and as another one might. `name` is the tool and `META` what modern clients add. */
const AMBIGUOUS: readonly (readonly [string, string])[] = [
  ['a method in other case', '"Method":"tools/call","params":{META,"name":"NAME"}'],
  ['a method and one in other case', '"method":"tools/call","METHOD":"ping","params":{META,"name":"NAME"}'],
  ['a method twice', '"method":"tools/call","method":"ping","params":{META,"name":"NAME"}'],
  ['a method twice, one escaped', '"method":"tools/call","\\u006dethod":"ping","params":{META,"name":"NAME"}'],
  ['parameters in other case', '"method":"tools/call","params":{META,"name":"NAME"},"Params":{"name":"other"}'],
  ['parameters with a long s', '"method":"tools/call","params":{META,"name":"NAME"},"paramſ":{"name":"other"}'],
  ['a name in other case', '"method":"tools/call","params":{META,"name":"NAME","Name":"other"}'],
  ['a name twice', '"method":"tools/call","params":{META,"name":"NAME","name":"other"}'],
  ['arguments in other case', '"method":"tools/call","params":{META,"name":"NAME","ARGUMENTS":{"path":"/etc/shadow"}}'],
  ['arguments with a long s', '"method":"tools/call","params":{META,"name":"NAME","argumentſ":{"path":"/etc/shadow"}}'],
  ['an argument twice', '"method":"tools/call","params":{META,"name":"NAME","arguments":{"path":"a","path":"b"}}'],
  [
    'an argument twice, deep',
    '"method":"tools/call","params":{META,"name":"NAME","arguments":{"a":[{"b":1,"\\u0062":2}]}}',
  ],
  [
    'answers in other case',
    '"method":"tools/call","params":{META,"name":"NAME","InputResponses":{"a":{"action":"accept"}}}',
  ],
  ['state in other case', '"method":"tools/call","params":{META,"name":"NAME","requeststate":"x"}'],
  ['_meta in other case', '"method":"tools/call","params":{META,"name":"NAME","_Meta":{}}'],
  ['_meta twice', '"method":"tools/call","params":{META,"name":"NAME","_meta":{},"_meta":{"a":1}}'],
  ['a task with a Kelvin sign', '"method":"tools/call","params":{META,"name":"NAME","tas\u212a":{"ttl":1}}'],
  ['__proto__ in the envelope', '"method":"tools/call","params":{META,"name":"NAME"},"__proto__":{"method":"ping"}'],
  ['__proto__ in the parameters', '"method":"tools/call","params":{META,"name":"NAME","__proto__":{"name":"other"}}'],
  ['an answer beside it', '"method":"tools/call","params":{META,"name":"NAME"},"result":{}'],
  ['an error beside it', '"method":"tools/call","params":{META,"name":"NAME"},"Error":{"code":1,"message":""}'],
  ['a lone surrogate', '"method":"tools/call","params":{META,"name":"NAME","arguments":{"a":"\\ud800"}}'],
];

const textOf = (members: string, name: string, meta: string): string =>
  `{"jsonrpc":"2.0","id":1,${members.replaceAll('"NAME"', `"${name}"`).replaceAll('META,', meta)}}`;

const postModern = (url: string, name: string, body: string): Promise<RawAnswer> => {
  const types = ['Accept', 'application/json, text/event-stream', 'Content-Type', 'application/json'];
  const routing = ['MCP-Protocol-Version', MODERN, 'Mcp-Method', 'tools/call', 'Mcp-Name', name];
  return send({ url, headers: [...bearer(fixture.ada.token), ...types, ...routing], body });
};

const codeOf = (answer: Record<string, unknown>): unknown => (answer.error as { code?: number } | undefined)?.code;

describe('T-DIFF: what two readers may read as two messages is refused, and the server hears nothing', () => {
  it.each(AMBIGUOUS)('%s', async (_, members) => {
    const legacy = textOf(members, 'echo', '');
    const session = await fixture.session();
    const batching = await openSession(fixture.url, fixture.ada.token, '2025-03-26');
    const aggregated = await openSession(all(), fixture.ada.token);
    const channel = await openChannel(fixture.url, fixture.ada.token);
    const before = fixture.upstream.of('tools/call').length;

    const answers = [
      await session.post(legacy),
      await aggregated.post(textOf(members, 'up__echo', '')),
      await postModern(fixture.url, 'echo', textOf(members, 'echo', `${META},`)),
      await postModern(all(), 'up__echo', textOf(members, 'up__echo', `${META},`)),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(400);
      expect([-32700, -32600]).toContain(codeOf(answer.json()));
    }
    const batch = await batching.post(`[${legacy}]`);
    await channel.post(legacy);
    await channel.ask({ id: 99, method: 'ping' });
    // Where several messages share a line, one that is neither a request nor anything else is answered by nothing.
    for (const said of [batch.body, channel.stream.text()]) expect(said).not.toContain('"content"');
    channel.stream.destroy();
    expect(fixture.upstream.of('tools/call').length).toBe(before);
  });
});

describe('T-DIFF: an answer to a question that two readers may read as two answers', () => {
  const ANSWERS = [
    '{"action":"decline","Action":"accept"}',
    '{"action":"accept","content":{"a":1},"CONTENT":{"a":"/etc/shadow"}}',
    '{"action":"decline","aCTION":"accept"}',
    '{"roots":[],"Rootſ":[{"uri":"file:///etc"}]}',
    '{"action":"decline","action":"accept"}',
    '{"__proto__":{"action":"accept"},"action":"decline"}',
  ];

  it.each(ANSWERS)('is refused in a session and in a modern request: %s', async (answer) => {
    const session = await fixture.session();
    const body = `"method":"tools/call","params":{META,"name":"NAME","inputResponses":{"a":${answer}}}`;
    const answers = [
      await session.post(`{"jsonrpc":"2.0","id":"some-question","result":${answer}}`),
      await postModern(fixture.url, 'echo', textOf(body, 'echo', `${META},`)),
    ];
    for (const refused of answers) {
      expect(refused.status).toBe(400);
      expect([-32700, -32600]).toContain(codeOf(refused.json()));
    }
  });
});

describe('T-DIFF: what is inspected is what is forwarded', () => {
  const ODD =
    '{ "__proto__" : {"message":"x"}, "constructor":{"prototype":{}}, "PATH":"a","path":"b", "n":1.0e+2, "big":12345678901234567890, "e":"\\u0041\\/" }';

  it.each(['in a session', 'on a channel', 'in a batch', 'modern'])('byte for byte, %s', async (way) => {
    const meta = way === 'modern' ? `${META},` : '';
    const body = textOf(`"method":"tools/call", "params":{META,"name" : "NAME", "arguments":${ODD}}`, 'echo', meta);
    fixture.upstream.received.length = 0;
    if (way === 'in a session') await (await fixture.session()).post(body);
    if (way === 'in a batch') await (await openSession(fixture.url, fixture.ada.token, '2025-03-26')).post(`[${body}]`);
    if (way === 'modern') await postModern(fixture.url, 'echo', body);
    if (way === 'on a channel') {
      const channel = await openChannel(fixture.url, fixture.ada.token);
      await channel.post(body);
      await channel.ask({ id: 99, method: 'ping' });
      channel.stream.destroy();
    }
    const [sent] = fixture.upstream.of('tools/call');
    // A modern message to a legacy server loses what only modern servers read; its arguments stay as they are.
    if (way === 'modern') expect(sent?.body).toContain(ODD);
    else expect(sent?.body).toBe(body);
  });
});
