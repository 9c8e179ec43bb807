import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { useFixture } from '../harness/fixture.js';
import { initializeMessage } from '../harness/raw-client.js';

const fixture = useFixture();
const HIDDEN = 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n';
const body = JSON.stringify(initializeMessage('2025-11-25', 'smuggler'));

/** Everything the gateway says on one connection until it closes it. */
const talk = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(fixture.gateway.port, '127.0.0.1');
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(said));
    socket.write(bytes, 'latin1');
  });

describe('T-SMUGGLE: a request that two readers would cut at different places', () => {
  const framings: readonly (readonly [string, string, string])[] = [
    ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked', `0\r\n\r\n${HIDDEN}`],
    ['chunks and a length', 'Transfer-Encoding: chunked\r\nContent-Length: 4', `5c\r\n${body}\r\n0\r\n\r\n`],
    ['two lengths', `Content-Length: ${body.length}\r\nContent-Length: 0`, `${body}${HIDDEN}`],
    ['a list of lengths', `Content-Length: ${body.length}, 0`, `${body}${HIDDEN}`],
    ['a length with a sign', `Content-Length: +${body.length}`, `${body}${HIDDEN}`],
    ['a length in hexadecimal', `Content-Length: 0x${body.length.toString(16)}`, `${body}${HIDDEN}`],
    ['chunks under another name', 'Transfer-Encoding: xchunked', `0\r\n\r\n${HIDDEN}`],
    ['chunks twice', 'Transfer-Encoding: chunked, chunked', `0\r\n\r\n${HIDDEN}`],
    ['chunks and identity', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', `0\r\n\r\n${HIDDEN}`],
    ['a blank before the colon', 'Transfer-Encoding : chunked', `0\r\n\r\n${HIDDEN}`],
    ['a folded header', 'X-A: b\r\n Transfer-Encoding: chunked', `0\r\n\r\n${HIDDEN}`],
    ['a bare line feed', 'X-A: b\nTransfer-Encoding: chunked', `0\r\n\r\n${HIDDEN}`],
    ['a bare carriage return', 'X-A: b\rTransfer-Encoding: chunked', `0\r\n\r\n${HIDDEN}`],
    ['a NUL in a header', 'X-A: \0', HIDDEN],
    ['a chunk size with a sign', 'Transfer-Encoding: chunked', `-1\r\n\r\n${HIDDEN}`],
    ['a chunk that does not end', 'Transfer-Encoding: chunked', `1\r\nab\r\n0\r\n\r\n${HIDDEN}`],
    ['a host twice', 'Host: b\r\nContent-Length: 0', HIDDEN],
  ];

  it.each(framings)('is refused, and nothing behind it is served: %s', async (_, framing, rest) => {
    const head = [
      'POST /o/acme/s/up/mcp HTTP/1.1',
      `Host: 127.0.0.1:${fixture.gateway.port}`,
      `Authorization: Bearer ${fixture.ada.token}`,
      'Accept: application/json, text/event-stream',
      'Content-Type: application/json',
      framing,
    ];
    const said = await talk(`${head.join('\r\n')}\r\n\r\n${rest}`);
    expect(said).toMatch(/^HTTP\/1\.1 (?:400|501) /);
    expect(said.split('HTTP/1.1 ')).toHaveLength(2);
    expect(said).not.toContain('"status":"ok"');
    expect(fixture.upstream.received.filter(({ body: heard }) => heard.includes('smuggler'))).toEqual([]);
  });
});
