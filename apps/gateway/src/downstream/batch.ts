import { AppError } from '@sallyport/contracts';
import {
  hasBatches,
  isSupportedVersion,
  McpMessageError,
  McpParseError,
  readEnvelope,
  splitBatch,
} from '@sallyport/mcp';
import type { Enter, Outcome, Placed, Read, Stage } from '../pipeline/exchange.js';
import { withBody } from '../pipeline/learn.js';
import { LISTENED } from '../pipeline/listen.js';
import { requireSession } from '../pipeline/recognise.js';
import type { EventStream, Reply } from '../pipeline/transport.js';
import type { SessionStore } from '../sessions/session-store.js';

export interface BatchOptions {
  /** Late, because the pipeline that is entered for each message is the one that finds the batch. */
  readonly enter: () => Enter;
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly bodyBytesMax: number;
}

const BRACKET_OPEN = 0x5b;

/**
 * Reads the body, which comes after authentication, so that a stranger cannot make us hold one; and takes apart what comes as
 * several messages at once, which only clients of revision 2025-03-26 may send. Each enters the pipeline on its own, under its
 * own record; their answers go out as events of one stream, in the order they are there.
 * @see MCP specification 2025-03-26, "Transports: Sending Messages to the Server"
 */
export const unbatch =
  ({ enter, sessions, bodyBytesMax }: BatchOptions): Stage<Placed, Read> =>
  (next) => {
    const take = (exchange: Placed, body: Buffer): Promise<Outcome> => {
      const messages = messagesOf(body);
      if (messages === null) return next(withBody(exchange, body));
      const { protocolVersion } = requireSession(exchange, sessions).peer;
      if (!isSupportedVersion(protocolVersion) || !hasBatches(protocolVersion)) {
        throw new AppError('request.not_jsonrpc', { detail: 'Send one message at a time in this protocol version.' });
      }
      if (messages.some((message) => message[0] === BRACKET_OPEN)) {
        throw new AppError('request.not_jsonrpc', { detail: 'A batch holds messages, not batches.' });
      }
      return runAll(exchange, messages, enter());
    };
    return (exchange) => {
      const body = exchange.readBody(bodyBytesMax);
      return body instanceof Promise ? body.then((bytes) => take(exchange, bytes)) : take(exchange, body);
    };
  };

/** Null when it is one message. */
const messagesOf = (body: Buffer): Buffer[] | null => {
  try {
    return splitBatch(body);
  } catch (thrown) {
    if (thrown instanceof McpParseError) throw new AppError('request.unparseable', { cause: thrown });
    if (thrown instanceof McpMessageError) throw new AppError('request.not_jsonrpc', { cause: thrown });
    throw thrown;
  }
};

const runAll = async (exchange: Placed, messages: readonly Buffer[], enter: Enter): Promise<Outcome> => {
  const { evidence, reply, head, orgSlug, serverSlug } = exchange;
  evidence.recorded = false;
  const asked = messages.filter(isRequest);
  if (asked.some((message) => message.includes('"initialize"') && isInitialize(message))) {
    throw new AppError('request.not_jsonrpc', { detail: 'Send initialize on its own.' });
  }
  const stream = asked.length > 0 ? reply.stream() : null;
  const drains = new Set<() => void>();
  stream?.drain(() => {
    for (const resume of drains) resume();
  });
  await Promise.all(
    messages.map((message) => {
      const part = new BatchedReply(stream, reply, drains, isRequest(message));
      return enter({
        head: { ...head, mirrored: null, contentLength: message.length },
        readBody: () => message,
        reply: part,
        orgSlug,
        serverSlug,
      });
    }),
  );
  if (stream === null) reply.empty(202);
  else stream.end();
  return LISTENED;
};

const isRequest = (message: Buffer): boolean => {
  const envelope = readEnvelope(message);
  return envelope?.method != null && envelope.id !== null;
};

const isInitialize = (message: Buffer): boolean => {
  const span = readEnvelope(message)?.method ?? null;
  return span !== null && message.toString('utf8', span.start, span.end) === '"initialize"';
};

/** The answer to one message of a batch: what it says goes out on the batch's stream. */
class BatchedReply implements Reply {
  private readonly output: EventStream | null;
  private readonly whole: Reply;
  private readonly drains: Set<() => void>;
  private readonly spoken: boolean;
  private answered = false;

  constructor(output: EventStream | null, whole: Reply, drains: Set<() => void>, spoken: boolean) {
    this.output = output;
    this.whole = whole;
    this.drains = drains;
    this.spoken = spoken;
  }

  get wanted(): boolean {
    return !this.answered && (this.output === null ? this.whole.wanted : this.output.wanted);
  }

  onGone(listener: () => void): void {
    this.whole.onGone(listener);
  }

  json(_status: number, body: Buffer): void {
    this.answered = true;
    if (this.spoken) this.output?.send(body);
  }

  empty(): void {
    this.answered = true;
  }

  stream(): EventStream {
    this.answered = true;
    const { output, drains } = this;
    let resume: (() => void) | null = null;
    return {
      get wanted() {
        return output?.wanted === true;
      },
      flush: () => output?.flush(),
      send: (message) => output?.send(message) ?? true,
      // One event id cannot say where several answers stand.
      cursor: () => undefined,
      announce: () => undefined,
      drain: (listener) => {
        resume = listener;
        drains.add(listener);
      },
      end: () => {
        if (resume !== null) drains.delete(resume);
      },
    };
  }
}
