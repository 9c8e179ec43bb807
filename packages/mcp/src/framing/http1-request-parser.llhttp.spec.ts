import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytewise, CONNECTION, Llhttp, type Reading, readOurs } from './http1-requests.fixture.js';

let llhttp: Llhttp;
beforeAll(async () => {
  llhttp = await Llhttp.start();
});
afterAll(() => llhttp.close());

/** What we take, llhttp takes too and reads alike; it may take more. */
const assertNoMore = (ours: Reading, theirs: Reading): void => {
  expect(theirs.requests.slice(0, ours.requests.length)).toEqual(ours.requests);
};

/** How we read a connection, whole and cut at every byte, having made sure that llhttp reads no less. */
const readBeside = async (bytes: Buffer): Promise<Reading> => {
  const pieces = bytewise(bytes);
  const whole = readOurs([bytes]);
  const cut = readOurs(pieces);
  expect(cut.requests).toEqual(whole.requests);
  expect(cut.refused === null).toBe(whole.refused === null);
  assertNoMore(whole, await llhttp.readSocket([bytes], whole.requests.length));
  assertNoMore(cut, await llhttp.readChunks(pieces, cut.requests.length));
  return whole;
};

// T-SMUGGLE: a request hides where two readers of one connection disagree.
describe('T-SMUGGLE: the request parser beside llhttp', () => {
  const numRuns = Number(process.env.DIFFERENTIAL_RUNS ?? 1_500);
  const seed = Number(process.env.DIFFERENTIAL_SEED ?? 20_261_121);

  it('takes nothing that llhttp refuses, and reads what both take alike', async () => {
    let taken = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(CONNECTION, async (bytes) => {
        const reading = await readBeside(bytes);
        taken += reading.requests.length;
        refused += reading.refused === null ? 0 : 1;
      }),
      { numRuns, seed, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
    );
    // A generator that makes nothing but nonsense, or none, would prove nothing.
    expect(taken).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(500);
  }, 90_000);

  const HIDDEN = 'GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n';
  const post = (lines: string, body: string) => `POST / HTTP/1.1\r\nHost: a\r\n${lines}\r\n\r\n${body}`;
  const chunks = (body: string) => post('Transfer-Encoding: chunked', body);

  it.each([
    ['CL.TE', post('Content-Length: 6\r\nTransfer-Encoding: chunked', `0\r\n\r\n${HIDDEN}`)],
    ['TE.CL', post('Transfer-Encoding: chunked\r\nContent-Length: 4', `5c\r\n${HIDDEN}\r\n0\r\n\r\n`)],
    ['CL.CL', post('Content-Length: 5\r\nContent-Length: 40', `hello${HIDDEN}`)],
    ['CL.CL of the same length', post('Content-Length: 5\r\nContent-Length: 5', `hello${HIDDEN}`)],
    ['CL.0', post('Content-Length: 0, 35', HIDDEN)],
    ['a length with a sign', post('Content-Length: +5', `hello${HIDDEN}`)],
    ['a length that is nothing', post('Content-Length:', HIDDEN)],
    ['a length with a tab behind it', post('Content-Length: 5\t', `hello${HIDDEN}`)],
    ['a length beyond counting', post('Content-Length: 18446744073709551621', `hello${HIDDEN}`)],
    ['TE.TE, twice', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', `0\r\n\r\n${HIDDEN}`)],
    ['TE.TE, chunked twice', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', `0\r\n\r\n${HIDDEN}`)],
    ['TE.TE in a list', post('Transfer-Encoding: chunked, identity', `0\r\n\r\n${HIDDEN}`)],
    ['TE.TE behind another', post('Transfer-Encoding: gzip, chunked', `0\r\n\r\n${HIDDEN}`)],
    ['TE.TE with a name made up', post('Transfer-Encoding: xchunked', `0\r\n\r\n${HIDDEN}`)],
    ['TE.TE with a vertical tab', post('Transfer-Encoding:\x0bchunked', `0\r\n\r\n${HIDDEN}`)],
    ['TE.TE with a space before the colon', post('Transfer-Encoding : chunked', `0\r\n\r\n${HIDDEN}`)],
    ['TE.TE with a space behind it', post('Transfer-Encoding: chunked ', `0\r\n\r\n${HIDDEN}`)],
    ['TE.TE on a folded line', post('Transfer-Encoding:\r\n chunked', `0\r\n\r\n${HIDDEN}`)],
    ['TE.TE behind a bare CR', post('X: y\rTransfer-Encoding: chunked', `0\r\n\r\n${HIDDEN}`)],
    ['TE.TE behind a bare LF', post('X: y\nTransfer-Encoding: chunked', `0\r\n\r\n${HIDDEN}`)],
    ['TE in HTTP/1.0', `POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
    ['TE with nothing', post('Transfer-Encoding:', HIDDEN)],
    ['a chunk extension', chunks(`3;a=b\r\nabc\r\n0\r\n\r\n${HIDDEN}`)],
    ['a chunk extension that holds a line end', chunks(`3;a=\n\r\nabc\r\n0\r\n\r\n${HIDDEN}`)],
    ['a chunk extension in quotes that holds a line end', chunks(`3;a="\r\n"\r\nabc\r\n0\r\n\r\n${HIDDEN}`)],
    ['a space behind a chunk size', chunks(`3 \r\nabc\r\n0\r\n\r\n${HIDDEN}`)],
    ['a chunk size with 0x', chunks(`0x3\r\nabc\r\n0\r\n\r\n${HIDDEN}`)],
    ['a chunk size beyond 32 bits', chunks(`100000003\r\nabc\r\n0\r\n\r\n${HIDDEN}`)],
    ['a chunk that is longer than its size', chunks(`3\r\nabcd\r\n0\r\n\r\n${HIDDEN}`)],
    ['a chunk that ends with LF', chunks(`3\r\nabc\n0\r\n\r\n${HIDDEN}`)],
    ['a chunk size that ends with LF', chunks(`3\nabc\r\n0\r\n\r\n${HIDDEN}`)],
    ['trailers', chunks(`0\r\nContent-Length: 35\r\n\r\n${HIDDEN}`)],
    ['a trailer without a name', chunks(`0\r\n: x\r\n\r\n${HIDDEN}`)],
    ['a header ended by NUL', post('Content-Length\0: 5', `hello${HIDDEN}`)],
    ['NUL in a value', post('X: a\0b', HIDDEN)],
    ['an 8-bit byte in a name', post('Transfer\xadEncoding: chunked', HIDDEN)],
    ['a header without a colon', post('Content-Length', HIDDEN)],
    ['a folded line', post('X: a\r\n Content-Length: 5', HIDDEN)],
    ['lines that end with LF', `GET / HTTP/1.1\nHost: a\n\n${HIDDEN}`],
    ['CR CR LF', `GET / HTTP/1.1\r\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['a line end in the target', `GET /a\r\nX: HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['a space in the target', `GET /a b HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['an 8-bit byte in the target', `GET /\xe9 HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['a target with the name of a host', `GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['a target that is a host', `CONNECT b:80 HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['an asterisk for what is not the server itself', `GET * HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['a fragment', `GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['two hosts', `GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n${HIDDEN}`],
    ['no host', `GET / HTTP/1.1\r\n\r\n${HIDDEN}`],
    ['an empty line first', `\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['two spaces in the request line', `GET  / HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['HTTP/0.9', `GET /\r\nHost: a\r\n\r\n${HIDDEN}`],
    ['the preface of HTTP/2', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${HIDDEN}`],
    ['a version with a space behind it', `GET / HTTP/1.1 \r\nHost: a\r\n\r\n${HIDDEN}`],
  ])('refuses %s, and sees nothing behind it', async (_, text) => {
    const { requests, refused } = await readBeside(Buffer.from(text, 'latin1'));
    expect(requests).toEqual([]);
    expect(refused).not.toBeNull();
  });

  it.each([
    ['a request that is the last one', `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n${HIDDEN}`],
    ['an offer to switch protocols', post('Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 0', HIDDEN)],
    ['HTTP/1.0, whatever it says', `GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n${HIDDEN}`],
  ])('sees nothing behind %s', async (_, text) => {
    const { requests, refused } = await readBeside(Buffer.from(text));
    expect(requests).toMatchObject([{ target: '/', body: '' }]);
    expect(refused).toBeNull();
  });

  it('reads a head that comes again, with other digits in its length, as what it is', async () => {
    const bodies = ['hello', 'world', 'hi', '', 'x'.repeat(40), 'y'.repeat(41), 'z'.repeat(5)];
    const lines = (body: string) => `X: content-length\r\nContent-Length: ${String(body.length).padStart(2, '0')}`;
    const text = bodies.map((body) => `${post(lines(body), body)}${body.startsWith('y') ? HIDDEN : ''}`).join('');
    const { requests, refused } = await readBeside(Buffer.from(text));
    expect(requests.filter(({ target }) => target === '/').map(({ body }) => body)).toEqual(bodies);
    expect(requests).toHaveLength(bodies.length + 1);
    expect(refused).toBeNull();
  });

  it.each(['0x5', ' +5', '5\t ', ' 5 ', '\x005', '\xb25'])(
    'refuses %j for a length, also behind a head that was the same but for it',
    async (length) => {
      const good = post('Content-Length: 001', '!');
      const { requests, refused } = await readBeside(
        Buffer.from(`${good}${post(`Content-Length: ${length}`, 'hello')}`, 'latin1'),
      );
      expect(requests).toMatchObject([{ body: '!' }]);
      expect(refused).not.toBeNull();
    },
  );

  it.each([
    ['a length', post('Content-Length: 5', `hello${HIDDEN}`), 'hello'],
    ['a length of nothing', post('Content-Length: 0', HIDDEN), ''],
    ['chunks', chunks(`3\r\nabc\r\n0a\r\n0123456789\r\n0\r\n\r\n${HIDDEN}`), 'abc0123456789'],
    ['a body that reads like a request', post(`Content-Length: ${HIDDEN.length}`, `${HIDDEN}${HIDDEN}`), HIDDEN],
    ['obs-text and white space in values', post('X: \t\xe9 b\t \r\nContent-Length: 1', `!${HIDDEN}`), '!'],
  ])('reads %s and the next request behind it', async (_, text, body) => {
    const { requests, refused } = await readBeside(Buffer.from(text, 'latin1'));
    expect(requests).toMatchObject([{ body }, { target: '/hidden', body: '' }]);
    expect(refused).toBeNull();
  });
});
