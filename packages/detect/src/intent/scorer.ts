import { INTENT_WASM_BASE64 } from './intent-wasm.generated.js';
import { BUCKETS, byteClasses, byteFolds, HEADS, type Head, LAYOUT, leetLetters, lengthNorms } from './layout.js';

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

/** UTF-16 units to a piece of a text. */
export const PIECE_UNITS = 256;
/** Texts up to this are one piece. */
const WHOLE_UNITS_MAX = 2304;

/** The best score among the windows that end in each piece of a text. */
export type PieceScores = Readonly<Record<Head, Float32Array>>;

/** Scores windows of 24 and 64 words. One WebAssembly instance in fixed memory; a scan is one synchronous call. */
export interface Scorer {
  /** The best window of a text for each head; the shared object, overwritten by the next call. */
  scoreText(text: string): Readonly<Record<Head, Readonly<Window>>>;
  /** As `scoreText`, with what each {@link PIECE_UNITS} of the text came to, at no further cost. */
  scorePieces(text: string): { readonly best: Readonly<Record<Head, Readonly<Window>>>; readonly pieces: PieceScores };
  /** The best window of any string in raw JSON bytes, each string judged by itself. */
  scoreJson(raw: Uint8Array): Readonly<Record<Head, Readonly<Window>>>;
}

interface IntentExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  configure(...numbers: number[]): void;
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
const PAGE_BYTES = 65_536;
/** Score of a text without words. */
const NOTHING = -1e9;

const isHighSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xd800;

/** Sets up the tables; costs about a millisecond. Make one per process. */
export function createScorer({ heads, weights }: WindowModel): Scorer {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const wasm = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(INTENT_WASM_BASE64, 'base64')), {}).exports;
  const source = LAYOUT.weights + 2 * BUCKETS;
  const missing = Math.ceil((source + CHUNK_BYTES - wasm.memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) wasm.memory.grow(missing);
  const memory = new Uint8Array(wasm.memory.buffer);
  memory.set(byteClasses(), LAYOUT.classes);
  memory.set(byteFolds(), LAYOUT.folds);
  memory.set(leetLetters(), LAYOUT.leet);
  memory.set(new Uint8Array(lengthNorms().buffer), LAYOUT.norms);
  memory.set(weights, LAYOUT.weights);
  const { result, definition } = heads;
  wasm.configure(
    result.scale,
    definition.scale,
    result.biasShort,
    result.biasLong,
    definition.biasShort,
    definition.biasLong,
  );
  const view = new DataView(wasm.memory.buffer, LAYOUT.results);
  const encoder = new TextEncoder();
  const input = memory.subarray(source, source + CHUNK_BYTES);
  const best: Record<Head, Window> = {
    result: { score: 0, start: 0, end: 0 },
    definition: { score: 0, start: 0, end: 0 },
  };
  const read = (): Readonly<Record<Head, Readonly<Window>>> => {
    HEADS.forEach((head, index) => {
      best[head].score = view.getFloat32(index * 12, true);
      best[head].start = view.getInt32(index * 12 + 4, true);
      best[head].end = view.getInt32(index * 12 + 8, true);
    });
    return best;
  };
  /** Takes what the last piece came to, and forgets it. */
  const takePiece = (pieces: PieceScores, piece: number): void => {
    HEADS.forEach((head, index) => {
      const score = view.getFloat32(index * 12, true);
      pieces[head][piece] = score;
      if (score > best[head].score) {
        best[head] = { score, start: view.getInt32(index * 12 + 4, true), end: view.getInt32(index * 12 + 8, true) };
      }
      view.setFloat32(index * 12, NOTHING, true);
    });
  };
  return {
    scorePieces(text) {
      const count = text.length <= WHOLE_UNITS_MAX ? 1 : Math.ceil(text.length / PIECE_UNITS);
      const pieces = { result: new Float32Array(count), definition: new Float32Array(count) };
      for (const head of HEADS) best[head] = { score: NOTHING, start: 0, end: 0 };
      wasm.begin();
      for (let piece = 0, from = 0; piece < count; piece++) {
        let to = count === 1 ? text.length : Math.min(text.length, (piece + 1) * PIECE_UNITS);
        if (isHighSurrogate(text.charCodeAt(to - 1))) to = Math.min(text.length, to + 1);
        wasm.feed(source, encoder.encodeInto(text.slice(from, to), input).written);
        from = to;
        if (piece === count - 1) wasm.endText();
        takePiece(pieces, piece);
      }
      return { best, pieces };
    },
    scoreText(text) {
      wasm.begin();
      for (let rest = text; rest !== ''; ) {
        const { read: units, written } = encoder.encodeInto(rest, input);
        wasm.feed(source, written);
        rest = rest.slice(units);
      }
      wasm.endText();
      return read();
    },
    scoreJson(raw) {
      wasm.beginJson();
      for (let from = 0; from < raw.length; ) {
        const length = Math.min(CHUNK_BYTES, raw.length - from);
        memory.set(raw.subarray(from, from + length), source);
        from += wasm.feedJson(source, length, from + length === raw.length ? 1 : 0);
      }
      return read();
    },
  };
}
