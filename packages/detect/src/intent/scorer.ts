import { unitWalk } from '../text/unit-walk.js';
import { INTENT_WASM_BASE64 } from './intent-wasm.generated.js';
import {
  BUCKETS,
  boundaryHashes,
  byteClasses,
  byteFolds,
  HEADS,
  type Head,
  LAYOUT,
  leetLetters,
  lengthMasks,
  lengthNorms,
  nibbleKinds,
  stepInverses,
} from './layout.js';

/** What training makes of one head. */
export interface HeadWeights {
  /** One step of a weight. */
  readonly scale: number;
  readonly biasShort: number;
  readonly biasLong: number;
}

/** The linear model: a signed byte per bucket and head, beside one another. */
export interface WindowModel {
  readonly heads: Readonly<Record<Head, HeadWeights>>;
  /** {@link BUCKETS} pairs, in the order of {@link HEADS}. */
  readonly weights: Uint8Array;
}

/** The window of a text that looks most like an order to the model: log odds, and where it stands in the UTF-8 bytes. */
export interface Window {
  score: number;
  start: number;
  end: number;
}

/** What the best of the strings of some JSON bytes came to for a head. */
export type JsonScores = (head: Head) => number;

export type Scores = Readonly<Record<Head, Readonly<Window>>>;

/** Scores windows of 24 and 64 words. One WebAssembly instance in fixed memory; a scan is one synchronous call. */
export interface Scorer {
  /** The best window of a text for a head. */
  judgeText(head: Head, text: string): Window;
  /** The best window of any string in raw JSON bytes for a head, each string judged by itself. */
  judgeJson(head: Head, raw: Uint8Array): Window;
  /** As {@link judgeText}, for each head. */
  scoreText(text: string): Scores;
  /** As {@link judgeJson}, for each head. */
  scoreJson(raw: Uint8Array): Scores;
  /**
   * Where windows of the text that was judged last ended that reached the head's doubt, in UTF-16 units and in order; null when
   * they are more than are kept.
   * @param text the very text that was judged
   */
  doubts(text: string): Int32Array | null;
}

interface IntentExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  configure(doubts: number): void;
  configureJson(at: number): void;
  choose(weights: number, scale: number, biasShort: number, biasLong: number, doubt: number): void;
  doubtCount(): number;
  begin(): void;
  beginJson(): void;
  feed(source: number, length: number): void;
  feedJson(source: number, length: number, final: number): number;
  endText(): void;
}

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: IntentExports };
}

const CHUNK_BYTES = 32 * 1024;
/** Read and written behind the end, 64 bytes at most. */
const SLACK_BYTES = 64;
const PAGE_BYTES = 65_536;
/** As in windows.as.ts. */
const DOUBTS_MAX = 1024;
const NO_DOUBTS = new Int32Array(0);
const NEVER: Readonly<Record<Head, number>> = {
  result: Number.POSITIVE_INFINITY,
  definition: Number.POSITIVE_INFINITY,
};

/**
 * Sets up the tables; costs about a millisecond. Make one per process.
 * @param doubts the scores from which on {@link Scorer.doubts} tells of a window
 */
export function createScorer({ heads, weights }: WindowModel, doubts = NEVER): Scorer {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const wasm = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(INTENT_WASM_BASE64, 'base64')), {}).exports;
  const doubtsAt = LAYOUT.weights + 2 * BUCKETS;
  const source = doubtsAt + DOUBTS_MAX * 4;
  const decoded = source + CHUNK_BYTES + SLACK_BYTES;
  const missing = Math.ceil((decoded + CHUNK_BYTES + SLACK_BYTES - wasm.memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) wasm.memory.grow(missing);
  const memory = new Uint8Array(wasm.memory.buffer);
  memory.set(byteClasses(), LAYOUT.classes);
  memory.set(byteFolds(), LAYOUT.folds);
  memory.set(leetLetters(), LAYOUT.leet);
  memory.set(new Uint8Array(lengthNorms().buffer), LAYOUT.norms);
  memory.set(lengthMasks(), LAYOUT.masks);
  memory.set(new Uint8Array(stepInverses().buffer), LAYOUT.inverses);
  memory.set(nibbleKinds(), LAYOUT.nibbles);
  memory.set(new Uint8Array(boundaryHashes().buffer), LAYOUT.boundaryHashes);
  // One head after the other: a message is judged for one of them, and the table of one takes half of the cache.
  weights.forEach((weight, i) => {
    memory[LAYOUT.weights + (i % HEADS.length) * BUCKETS + Math.floor(i / HEADS.length)] = weight;
  });
  wasm.configure(doubtsAt);
  wasm.configureJson(decoded);
  const score = new Float32Array(wasm.memory.buffer, LAYOUT.results, 1);
  const place = new Int32Array(wasm.memory.buffer, LAYOUT.results, 3);
  const encoder = new TextEncoder();
  const input = memory.subarray(source, source + CHUNK_BYTES);
  let isAscii = true;

  const choose = (head: Head): void => {
    const { scale, biasShort, biasLong } = heads[head];
    wasm.choose(LAYOUT.weights + HEADS.indexOf(head) * BUCKETS, scale, biasShort, biasLong, doubts[head]);
  };
  const read = (): Window => ({ score: score[0] ?? 0, start: place[1] ?? 0, end: place[2] ?? 0 });
  const judgeText = (head: Head, text: string): Window => {
    isAscii = true;
    choose(head);
    wasm.begin();
    for (let rest = text; rest !== ''; ) {
      const { read: units, written } = encoder.encodeInto(rest, input);
      wasm.feed(source, written);
      isAscii &&= units === written;
      rest = units === rest.length ? '' : rest.slice(units);
    }
    wasm.endText();
    return read();
  };
  const judgeJson = (head: Head, raw: Uint8Array): Window => {
    choose(head);
    wasm.beginJson();
    for (let from = 0; from < raw.length; ) {
      const length = Math.min(CHUNK_BYTES, raw.length - from);
      memory.set(length === raw.length ? raw : raw.subarray(from, from + length), source);
      from += wasm.feedJson(source, length, from + length === raw.length ? 1 : 0);
    }
    return read();
  };
  return {
    judgeText,
    judgeJson,
    scoreText: (text) => ({ result: judgeText('result', text), definition: judgeText('definition', text) }),
    scoreJson: (raw) => ({ result: judgeJson('result', raw), definition: judgeJson('definition', raw) }),
    doubts(text) {
      const count = wasm.doubtCount();
      if (count === 0) return NO_DOUBTS;
      if (count > DOUBTS_MAX) return null;
      const ends = new Int32Array(wasm.memory.buffer, doubtsAt, count).slice();
      return isAscii ? ends : ends.map(unitWalk(text));
    },
  };
}
