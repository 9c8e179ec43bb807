import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, FRAME_HEADER_BYTES, FRAME_PAYLOAD_BYTES_MAX, readFrames, sealFrame } from './frame.js';

const payloads = fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { maxLength: 12 });
const somePayloads = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 6 });

const fileOf = (parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts.map(encodeFrame));

describe('frames', () => {
  it('give back what was framed', () => {
    fc.assert(
      fc.property(payloads, (parts) => {
        const file = fileOf(parts);
        const read = readFrames(file);
        expect(read.payloads.map((payload) => [...payload])).toEqual(parts.map((part) => [...part]));
        expect(read).toMatchObject({ validBytes: file.length, torn: false, damage: null });
      }),
    );
  });

  it('sealed in place are the frames encoded on their own', () => {
    const payload = Buffer.from('{"sequence":1}');
    const buffer = Buffer.alloc(64, 0xff);
    payload.copy(buffer, 20 + FRAME_HEADER_BYTES);
    sealFrame(buffer, 20 + FRAME_HEADER_BYTES, payload.length);
    expect(buffer.subarray(20, 20 + FRAME_HEADER_BYTES + payload.length)).toEqual(encodeFrame(payload));
  });

  it('cut off at any byte leave the frames before the cut, and a torn end unless cut between two', () => {
    fc.assert(
      fc.property(somePayloads, fc.nat(), (parts, seed) => {
        const file = fileOf(parts);
        const cut = seed % (file.length + 1);
        const read = readFrames(file.subarray(0, cut));
        const whole = parts.filter((_, at) => fileOf(parts.slice(0, at + 1)).length <= cut);
        expect(read.payloads).toHaveLength(whole.length);
        expect(read.validBytes).toBe(fileOf(whole).length);
        expect(read.torn).toBe(cut !== read.validBytes);
        expect(read.damage).toBeNull();
      }),
    );
  });

  it('with one byte changed are damage where it was changed when a frame follows, a torn end when none does', () => {
    const text = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme-ascii' }).map((value) => Buffer.from(value));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(7), (parts, seed, bit) => {
        const file = fileOf(parts);
        const at = seed % file.length;
        file.writeUInt8(file.readUInt8(at) ^ (1 << bit), at);
        const before = parts.filter((_, index) => fileOf(parts.slice(0, index + 1)).length <= at).length;
        const read = readFrames(file);
        expect(read.payloads).toHaveLength(before);
        const isLast = before === parts.length - 1;
        const next = fileOf(parts.slice(0, before + 1)).length;
        expect(read.torn).toBe(isLast);
        expect(read.damage).toEqual(isLast ? null : { at: read.validBytes, resumeAt: next });
      }),
    );
  });

  it('do not read a hole of zeros, as a power cut may leave, as frames', () => {
    const file = Buffer.concat([encodeFrame(Buffer.from('a')), Buffer.alloc(4096)]);
    expect(readFrames(file)).toMatchObject({ validBytes: 9, torn: true });
  });

  it('refuse an empty payload and one past the limit', () => {
    expect(() => encodeFrame(Buffer.alloc(0))).toThrow(RangeError);
    expect(() => encodeFrame(Buffer.alloc(FRAME_PAYLOAD_BYTES_MAX + 1))).toThrow(RangeError);
    expect(encodeFrame(Buffer.alloc(FRAME_PAYLOAD_BYTES_MAX))).toHaveLength(
      FRAME_PAYLOAD_BYTES_MAX + FRAME_HEADER_BYTES,
    );
  });
});
