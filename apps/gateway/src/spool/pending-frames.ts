import { FRAME_HEADER_BYTES, FRAME_PAYLOAD_BYTES_MAX, sealFrame } from '@sallyport/audit';
import { kib } from '@sallyport/contracts';
import { PAYLOAD_END, payloadHead } from './record-frame.js';

const CHUNK_BYTES = kib(128);
/** Chunks kept for reuse; more than the writer ever holds at a normal pace. */
const SPARE_CHUNKS_MAX = 3;

interface Chunk {
  readonly buffer: Buffer;
  used: number;
}

/** Frames that wait to be written, taken together by the writer. */
export interface TakenFrames {
  readonly chunks: readonly Chunk[];
  readonly bytes: number;
  readonly records: number;
  /** Sequence of the first frame. */
  readonly firstSequence: number;
}

/** Encodes records straight into write buffers: one copy from string to bytes, no object per record. */
export class PendingFrames {
  #chunks: Chunk[] = [];
  readonly #spare: Buffer[] = [];
  #records = 0;
  #bytes = 0;
  #firstSequence = 0;

  get records(): number {
    return this.#records;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @throws RangeError when the record is larger than a frame can be */
  add(sequence: number, json: string): void {
    const head = payloadHead(sequence);
    const chunk = this.#chunkFor(head.length + 1, json);
    const { buffer } = chunk;
    const start = chunk.used + FRAME_HEADER_BYTES;
    // In parts: put together first, the whole text would be copied once more.
    let end = start + buffer.write(head, start, 'latin1');
    end += buffer.write(json, end, 'utf8');
    buffer[end++] = PAYLOAD_END;
    const payloadBytes = end - start;
    sealFrame(buffer, start, payloadBytes);
    chunk.used = end;
    if (this.#records === 0) this.#firstSequence = sequence;
    this.#records += 1;
    this.#bytes += FRAME_HEADER_BYTES + payloadBytes;
  }

  /** Hands everything over; null when there is nothing. Give the chunks back with {@link release} or {@link restore}. */
  take(): TakenFrames | null {
    if (this.#records === 0) return null;
    const taken = {
      chunks: this.#chunks,
      bytes: this.#bytes,
      records: this.#records,
      firstSequence: this.#firstSequence,
    };
    this.#chunks = [];
    this.#records = 0;
    this.#bytes = 0;
    return taken;
  }

  /** The frames are written: their buffers are free. */
  release({ chunks }: TakenFrames): void {
    for (const { buffer } of chunks) {
      if (buffer.length === CHUNK_BYTES && this.#spare.length < SPARE_CHUNKS_MAX) this.#spare.push(buffer);
    }
  }

  /** The frames could not be written: they come first again. */
  restore(taken: TakenFrames): void {
    this.#chunks = [...taken.chunks, ...this.#chunks];
    this.#records += taken.records;
    this.#bytes += taken.bytes;
    this.#firstSequence = taken.firstSequence;
  }

  /** @param aroundBytes  bytes of the payload beside the record */
  #chunkFor(aroundBytes: number, json: string): Chunk {
    const last = this.#chunks.at(-1);
    const room = last === undefined ? 0 : last.buffer.length - last.used - FRAME_HEADER_BYTES;
    // Three bytes a UTF-16 unit is the most UTF-8 needs; counting exactly is only worth it near the end of a chunk.
    if (last !== undefined && aroundBytes + json.length * 3 <= room) return last;
    const payloadBytes = aroundBytes + Buffer.byteLength(json);
    if (payloadBytes > FRAME_PAYLOAD_BYTES_MAX) throw new RangeError(`a record of ${payloadBytes} bytes is too large`);
    if (last !== undefined && payloadBytes <= room) return last;
    const bytes = payloadBytes + FRAME_HEADER_BYTES;
    const buffer = bytes > CHUNK_BYTES ? Buffer.allocUnsafeSlow(bytes) : this.#spare.pop();
    const chunk = { buffer: buffer ?? Buffer.allocUnsafeSlow(CHUNK_BYTES), used: 0 };
    this.#chunks.push(chunk);
    return chunk;
  }
}
