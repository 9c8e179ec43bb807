import { inflateRawSync } from 'node:zlib';
import { printableRun } from './encoded.js';
import type { TextView } from './view.js';

const COMPRESSED = /(?:H4sIA|(?<=base64,)e[JN])[A-Za-z0-9+/_-]{12,}={0,2}/g;
const RUNS_MAX = 4;
const RUN_UNITS_MAX = 65_536;
/** Bytes made of one run; more is not read by a model either. */
const OUTPUT_BYTES_MAX = 65_536;
/** Text does not compress further than this; what does is made to fill memory. */
const RATIO_MAX = 60;
const GZIP_HEADER_BYTES = 10;
const ZLIB_HEADER_BYTES = 2;
const PRINTABLE_MIN = 12;
/** Flags of a gzip header that say of further fields. */
const GZIP_FIELDS = 0x1e;

/** Texts compressed with gzip or deflate and then base64-encoded inside the parent. Output and ratio are capped: past them nothing is read. */
export function inflatedViews(parent: TextView): TextView[] {
  const views: TextView[] = [];
  for (const match of parent.text.matchAll(COMPRESSED)) {
    if (views.length === RUNS_MAX) break;
    const [run] = match;
    const text = printableRun(inflate(Buffer.from(run.slice(0, RUN_UNITS_MAX), 'base64')));
    if (text.length < PRINTABLE_MIN) continue;
    const from = match.index;
    views.push({
      kind: 'inflated',
      text,
      depth: parent.depth + 1,
      origin: () => parent.origin(from, from + run.length),
    });
  }
  return views;
}

const NOTHING = Buffer.alloc(0);

/** Node's zlib is a pure function of its input here: synchronous, bounded, without state. */
function inflate(bytes: Buffer): Buffer {
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (gzip && ((bytes[3] ?? 0) & GZIP_FIELDS) !== 0) return NOTHING;
  const body = bytes.subarray(gzip ? GZIP_HEADER_BYTES : ZLIB_HEADER_BYTES);
  const maxOutputLength = Math.min(OUTPUT_BYTES_MAX, body.length * RATIO_MAX);
  try {
    return inflateRawSync(body, { maxOutputLength, finishFlush: SYNC_FLUSH });
  } catch {
    return NOTHING;
  }
}

/** `Z_SYNC_FLUSH`: what is cut off is read as far as it goes. */
const SYNC_FLUSH = 2;
