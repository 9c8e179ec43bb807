import { AppError, kib, toAppError } from '@sallyport/contracts';
import { editObject, META_KEYS } from '@sallyport/mcp';
import { CANNOT_STOP, SinkGate } from '../upstream/sink-gate.js';
import type { UpstreamCall, UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';
import type { ServerFeatures } from './capabilities.js';
import type { LegacySession, SessionListener } from './legacy-session.js';
import type { Lease, LegacySessions } from './legacy-sessions.js';
import { callMessage, resultMessage, type ServerMessage, stringAt, textAt } from './rpc.js';

/** A listener that is this far behind is cut: it can listen again and ask. */
const HELD_BYTES_MAX = kib(256);
/** Resources one subscription may name. */
const RESOURCES_MAX = 1_000;

interface Filter {
  readonly toolsListChanged?: unknown;
  readonly promptsListChanged?: unknown;
  readonly resourcesListChanged?: unknown;
  readonly resourceSubscriptions?: unknown;
}

const LIST_CHANGED = {
  'notifications/tools/list_changed': 'toolsListChanged',
  'notifications/prompts/list_changed': 'promptsListChanged',
  'notifications/resources/list_changed': 'resourcesListChanged',
} as const satisfies Readonly<Record<string, keyof ServerFeatures & keyof Filter>>;

type ListChanged = (typeof LIST_CHANGED)[keyof typeof LIST_CHANGED];

/** One `subscriptions/listen` of a modern client, fed by the session's own stream and its resource subscriptions. */
export class ModernListen implements UpstreamExchange, SessionListener {
  private readonly call: UpstreamCall;
  private readonly gate: SinkGate;
  private readonly sessions: LegacySessions;
  /** JSON text. */
  private readonly id: string;
  private readonly changes = new Set<ListChanged>();
  private readonly resources = new Set<string>();
  private lease: Lease | null = null;
  private stopListening: () => void = () => undefined;
  private acknowledged = false;
  private over = false;

  constructor(call: UpstreamCall, sink: UpstreamSink, sessions: LegacySessions) {
    this.call = call;
    this.gate = new SinkGate(sink, CANNOT_STOP);
    this.sessions = sessions;
    this.id = textAt(call.body, '/id') ?? 'null';
  }

  start(): this {
    this.open(true).catch((thrown: unknown) => {
      this.finish();
      this.gate.fail(toAppError(thrown));
    });
    return this;
  }

  resume(): void {
    this.gate.resume();
  }

  cancel(): void {
    this.gate.close();
    this.finish();
  }

  onNotification({ raw, method }: ServerMessage): void {
    if (!this.acknowledged || method === null) return;
    const change = (LIST_CHANGED as Readonly<Record<string, ListChanged>>)[method];
    const wanted =
      change === undefined ? this.resources.has(stringAt(raw, '/params/uri') ?? '') : this.changes.has(change);
    if (!wanted) return;
    this.gate.message(editObject(raw, '/params/_meta', { set: { [META_KEYS.subscriptionId]: this.id } }), undefined);
    if (this.gate.heldBytes <= HELD_BYTES_MAX) return;
    this.finish();
    this.gate.fail(new AppError('upstream.unavailable', { detail: 'The stream was read too slowly' }));
  }

  /** The client learns that it ended in good order, and may listen again. */
  onStreamEnd(): void {
    if (this.over || !this.acknowledged) return;
    this.finish();
    this.gate.message(resultMessage(this.id, `{"resultType":"complete","_meta":${this.tag()}}`), undefined);
    this.gate.end();
  }

  /** @param mayBeginAnew  whether a session the server has forgotten is made again */
  private async open(mayBeginAnew: boolean): Promise<void> {
    const lease = await this.sessions.lease(this.call.peer, null);
    if (this.over) {
      lease.release();
      return;
    }
    this.lease = lease;
    const { session } = lease;
    this.stopListening = session.listen(this);
    // What changes between subscribing and listening would be lost, so the stream comes first.
    if (await session.openStream()) await this.subscribe(session);
    if (session.isLost && mayBeginAnew && !this.over) {
      this.stopListening();
      lease.release();
      await this.open(false);
    } else if (!this.over) {
      this.acknowledge();
    }
  }

  private async subscribe(session: LegacySession): Promise<void> {
    const filter = filterOf(this.call.params);
    for (const change of Object.values(LIST_CHANGED)) {
      if (filter[change] === true && session.features[change]) this.changes.add(change);
    }
    if (!session.features.subscribe) return;
    const subscribing = urisOf(filter).map(async (uri) => {
      if (!(await session.subscribe(uri))) return;
      if (this.over) session.unsubscribe(uri);
      else this.resources.add(uri);
    });
    await Promise.all(subscribing);
  }

  private acknowledge(): void {
    this.acknowledged = true;
    const notifications = {
      ...Object.fromEntries([...this.changes].map((change) => [change, true])),
      ...(this.resources.size > 0 && { resourceSubscriptions: [...this.resources] }),
    };
    this.gate.head({ status: 200, stream: true, sessionId: null });
    const params = `{"_meta":${this.tag()},"notifications":${JSON.stringify(notifications)}}`;
    this.gate.message(callMessage(null, 'notifications/subscriptions/acknowledged', params), undefined);
  }

  private tag(): string {
    return `{"${META_KEYS.subscriptionId}":${this.id}}`;
  }

  private finish(): void {
    if (this.over) return;
    this.over = true;
    this.stopListening();
    for (const uri of this.resources) this.lease?.session.unsubscribe(uri);
    this.lease?.release();
  }
}

const filterOf = (params: object | undefined): Filter => {
  const { notifications } = (params ?? {}) as { notifications?: unknown };
  return typeof notifications === 'object' && notifications !== null ? notifications : {};
};

const urisOf = ({ resourceSubscriptions }: Filter): string[] =>
  Array.isArray(resourceSubscriptions)
    ? [...new Set(resourceSubscriptions.filter((uri) => typeof uri === 'string'))].slice(0, RESOURCES_MAX)
    : [];
