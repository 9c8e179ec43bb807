import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SSE_EVENTS } from '../message/headers.js';
import { FramingError } from './framing-error.js';
import { encodeSseEvent } from './sse-encode.js';
import { type SseEvent, SseParser } from './sse-parser.js';

type Seen = Omit<SseEvent, 'raw' | 'data'> & { data: string };

const parse = (chunks: readonly Buffer[]): Seen[] => {
  const seen: Seen[] = [];
  const parser = new SseParser();
  for (const chunk of chunks) {
    parser.push(chunk, ({ raw: _, data, ...rest }) => seen.push({ ...rest, data: data.toString() }));
  }
  parser.end();
  return seen;
};

const parseText = (text: string): Seen[] => parse([Buffer.from(text)]);

const STREAM = [
  '\ufeff: hello\n\n',
  'id: 1\ndata:\n\n',
  'event: message\r\nid: zwölf\r\ndata: {"a":1}\r\n\r\n',
  'data: one\rdata:two\rdata\r\r',
  ':\n\n:\r\n\r\n: alone\n',
  'retry: 3000\nid\ndata: x\n\n',
  'other: ignored\n\n',
  'data: a\r\n\ndata: b\n\r\ndata: c\r\n\r',
  '\ndata: last\n\ndata: cut off',
].join('');

const EVENTS: Seen[] = [
  { id: '1', data: '' },
  { event: 'message', id: 'zwölf', data: '{"a":1}' },
  { data: 'one\ntwo\n' },
  { retry: 3000, id: '', data: 'x' },
  { data: 'a' },
  { data: 'b' },
  { data: 'c' },
  { data: 'last' },
];

describe('SseParser', () => {
  it('reads ids, events, data lines, retries and comments under every line end', () => {
    expect(parseText(STREAM)).toEqual(EVENTS);
  });

  it('reads the same events when the stream is cut at any two bytes', () => {
    const bytes = Buffer.from(STREAM);
    for (let a = 0; a <= bytes.length; a++) {
      for (const b of [a, a + 1, a + 2, Math.min(bytes.length, a + 17)]) {
        expect(parse([bytes.subarray(0, a), bytes.subarray(a, b), bytes.subarray(b)])).toEqual(EVENTS);
      }
    }
  });

  it('reads the same events one byte at a time', () => {
    expect(parse([...Buffer.from(STREAM)].map((byte) => Buffer.from([byte])))).toEqual(EVENTS);
  });

  it('reads back what was encoded, whatever the data and wherever it is cut', () => {
    const field = fc.option(
      fc.string().filter((text) => !/[\r\n\0]/.test(text)),
      { nil: undefined },
    );
    const event = fc.record({
      id: field,
      data: fc.string({ unit: fc.constantFrom('a', '\n', '\r', ':', ' ', 'é', '{') }),
    });
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 5 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (events, sizes) => {
          const bytes = Buffer.concat(events.map(encodeSseEvent));
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; ) {
            const size = sizes.next().value as number;
            chunks.push(bytes.subarray(at, at + size));
            at += size;
          }
          const expected = events.map(({ id, data }) => ({
            ...(id !== undefined && { id }),
            data: data.replace(/\r\n?/g, '\n'),
          }));
          expect(parse(chunks)).toEqual(expected);
        },
      ),
    );
  });

  it('gives data of one line without copying it', () => {
    const chunk = Buffer.from('data: {"x":1}\n\n');
    new SseParser().push(chunk, ({ data, raw }) => {
      expect(data.buffer).toBe(chunk.buffer);
      expect(raw.equals(chunk)).toBe(true);
    });
  });

  it.each([
    ['id with NUL', 'id: a\0b\ndata: x\n\n', [{ data: 'x' }]],
    ['retry that is no number', 'retry: 1e3\ndata: x\n\n', [{ data: 'x' }]],
    ['field without colon', 'data\n\n', [{ data: '' }]],
    ['two spaces after the colon', 'data:  x\n\n', [{ data: ' x' }]],
    ['name in another case', 'Data: x\n\n', []],
    ['name with a space', 'data : x\n\n', []],
    ['empty lines', '\n\r\n\r\n\n', []],
  ])('follows the standard for %s', (_, text, events) => {
    expect(parseText(text)).toEqual(events);
  });

  it('refuses an event beyond its limit, in one chunk or in many', () => {
    const limited = () => new SseParser({ eventBytesMax: 64 });
    expect(() => limited().push(Buffer.from(`data: ${'x'.repeat(80)}\n\n`), () => undefined)).toThrow(FramingError);
    const parser = limited();
    expect(() => {
      for (let i = 0; i < 80; i++) parser.push(Buffer.from('x'), () => undefined);
    }).toThrow(FramingError);
  });

  it('holds nothing of a stream that only keeps itself alive', () => {
    const parser = new SseParser({ eventBytesMax: 64 });
    for (let i = 0; i < 1_000; i++) parser.push(Buffer.from(': keep-alive\n'), () => expect.unreachable());
  });
});

describe('encodeSseEvent', () => {
  it('writes fields a client reads in order', () => {
    expect(encodeSseEvent({ event: 'message', id: '7', data: '{}', retry: 10 }).toString()).toBe(
      'event: message\nid: 7\nretry: 10\ndata: {}\n\n',
    );
  });

  // HTTP+SSE of 2024-11-05 cannot begin without it.
  it('tells a client of 2024-11-05 where to post', () => {
    const event = encodeSseEvent({ event: SSE_EVENTS.endpoint, data: '/o/acme/s/files/messages?session=x' });
    expect(event.toString()).toBe('event: endpoint\ndata: /o/acme/s/files/messages?session=x\n\n');
    expect(parse([event])).toMatchObject([{ event: 'endpoint', data: '/o/acme/s/files/messages?session=x' }]);
  });

  it.each(['a\nb', 'a\rb', 'a\0'])('refuses an id that would start another field: %j', (id) => {
    expect(() => encodeSseEvent({ id, data: '' })).toThrow(RangeError);
    expect(() => encodeSseEvent({ event: id, data: '' })).toThrow(RangeError);
  });
});
