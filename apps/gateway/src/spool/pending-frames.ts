import { FRAME_HEADER_BYTES, sealFrame } from '@sallyport/audit';
import { type AuditRecord, kib } from '@sallyport/contracts';
import { PAYLOAD_END, PAYLOAD_HEAD, PAYLOAD_RECORD } from './record-frame.js';
import { TextBuffer } from './text-buffer.js';
import { writeRecord } from './write-record.js';

const CHUNK_BYTES = kib(128);
/** A chunk with less room is full: most records need no more, and one that does moves to a buffer of its own. */
const ROOM_BYTES = kib(4);
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

/** Writes records as frames straight into the buffers that go to the disk: no string and no object per record. */
export class PendingFrames {
  readonly #text = new TextBuffer(FRAME_HEADER_BYTES);
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

  /** @throws RangeError when the record is none, or larger than a frame can be; nothing of it is kept then */
  add(sequence: number, record: AuditRecord, argumentsText: Buffer | null = null): void {
    const begun = this.#chunkWithRoom();
    const text = this.#text;
    text.begin(begun.buffer, begun.used + FRAME_HEADER_BYTES);
    text.block(PAYLOAD_HEAD);
    text.count(sequence);
    text.block(PAYLOAD_RECORD);
    writeRecord(text, record, argumentsText);
    text.block(PAYLOAD_END);
    const { bytes, start, end } = text;
    sealFrame(bytes, start, end - start);
    if (bytes === begun.buffer) begun.used = end;
    else this.#chunks.push({ buffer: bytes, used: end });
    if (this.#records === 0) this.#firstSequence = sequence;
    this.#records += 1;
    this.#bytes += FRAME_HEADER_BYTES + end - start;
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

  #chunkWithRoom(): Chunk {
    const last = this.#chunks.at(-1);
    if (last !== undefined && last.buffer.length - last.used >= ROOM_BYTES) return last;
    const chunk = { buffer: this.#spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES), used: 0 };
    this.#chunks.push(chunk);
    return chunk;
  }
}
