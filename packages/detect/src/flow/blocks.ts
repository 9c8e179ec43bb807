import { printer } from './printer.js';

/** Bits of the smallest and of the largest table; sizes grow fourfold. */
export const BITS_MIN = 8;
export const BITS_MAX = 12;
const BUCKET_BYTES = 16;
const CHUNK_BYTES = BUCKET_BYTES << BITS_MAX;

/** Part of the memory, cut into blocks of one size; as large as the largest block. */
interface Chunk {
  readonly at: number;
  readonly free: number[];
}

/** Whole chunks that nobody has. */
const spare: number[] = [];
/** Where memory that was never given out begins. */
let fresh = 0;
/** Chunks with free blocks, by the bits of these; and every chunk by its address. */
const open = new Map<number, Set<Chunk>>();
const chunks = new Map<number, Chunk>();

export const blockBytes = (bits: number): number => (bits === 0 ? 0 : BUCKET_BYTES << bits);

/** Takes a block for a table from the printer's memory, empty. */
export function takeBlock(bits: number): number {
  const of = open.get(bits) ?? new Set();
  open.set(bits, of);
  const [known] = of;
  const chunk = known ?? cut(takeChunk(), bits);
  const at = chunk.free.pop() ?? 0;
  if (chunk.free.length === 0) of.delete(chunk);
  else of.add(chunk);
  printer().words.fill(0, at / 4, (at + blockBytes(bits)) / 4);
  return at;
}

/** Gives a block back. */
export function giveBlock(at: number, bits: number): void {
  const chunk = chunks.get(at - (at % CHUNK_BYTES));
  if (chunk === undefined) return;
  chunk.free.push(at);
  const of = open.get(bits);
  if (chunk.free.length < CHUNK_BYTES / blockBytes(bits)) of?.add(chunk);
  else {
    of?.delete(chunk);
    chunks.delete(chunk.at);
    spare.push(chunk.at);
  }
}

function cut(at: number, bits: number): Chunk {
  const free: number[] = [];
  for (let end = at + CHUNK_BYTES; end > at; end -= blockBytes(bits)) free.push(end - blockBytes(bits));
  const chunk = { at, free };
  chunks.set(at, chunk);
  return chunk;
}

function takeChunk(): number {
  const returned = spare.pop();
  if (returned !== undefined) return returned;
  const memory = printer();
  if (fresh === 0) fresh = memory.heap;
  if (fresh + CHUNK_BYTES > memory.bytes) memory.grow();
  fresh += CHUNK_BYTES;
  return fresh - CHUNK_BYTES;
}
