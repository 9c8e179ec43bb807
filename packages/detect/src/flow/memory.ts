import { Counters, Remembered } from './counters.js';
import { Origins } from './origins.js';
import type { Tail } from './runs.js';
import type { Sought } from './sift.js';
import { SoughtPrints } from './sought.js';
import type { TaintMemory } from './taint.js';

const STREAMS_MAX = 128;
const KNOWN_MAX = 512;
const UNTRUSTED_MAX = 64;

/** Text sent to one place so far, as far as it is remembered. */
export interface Stream {
  readonly tail: Tail;
  /** End of it, for encodings that are cut in pieces. */
  readonly text: string;
  readonly pieces: number;
  /** Characters that were followed from piece to piece. */
  readonly continued: number;
  /** Characters since the last of those. */
  readonly since: number;
}

/** What a context remembers between messages. Everything in it is bounded. */
export interface FlowMemory {
  readonly origins: Origins;
  readonly counters: Counters;
  readonly streams: Remembered<Stream>;
  /** Tools and addresses used before. */
  readonly known: Remembered<true>;
  readonly taint: TaintMemory | null;
  /** What calls are looked through for. */
  readonly sought: Sought;
  privateSeen: boolean;
  /** Where text of anybody was read: servers, or tools where servers are not known. */
  readonly untrusted: Set<string>;
}

/** Notes that text of anybody was read there. */
export const noteUntrusted = ({ untrusted }: FlowMemory, { server, tool }: { server: string; tool: string }): void => {
  if (untrusted.size < UNTRUSTED_MAX) untrusted.add(server || tool);
};

/** Nothing remembered yet. */
export const newMemory = (taint: TaintMemory | null): FlowMemory => {
  const origins = new Origins();
  return {
    origins,
    counters: new Counters(),
    streams: new Remembered(STREAMS_MAX),
    known: new Remembered(KNOWN_MAX),
    taint,
    sought: new SoughtPrints(origins, taint),
    privateSeen: false,
    untrusted: new Set(),
  };
};
