import { addToToken, TOKEN_SEED } from './fold.js';
import type { HeardAsk } from './origins.js';
import { Stream } from './streams.js';
import { type ToolKind, toolKind } from './tool-kind.js';

const TOOLS_MAX = 256;
const STREAMS_MAX = 128;
/** Of too many a quarter is forgotten at once, so that it is seldom looked for what that is. */
const FORGOTTEN_SHARE = 0.25;
const TOOL_BYTES = 300;
/** With the text it keeps: seldom more than half of what it may. */
const STREAM_BYTES = 1_000;

/** What is remembered of the calls of one tool of one server. */
export class ToolUse {
  readonly kind: ToolKind;
  /** Tells tools apart. */
  readonly hash: number;
  /** A call of it went to the server. */
  wasSent = false;
  /** Arguments that were different, also those no longer listed. */
  distinct = 0;
  novelBytes = 0;
  novelCalls = 0;
  novelSince: number;
  usedAt = 0;
  readonly streams = new Map<string, Stream>();
  /** The text that asked for it, as told when so much had been heard. */
  askedBy: HeardAsk | null = null;
  askedOf = 0;

  constructor(server: string, tool: string, at: number) {
    this.kind = toolKind(tool);
    this.novelSince = at;
    const name = `${server}/${tool}`;
    let hash = TOKEN_SEED;
    for (let index = 0; index < name.length; index += 1) hash = addToToken(hash, name.charCodeAt(index));
    this.hash = hash;
  }
}

/** The tools a context used, and what was sent to each of their members; what was used longest ago is forgotten first. */
export class ToolUses {
  private readonly servers = new Map<string, Map<string, ToolUse>>();
  private size = 0;
  private streamCount = 0;
  private clock = 0;

  get bytes(): number {
    return this.size * TOOL_BYTES + this.streamCount * STREAM_BYTES;
  }

  take(server: string, tool: string, at: number): ToolUse {
    const tools = this.servers.get(server);
    const use = tools?.get(tool) ?? this.add(server, tool, at);
    this.clock += 1;
    use.usedAt = this.clock;
    return use;
  }

  streamOf(use: ToolUse, pointer: string): Stream {
    let stream = use.streams.get(pointer);
    if (stream === undefined) {
      stream = new Stream();
      use.streams.set(pointer, stream);
      this.streamCount += 1;
      stream.usedAt = this.clock;
      if (this.streamCount > STREAMS_MAX) this.forgetStreams();
    }
    stream.usedAt = this.clock;
    return stream;
  }

  private add(server: string, tool: string, at: number): ToolUse {
    if (this.size >= TOOLS_MAX) this.forgetTools();
    const use = new ToolUse(server, tool, at);
    const tools = this.servers.get(server) ?? new Map<string, ToolUse>();
    this.servers.set(server, tools.set(tool, use));
    this.size += 1;
    return use;
  }

  private forgetTools(): void {
    const all = [...this.servers].flatMap(([server, tools]) =>
      [...tools].map(([tool, use]) => ({ server, tool, use })),
    );
    for (const { server, tool, use } of oldest(all, ({ use: { usedAt } }) => usedAt)) {
      this.streamCount -= use.streams.size;
      const tools = this.servers.get(server);
      tools?.delete(tool);
      if (tools?.size === 0) this.servers.delete(server);
      this.size -= 1;
    }
  }

  private forgetStreams(): void {
    for (const { use, pointer } of oldest([...this.streams()], ({ stream }) => stream.usedAt)) {
      use.streams.delete(pointer);
      this.streamCount -= 1;
    }
  }

  private *streams(): Generator<{ use: ToolUse; pointer: string; stream: Stream }> {
    for (const tools of this.servers.values())
      for (const use of tools.values()) for (const [pointer, stream] of use.streams) yield { use, pointer, stream };
  }
}

const oldest = <T>(all: T[], usedAt: (one: T) => number): T[] =>
  all.sort((a, b) => usedAt(a) - usedAt(b)).slice(0, Math.ceil(all.length * FORGOTTEN_SHARE));
