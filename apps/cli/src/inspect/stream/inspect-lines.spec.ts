import { PassThrough, Readable, Writable } from 'node:stream';
import type { Finding } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import type { Judge } from '../judge/judge.js';
import { inspectLines, type LinesOptions } from './inspect-lines.js';

const finding = { severity: 'high', confidence: 0.9 } as Finding;

/** Says `block` to a secret that is "bad", and throws at "throw". */
const judge = {
  judge: ({ payload }: { payload: unknown }) => {
    if (payload === 'throw') throw new RangeError('Maximum call stack size exceeded');
    const bad = payload === 'bad';
    return { verdict: bad ? 'block' : 'allow', score: bad ? 1 : 0, findings: bad ? [finding] : [] };
  },
} as unknown as Judge;

const run = async (input: Iterable<Buffer | string>, options: Partial<LinesOptions> = {}) => {
  const output = new PassThrough();
  const chunks: Buffer[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk));
  const source = Readable.from([...input].map((chunk) => Buffer.from(chunk)));
  const outcome = await inspectLines(source, output, { judge, failOn: null, ...options });
  const lines = Buffer.concat(chunks).toString().split('\n').slice(0, -1);
  return { outcome, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

const record = (id: unknown, payload: unknown = 'fine', surface = 'secret'): string =>
  `${JSON.stringify({ id, surface, payload })}\n`;

describe('inspectLines', () => {
  it('answers every line in order, whatever the chunks', async () => {
    const text = Buffer.from(`${record('a')}${record('ü-é')}${record(3, 'bad')}`.trimEnd());
    const whole = await run([text]);
    expect(whole.lines.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['a', 'allow'],
      ['ü-é', 'allow'],
      [3, 'block'],
    ]);
    const bytes = await run([...text].map((byte) => Buffer.from([byte])));
    expect(bytes.lines).toEqual(whole.lines);
  });

  it('skips blank lines, takes CR LF and a byte order mark, and counts all of them', async () => {
    const { lines } = await run([`\ufeff${record('a').replace('\n', '\r\n')}\n  \r\n`, 'x\n']);
    expect(lines).toMatchObject([
      { id: 'a', verdict: 'allow' },
      { id: null, error: { line: 4 } },
    ]);
  });

  it.each([
    ['no JSON', '{"id":1,\n', null, 'invalid_json'],
    ['no object', '[1]\n', null, 'invalid_record'],
    ['no surface', '{"id":"a","payload":"x"}\n', 'a', 'unknown_surface'],
    ['a surface nobody knows', record('a', 'x', 'toString'), 'a', 'unknown_surface'],
    ['no payload', '{"id":"a","surface":"secret"}\n', 'a', 'invalid_payload'],
    ['a definition without a name', record('a', { description: 'x' }, 'tool_definition'), 'a', 'invalid_payload'],
    ['a call without arguments', record('a', { tool: 'x' }, 'tool_args'), 'a', 'invalid_payload'],
    ['a result without content', record('a', { text: 'x' }, 'tool_result'), 'a', 'invalid_payload'],
    ['a session that is no list', record('a', {}, 'session'), 'a', 'invalid_payload'],
    ['a step that is none', record('a', [{ type: 'call' }], 'session'), 'a', 'invalid_payload'],
    ['a name that is a number', record('a', { name: 5 }, 'server_name'), 'a', 'invalid_payload'],
    ['an id that is an object', record({}, 5), null, 'invalid_payload'],
    ['a payload that cannot be walked', record('a', 'throw'), 'a', 'not_inspectable'],
  ])('answers %s with an error, and goes on', async (_, line, id, code) => {
    const { lines, outcome } = await run([record('first'), line, record('last')]);
    expect(lines).toMatchObject([{ id: 'first' }, { id, error: { code, line: 2 } }, { id: 'last' }]);
    expect(outcome.problems).toBe(1);
  });

  it('answers bytes that are not UTF-8 with an error', async () => {
    const { lines } = await run([Buffer.from([0x22, 0xc3, 0x28, 0x22, 0x0a]), record('b')]);
    expect(lines).toMatchObject([{ id: null, error: { code: 'invalid_utf8', line: 1 } }, { id: 'b' }]);
  });

  it('drops a line that is too long and goes on with the next', async () => {
    const long = record('a', 'x'.repeat(5_000));
    const { lines } = await run([record('first'), long.slice(0, 900), long.slice(900), record('last')], {
      lineBytesMax: 1_000,
    });
    expect(lines).toMatchObject([{ id: 'first' }, { id: null, error: { code: 'too_long', line: 2 } }, { id: 'last' }]);
  });

  it('counts what --fail-on asks for', async () => {
    expect((await run([record(1), record(2, 'bad')], { failOn: 'high' })).outcome.reached).toBe(1);
    expect((await run([record(1), record(2, 'bad')], { failOn: 'critical' })).outcome.reached).toBe(0);
  });

  it('reads no further than its answers are taken', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 1;
        yield Buffer.from(record(read));
      }
    }
    const stuck = new Writable({ highWaterMark: 1_000, write: () => undefined });
    void inspectLines(endless(), stuck, { judge, failOn: null });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(200);
  });
});
