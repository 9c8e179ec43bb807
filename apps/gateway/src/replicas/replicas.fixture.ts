import type { AppError } from '@sallyport/contracts';
import { type Coordination, createMemoryCoordination } from '@sallyport/service-kit';
import type {
  ListenRequest,
  Peer,
  Upstream,
  UpstreamCall,
  UpstreamExchange,
  UpstreamSession,
  UpstreamSink,
} from '../upstream/upstream.js';
import { Relay } from './relay.js';
import { ReplicaBus } from './replica-bus.js';
import { ReplicaRouter } from './replica-router.js';

export const SECRET = Buffer.alloc(32, 7);
export const ORG = 'org_1';
export const SERVER = 'srv_1';

export const PEER: Peer = {
  era: 'legacy',
  protocolVersion: '2025-11-25',
  client: { name: 'test', version: '1' },
  capabilities: { sampling: {} },
  principalId: 'sa_1',
  key: 'org_1/sa_1/srv_1/session',
};

export const sessionOf = (id: string | null): UpstreamSession => ({ id, protocolVersion: '2025-11-25' });

export const callOf = (session: UpstreamSession | null, params: object = {}): UpstreamCall => ({
  body: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })),
  kind: 'request',
  id: 1,
  method: 'tools/call',
  params,
  peer: PEER,
  inputSchema: { type: 'object' },
  progressToken: undefined,
  session,
  traceparent: null,
  timeoutMs: 5_000,
});

/** One exchange as an upstream of the tests sees it: the test speaks for the server. */
export interface Taken {
  readonly what: { readonly call: UpstreamCall } | { readonly listen: ListenRequest };
  readonly sink: UpstreamSink;
  cancelled: string | null;
  resumed: number;
}

/** An upstream that does what a test says, on the spot. */
export class ScriptedUpstream implements Upstream {
  readonly taken: Taken[] = [];
  readonly ended: UpstreamSession[] = [];
  readonly health = { state: 'up', detail: '', protocolVersion: null, serverInfo: null } as const;
  onTaken: (taken: Taken) => void = () => undefined;

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    return this.take({ call }, sink);
  }

  listen(listen: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    return this.take({ listen }, sink);
  }

  end(_peer: Peer, session: UpstreamSession): Promise<void> {
    this.ended.push(session);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private take(what: Taken['what'], sink: UpstreamSink): UpstreamExchange {
    const taken: Taken = { what, sink, cancelled: null, resumed: 0 };
    this.taken.push(taken);
    setImmediate(() => this.onTaken(taken));
    return {
      resume: () => {
        taken.resumed++;
      },
      cancel: (reason) => {
        taken.cancelled = reason;
      },
    };
  }
}

/** Answers with one JSON message. */
export const answerWith =
  (text: string) =>
  ({ sink }: Taken): void => {
    sink.onHead({ status: 200, stream: false, sessionId: null });
    sink.onMessage(Buffer.from(text), undefined);
    sink.onEnd();
  };

/** Everything a sink was told, in order. */
export class Heard implements UpstreamSink {
  readonly events: string[] = [];
  readonly messages: Buffer[] = [];
  error: AppError | null = null;
  /** What `onMessage` returns. */
  goOn = true;

  onHead(head: Parameters<UpstreamSink['onHead']>[0]): void {
    this.events.push(`head ${head.status} ${head.stream} ${head.sessionId}`);
  }

  onMessage(raw: Buffer, eventId: string | undefined): boolean {
    this.messages.push(raw);
    this.events.push(`message ${raw.length} ${eventId}`);
    return this.goOn;
  }

  onCursor(eventId: string | undefined, retryMs: number | undefined): void {
    this.events.push(`cursor ${eventId} ${retryMs}`);
  }

  onEnd(): void {
    this.events.push('end');
  }

  onError(error: AppError): void {
    this.error = error;
    this.events.push(`error ${error.code}`);
  }

  get isOver(): boolean {
    return this.events.some((event) => event === 'end' || event.startsWith('error'));
  }

  get bytes(): number {
    return this.messages.reduce((sum, { length }) => sum + length, 0);
  }
}

/** What a wire does with a text on its way: hands on all it returns. */
export type Wire = (text: string, channel: string) => readonly string[];

export interface TestReplica {
  readonly replicaId: string;
  readonly upstream: ScriptedUpstream;
  readonly router: ReplicaRouter;
  readonly relay: Relay;
  readonly bus: ReplicaBus;
  readonly warnings: string[];
  /** What others hear of it: everything, until a test says otherwise. */
  wire: Wire;
  /** Servers this replica knows. */
  readonly known: Set<string>;
  broadcasts: string[];
}

export const useCoordination = (): Coordination => createMemoryCoordination();

/** A replica over a coordination it shares with others, without a gateway around it. */
export const startReplica = async (
  coordination: Coordination,
  replicaId: string,
  secret: Buffer = SECRET,
): Promise<TestReplica> => {
  const upstream = new ScriptedUpstream();
  const warnings: string[] = [];
  const known = new Set([`${ORG} ${SERVER}`]);
  const logger = { warn: (_fields: unknown, text?: string) => void warnings.push(text ?? '') };
  const own: Coordination = {
    ...coordination,
    get degraded() {
      return coordination.degraded;
    },
    publish: async (channel, text) => {
      for (const sent of replica.wire(text, channel)) await coordination.publish(channel, sent);
    },
  };
  const bus = new ReplicaBus({ coordination: own, replicaId, secret, logger });
  const relay = new Relay({
    bus,
    logger,
    answer: (place, { topic, facts, body }) =>
      Promise.resolve(
        topic === 'unknown' ? null : Buffer.from(JSON.stringify({ place, topic, facts, body: String(body) })),
      ),
    find: (orgId, serverId) => (known.has(`${orgId} ${serverId}`) ? upstream : null),
  });
  const router = new ReplicaRouter(upstream, { orgId: ORG, serverId: SERVER }, { replicaId, relay });
  const replica: TestReplica = {
    replicaId,
    upstream,
    router,
    relay,
    bus,
    warnings,
    known,
    wire: (text) => [text],
    broadcasts: [],
  };
  await bus.open({
    onFrame: (from, payload) => relay.onFrame(from, payload),
    onGap: (from) => relay.onGap(from),
    onBroadcast: (_from, payload) => void replica.broadcasts.push(payload.toString()),
  });
  return replica;
};
