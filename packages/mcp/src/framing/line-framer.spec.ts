import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineFramer } from './line-framer.js';

const frame = (chunks: readonly Buffer[], lineBytesMax?: number): { lines: string[]; oversized: number } => {
  const seen = { lines: [] as string[], oversized: 0 };
  const onOversized = () => {
    seen.oversized++;
  };
  const framer = new LineFramer({ onOversized, ...(lineBytesMax !== undefined && { lineBytesMax }) });
  for (const chunk of chunks) framer.push(chunk, (line) => seen.lines.push(line.toString()));
  return seen;
};

const STREAM = Buffer.from('{"a":1}\n{"b":"é"}\r\n\n\r\n  \n\0\nx\ry\nunfinished');
const LINES = ['{"a":1}', '{"b":"é"}', '  ', '\0', 'x\ry'];

describe('LineFramer', () => {
  it('gives the same lines however the stream is cut', () => {
    for (let a = 0; a <= STREAM.length; a++) {
      for (let b = a; b <= STREAM.length; b++) {
        expect(frame([STREAM.subarray(0, a), STREAM.subarray(a, b), STREAM.subarray(b)]).lines).toEqual(LINES);
      }
    }
  });

  it('drops a line over the limit once and goes on with the next, however it is cut', () => {
    const bytes = Buffer.from(`short\n${'x'.repeat(50)}\nnext\n${'y'.repeat(21)}\n${'z'.repeat(20)}\n`);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        expect(frame(chunks, 20)).toEqual({ lines: ['short', 'next', 'z'.repeat(20)], oversized: 2 });
      }),
    );
  });

  it('gives a line within a chunk without copying it', () => {
    const chunk = Buffer.from('{"a":1}\n');
    new LineFramer().push(chunk, (line) => expect(line.buffer).toBe(chunk.buffer));
  });
});
