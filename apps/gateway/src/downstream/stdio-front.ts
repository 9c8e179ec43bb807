import type { Readable, Writable } from 'node:stream';
import { AppError } from '@sallyport/contracts';
import { LineFramer } from '@sallyport/mcp';
import type { RequestHead } from '../http/request-head.js';
import { toErrorAnswer } from '../jsonrpc/to-error.js';
import { toLine } from '../upstream/message-rewrite.js';
import { Channel, type ChannelOptions, type ChannelOutput } from './channel.js';

export interface StdioFrontOptions extends Pick<ChannelOptions, 'enter' | 'orgSlug' | 'serverSlug'> {
  /** What the client writes. */
  readonly input: Readable;
  /** What the client reads. Nothing but messages may be written to it. */
  readonly output: Writable;
  readonly bodyBytesMax: number;
  /** Id for an answer to what is no message. */
  readonly newRequestId: () => string;
}

/** What HTTP clients say in `Host`, said for the one client there can be here. No HTTP request can hold it. */
export const STDIO_HOST = '\0stdio';

const HEAD: RequestHead = {
  method: 'POST',
  path: '',
  channel: null,
  authorization: null,
  sessionId: null,
  protocolVersion: null,
  accept: 'application/json, text/event-stream',
  contentType: 'application/json',
  contentLength: null,
  contentEncoding: null,
  origin: null,
  host: STDIO_HOST,
  lastEventId: null,
  traceparent: null,
  address: null,
  mirrored: null,
  repeated: null,
};

/**
 * One client on a pair of streams: a message a line, both ways. Who started this process is who speaks.
 * @see MCP specification 2026-07-28 and 2025-11-25, "Transports: stdio"
 */
export class StdioFront {
  /** Resolves when the client has said its last: its side ended, or nobody reads ours any more. */
  readonly ended: Promise<void>;
  private readonly channel: Channel;

  constructor(options: StdioFrontOptions) {
    const { input, output, bodyBytesMax: lineBytesMax, newRequestId } = options;
    const lines = new LineOutput(output);
    const channel = new Channel({ ...options, output: lines, head: HEAD });
    const onOversized = (): void => void lines.send(tooLarge(newRequestId()));
    const framer = new LineFramer({ lineBytesMax, onOversized });
    this.channel = channel;
    this.ended = new Promise((resolve) => {
      for (const event of ['end', 'close', 'error']) input.once(event, () => resolve());
      lines.onLost(resolve);
    });
    input.on('data', (chunk: Buffer) => framer.push(chunk, (line) => void channel.receive(line)));
  }

  /** Resolves when no answer is owed any more, or after so long. Streams that last are not waited for. */
  settled(withinMs: number): Promise<void> {
    return this.channel.settled(withinMs);
  }

  /** Gives up what the client still waits for and ends its session. */
  close(): Promise<void> {
    return this.channel.close();
  }
}

/** Messages as lines. */
class LineOutput implements ChannelOutput {
  private readonly output: Writable;
  private lost = false;

  constructor(output: Writable) {
    this.output = output;
    this.onLost(() => {
      this.lost = true;
    });
  }

  get wanted(): boolean {
    return !this.lost;
  }

  send(message: Buffer): boolean {
    return this.lost || this.output.write(toLine(message));
  }

  drain(listener: () => void): void {
    this.output.on('drain', listener);
  }

  onLost(listener: () => void): void {
    for (const event of ['close', 'error']) this.output.once(event, listener);
  }
}

const tooLarge = (requestId: string): Buffer =>
  toErrorAnswer(new AppError('request.too_large'), {
    idJson: null,
    era: 'legacy',
    reasons: ['message-oversized'],
    decisionId: null,
    requestId,
    link: null,
  }).body;
