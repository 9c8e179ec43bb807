import { Rate, Remembered, Variants } from './counters.js';
import { Origins } from './origins.js';
import type { Sought } from './sift.js';
import type { TaintMemory } from './taint.js';
import { ToolUses } from './tool-uses.js';

const KNOWN_MAX = 512;
const UNTRUSTED_MAX = 64;
const KNOWN_BYTES = 120;
/** About what a context holds that has done nothing yet. */
const OWN_BYTES = 1_500;

/** What a context remembers between messages. Everything in it is bounded. */
export class FlowMemory {
  readonly origins = new Origins();
  readonly calls = new Rate();
  readonly variants = new Variants();
  readonly tools = new ToolUses();
  /** Addresses used before. */
  readonly addresses = new Remembered<true>(KNOWN_MAX);
  /** What calls are looked through for. */
  readonly sought: Sought;
  privateSeen = false;
  /** Where text of anybody was read: servers, or tools where servers are not known. */
  readonly untrusted = new Set<string>();

  constructor(readonly taint: TaintMemory | null) {
    this.sought = { results: this.origins.table, sentences: taint?.table ?? null };
  }

  /** About how much memory it holds. */
  get bytes(): number {
    const { origins, variants, tools, addresses } = this;
    return OWN_BYTES + origins.bytes + variants.bytes + tools.bytes + addresses.size * KNOWN_BYTES;
  }

  /** Notes that text of anybody was read there. */
  noteUntrusted({ server, tool }: { readonly server: string; readonly tool: string }): void {
    if (this.untrusted.size < UNTRUSTED_MAX) this.untrusted.add(server || tool);
  }
}
