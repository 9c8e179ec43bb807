import { AppError } from '@sallyport/contracts';
import { editObject, META_KEYS, parseJson } from '@sallyport/mcp';
import { SinkGate } from '../upstream/sink-gate.js';
import type { ListenRequest, Upstream, UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';
import { toModernCall } from './modern-answers.js';
import { bytesAt, callMessage, readServerMessage, type ServerMessage } from './rpc.js';

const HEARD: ReadonlySet<string> = new Set([
  'notifications/tools/list_changed',
  'notifications/prompts/list_changed',
  'notifications/resources/list_changed',
  'notifications/resources/updated',
]);
const ACKNOWLEDGED = 'notifications/subscriptions/acknowledged';
const METHOD_NOT_ALLOWED = 405;

/** How long a server may take to acknowledge a subscription before nobody waits for that any more. */
const ACKNOWLEDGED_WITHIN_MS = 10_000;

/** Resources a server said it will tell of; null when it did not say so. */
type Honoured = readonly string[] | null;

interface Stream {
  readonly exchange: UpstreamExchange;
  readonly uris: readonly string[];
  readonly honoured: Promise<Honoured>;
  /** Only the first call counts. */
  readonly acknowledge: (honoured: Honoured) => void;
}

/**
 * The GET stream of one legacy client, fed by one `subscriptions/listen` at a time. When the client subscribes to something else
 * a second one is opened, and the first closed once the second is acknowledged, so that nothing is missed in between.
 */
export class LegacyListen implements UpstreamExchange {
  private readonly modern: Upstream;
  private readonly request: ListenRequest;
  private readonly gate: SinkGate;
  private readonly onOver: () => void;
  private current: Stream | null = null;
  private count = 0;
  private over = false;
  private begun = false;
  private behind = false;

  constructor(modern: Upstream, request: ListenRequest, sink: UpstreamSink, onOver: () => void) {
    this.modern = modern;
    this.request = request;
    this.onOver = onOver;
    this.gate = new SinkGate(sink, {
      onPause: () => {
        this.behind = true;
      },
      onResume: () => {
        this.behind = false;
        this.current?.exchange.resume();
      },
    });
  }

  resume(): void {
    this.gate.resume();
  }

  cancel(reason: string): void {
    this.gate.close();
    this.finish(reason);
  }

  /** Listens to these resources beside the lists. @returns those the server tells of; null when it does not say so */
  update(uris: readonly string[]): Promise<Honoured> {
    if (this.over) return Promise.resolve(null);
    const { current } = this;
    if (current !== null && sameSet(current.uris, uris)) return current.honoured;
    const next = this.open(uris);
    this.current = next;
    void next.honoured.then((honoured) => {
      current?.exchange.cancel('replaced');
      current?.acknowledge(honoured);
    });
    return next.honoured;
  }

  end(): void {
    if (this.over) return;
    this.gate.end();
    this.finish('the session is over');
  }

  private open(uris: readonly string[]): Stream {
    this.count += 1;
    const id = `listen-${this.count}`;
    const params = {
      notifications: {
        toolsListChanged: true,
        promptsListChanged: true,
        resourcesListChanged: true,
        ...(uris.length > 0 && { resourceSubscriptions: uris }),
      },
    };
    const call = toModernCall(
      {
        body: callMessage(JSON.stringify(id), 'subscriptions/listen', JSON.stringify(params)),
        kind: 'request',
        id,
        method: 'subscriptions/listen',
        params,
        peer: this.request.peer,
        inputSchema: undefined,
        progressToken: undefined,
        session: null,
        traceparent: null,
        timeoutMs: null,
      },
      null,
    );
    let acknowledge: Stream['acknowledge'] = () => undefined;
    const honoured = new Promise<Honoured>((resolve) => {
      const patience = setTimeout(() => resolve(null), ACKNOWLEDGED_WITHIN_MS);
      acknowledge = (answer) => {
        clearTimeout(patience);
        resolve(answer);
      };
    });
    return { exchange: this.modern.send(call, this.sinkOf(id, acknowledge)), uris, honoured, acknowledge };
  }

  private sinkOf(id: string, acknowledge: Stream['acknowledge']): UpstreamSink {
    const isCurrent = () => !this.over && id === `listen-${this.count}`;
    return {
      onHead: () => undefined,
      onMessage: (raw) => {
        const message = readServerMessage(raw);
        if (message?.method === ACKNOWLEDGED) {
          this.begin();
          acknowledge(honouredOf(raw));
        } else if (message?.method != null && HEARD.has(message.method)) {
          this.tell(message);
        } else if (message?.method === null && isCurrent()) {
          acknowledge(null);
          this.onResponse(message);
        }
        return !this.behind;
      },
      onEnd: () => {
        acknowledge(null);
        if (isCurrent()) this.end();
      },
      onError: (error) => {
        acknowledge(null);
        if (isCurrent()) this.fail(error);
      },
    };
  }

  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.gate.head({ status: 200, stream: true, sessionId: null });
  }

  private tell({ raw }: ServerMessage): void {
    this.begin();
    this.gate.message(editObject(raw, '/params/_meta', { remove: [META_KEYS.subscriptionId] }), undefined);
  }

  /** The server ended the subscription in good order, or does not know it: then it offers no stream. */
  private onResponse({ envelope }: ServerMessage): void {
    if (envelope.error !== null && !this.begun) {
      this.begun = true;
      this.gate.head({ status: METHOD_NOT_ALLOWED, stream: false, sessionId: null });
    }
    this.end();
  }

  private fail(error: AppError): void {
    this.gate.fail(error);
    this.finish(error.detail);
  }

  private finish(reason: string): void {
    if (this.over) return;
    this.over = true;
    this.current?.exchange.cancel(reason);
    this.current?.acknowledge(null);
    this.onOver();
  }
}

const honouredOf = (raw: Buffer): readonly string[] => {
  const bytes = bytesAt(raw, '/params/notifications/resourceSubscriptions');
  const uris: unknown = bytes === null ? [] : parseJson(bytes);
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string') : [];
};

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((uri) => other.includes(uri));
