import { describe, expect, it } from 'vitest';
import { useFixture } from '../harness/fixture.js';
import { sendModern } from '../harness/modern.js';
import { json, rpcResult, tool } from '../harness/scripted-server.js';
import { leastStall } from './harness.js';

const MANY = 4_000;
/** Patterns that a backtracking matcher needs longer for than anybody waits. */
const EVIL = ['^(a+)+$', '^(a|a)*$', '(.*a){25}', '^([a-z]+)*\\d$'];
const TEMPLATES = [
  '{a}'.repeat(MANY),
  'a{b}'.repeat(MANY),
  `x:${'{+a}{?b}'.repeat(MANY)}`,
  'x:{a*}{b*}{c*}!',
  '{'.repeat(MANY),
];

const properties = Object.fromEntries(
  EVIL.map((pattern, i) => [`p${i}`, { type: 'string', pattern, format: 'uri-template' }]),
);
const hostile = tool('hostile', {
  inputSchema: { type: 'object', properties, patternProperties: Object.fromEntries(EVIL.map((p) => [p, {}])) },
});

const fixture = useFixture({
  tools: [hostile, tool(`${'*'.repeat(60)}a`), tool('a'.repeat(128))],
  policy: `
version: 1
name: globs
rules:
  - { id: all, effect: allow }
  - { id: stars, match: { tools: ['*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b'] }, effect: deny }
`,
  prepare: (server) => {
    server.on('initialize', (request, res) =>
      json(
        res,
        rpcResult(request, {
          ...(request.message?.params as object),
          capabilities: { tools: {}, resources: {} },
          serverInfo: { name: 'scripted', version: '1' },
        }),
        { 'mcp-session-id': 'upstream' },
      ),
    );
    server.on('resources/list', (request, res) => json(res, rpcResult(request, { resources: [] })));
    server.on('resources/templates/list', (request, res) =>
      json(
        res,
        rpcResult(request, { resourceTemplates: TEMPLATES.map((uriTemplate, i) => ({ uriTemplate, name: `t${i}` })) }),
      ),
    );
    server.on('resources/read', (request, res) => json(res, rpcResult(request, { contents: [] })));
  },
});

const ask = (url: string, method: string, params: Record<string, unknown>) =>
  sendModern({ url, token: fixture.ada.token, method, params });

describe('T-REDOS: patterns and templates of a server cost time in proportion, whoever reads them', () => {
  const LONG = `${'a'.repeat(20_000)}!`;

  it.each(['of one server', 'of all servers'])('as tools %s', async (where) => {
    const one = where === 'of one server';
    const url = one ? fixture.url : `${fixture.gateway.url}/o/acme/mcp`;
    const args = Object.fromEntries(EVIL.map((_, i) => [`p${i}`, LONG]));
    const list = () => ask(url, 'tools/list', {});
    const call = () => ask(url, 'tools/call', { name: one ? 'hostile' : 'up__hostile', arguments: args });
    for (const attempt of [list, call]) expect(await leastStall(attempt)).toBeLessThan(100);
    expect((await call()).json()).toHaveProperty('result');
  });

  it.each(['of one server', 'of all servers'])('as templates of resources %s', async (where) => {
    const url = where === 'of one server' ? fixture.url : `${fixture.gateway.url}/o/acme/mcp`;
    const addresses = [LONG, `x:${LONG}`, `x:${'/'.repeat(20_000)}`, 'a'.repeat(MANY)];
    for (const uri of addresses) expect(await leastStall(() => ask(url, 'resources/read', { uri }))).toBeLessThan(100);
  });
});
