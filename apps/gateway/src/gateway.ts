import {
  type DefinitionsReport,
  days,
  type Heartbeat,
  hours,
  mib,
  type Principal,
  type Snapshot,
  type SnapshotRefusal,
} from '@sallyport/contracts';
import { createInspector } from '@sallyport/detect';
import { type Coordination, createIdFactory, createMemoryCoordination, type Logger } from '@sallyport/service-kit';
import { Aggregate } from './aggregate/aggregate.js';
import { BehaviourBook } from './behaviour/behaviour-book.js';
import { Follower } from './behaviour/follow.js';
import { fromNews, tellOthers } from './behaviour/shared-learning.js';
import { DefinitionBook } from './definitions/definition-book.js';
import { DefinitionScout } from './definitions/definition-scout.js';
import { createEntrance } from './downstream/entrance.js';
import { SseChannels } from './downstream/sse-channels.js';
import { STDIO_HOST, StdioFront, type StdioFrontOptions } from './downstream/stdio-front.js';
import { Recorder } from './evidence/recorder.js';
import { ClientAddresses } from './http/client-address.js';
import { type Address, createFront } from './http/front.js';
import { KeepAlive } from './http/keep-alive.js';
import { createOperations, type Readiness } from './http/operations.js';
import { Refusals } from './jsonrpc/refusals.js';
import { LimitLedger } from './limits/limit-ledger.js';
import { Metrics } from './metrics.js';
import type { Opinions } from './opinions/opinions.js';
import { always, byToken } from './pipeline/authenticate.js';
import { composePipeline } from './pipeline/compose.js';
import { AnswerReviewer } from './pipeline/review-answer.js';
import { InitializeReviewer } from './pipeline/review-initialize.js';
import { InputReviewer } from './pipeline/review-inputs.js';
import { ListReviewer } from './pipeline/review-list.js';
import { Reviewer } from './pipeline/review-message.js';
import { ServerMessageReviewer } from './pipeline/review-server-message.js';
import { SuspendedCalls, type SuspensionNotes } from './pipeline/suspended-calls.js';
import { joinReplicas, type Replicas } from './replicas/join-replicas.js';
import type { NewsHandlers } from './replicas/replica-news.js';
import type { QuestionHandlers } from './replicas/replica-questions.js';
import { SealedNotes } from './replicas/sealed-notes.js';
import { InFlight } from './sessions/in-flight.js';
import { QuestionIds } from './sessions/question-ids.js';
import { RequestStates } from './sessions/request-state.js';
import { SessionStore } from './sessions/session-store.js';
import { createSessionSealer } from './sessions/session-token.js';
import { TaskOwners } from './sessions/task-owners.js';
import { OrgDirectory } from './snapshot/org-directory.js';
import type { RecordSpool } from './spool/spool.js';
import { workOffBehind } from './turn.js';
import type { Upstream, UpstreamRegistry } from './upstream/upstream.js';

/** Largest message a client may send. */
export const BODY_BYTES_MAX = mib(4);

export interface GatewayOptions {
  readonly spool: Pick<RecordSpool, 'append' | 'appendDurable' | 'writable' | 'status'>;
  readonly registry: UpstreamRegistry;
  /** Milliseconds since the api last confirmed an organisation's snapshot; see `ControlPlane.snapshotAgeMs`. */
  readonly snapshotAgeMs: (orgId: string) => number;
  readonly reportDefinitions: (report: Omit<DefinitionsReport, 'gatewayId'>) => void;
  /** Null where there is no console; refusals then carry no link. */
  readonly consoleUrl: string | null;
  /** 32 bytes. */
  readonly sessionKey: Buffer;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed; none unless given. */
  readonly trustedProxies?: readonly string[];
  readonly version: string;
  /** Whom every caller is taken for, without a token: for gateways of one person on one machine only. */
  readonly principal?: Principal;
  /** The server that is also served at `/mcp`: for gateways of one server. */
  readonly home?: Address;
  /** Whether servers are listed before anybody calls them (the default), or only when a call cannot be decided without. */
  readonly listsAhead?: boolean;
  /** The other replicas; absent, this is the only one. `replicaId` as `newReplicaId` makes it. */
  readonly replicas?: { readonly coordination: Coordination; readonly replicaId: string };
  /** Who is asked where rules and classifier are in doubt; nobody unless given. Closed by whoever made it. */
  readonly opinions?: Opinions;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly now?: () => number;
}

export type StdioOptions = Pick<StdioFrontOptions, 'input' | 'output' | 'orgSlug' | 'serverSlug'>;

export interface Listening {
  readonly host: string;
  readonly port: number;
}

/** A gateway without its process: what `main.ts` starts, tests run in process and the cli embeds. */
export interface Gateway {
  /** Begins to serve. Port 0 takes a free one. */
  listen(host: string, port: number): Promise<Listening>;
  /** Serves one client over a pair of streams, in place of HTTP; takes {@link GatewayOptions.principal} to say who that is. */
  serveStdio(options: StdioOptions): StdioFront;
  /** @throws AppError or Error when the snapshot does not compile; the previous one stays in force */
  applySnapshot(snapshot: Snapshot): void;
  /** Counts a snapshot that never came to {@link applySnapshot}, or did not get through it. */
  snapshotRefused(refusal: SnapshotRefusal): void;
  removeOrg(orgId: string): void;
  /** States of the servers, for the heartbeat. */
  serverStates(): Heartbeat['servers'];
  /** Takes no new connections, lets calls in flight end for at most `drainMs`, then cuts what is left. */
  close(drainMs: number): Promise<void>;
}

/** A task older than this is known to the replica that saw it made only. */
const TASK_NOTE_TTL_MS = days(1);
/** Sessions an organisation's clients may begin with members of all servers in an hour, and still be known to every replica. */
const MEMBER_NOTES_PER_HOUR_MAX = 50_000;
const MEMBER_NOTE_TTL_MS = days(7);
const TASK_NOTES_PER_HOUR_MAX = 20_000;
/** Longer than any server's time limit: a call that was suspended is over by then. */
const SUSPENSION_NOTE_TTL_MS = hours(1);
const SUSPENSION_NOTES_PER_HOUR_MAX = 20_000;

/** Builds a gateway around its spool, its upstreams and its control plane. */
export const createGateway = (options: GatewayOptions): Gateway => {
  const { spool, logger, now = Date.now } = options;
  const metrics = new Metrics();
  const newId = createIdFactory();
  const keepAlive = new KeepAlive();
  const inspector = createInspector();
  const directory = new OrgDirectory(inspector);
  const sessions = new SessionStore(createSessionSealer(options.sessionKey), now);
  const inFlight = new InFlight();
  const suspended = new SuspendedCalls(suspensionNotes(options));
  // Asked only once it serves, when all of it is there.
  const replicas = joinOthers(options, {
    directory,
    sessions,
    inFlight,
    now,
    learned: (learned) => {
      const { actor, shared } = fromNews(learned);
      // Of organisations that are not served here nothing is remembered.
      if (directory.findById(actor.orgId) !== undefined) behaviour.absorb(actor, shared);
    },
    resume: ({ session: token, requestId, raw }) => {
      const call = suspended.take({ token }, requestId);
      return call === undefined ? null : answers.resume(call, raw);
    },
    post: (message) => channels.take(message),
  });
  const behaviour = new BehaviourBook(replicas === null ? {} : { tell: tellOthers(replicas.news, now) });
  const follower = new Follower(behaviour, now);
  const registry = replicas?.registry ?? options.registry;
  const book = new DefinitionBook(options.reportDefinitions, now);
  const scout = new DefinitionScout({
    registry,
    inspectorOf: (orgId) => directory.findById(orgId)?.inspection.forAll ?? inspector,
    peersOf: (orgId, slug) => directory.findById(orgId)?.peersOf(slug) ?? [],
    book,
    logger,
    now,
    ahead: options.listsAhead ?? true,
  });
  const states = new RequestStates(options.sessionKey, now);
  const [questions, tasks] = [new QuestionIds(options.sessionKey), new TaskOwners(taskNotes(options))];
  const identify = options.principal === undefined ? byToken(directory, now) : always(directory, options.principal);
  const recorder = new Recorder({ spool, metrics, logger, now });
  const refusals = new Refusals(options.consoleUrl);
  const reviewer = new Reviewer({ metrics, now });
  const coordination = options.replicas?.coordination ?? createMemoryCoordination({ now });
  const ledger = new LimitLedger({ coordination, now });
  const serverMessages = new ServerMessageReviewer({
    reviewer,
    recorder,
    refusals,
    questions,
    scout,
    metrics,
    newId,
    ledger,
  });
  const inputs = new InputReviewer(states, serverMessages);
  const lists = new ListReviewer(reviewer, tasks);
  const answers = new AnswerReviewer({ reviewer, lists, inputs, tasks, refusals, follower });
  const hosts = new Set(options.allowedHosts.map((host) => host.toLowerCase()));
  const origins = new Set(options.allowedOrigins);
  let draining = false;

  const others = replicas === null ? null : { replicaId: replicas.replicaId, questions: replicas.questions };
  const channels = new SseChannels({ enter: () => enter, bodyBytesMax: BODY_BYTES_MAX, others });
  const aggregate = new Aggregate({
    enter: () => enter,
    sessions,
    book,
    scout,
    version: options.version,
    notes: memberNotes(options),
  });
  const pipeline = composePipeline({
    enter: () => enter,
    channels,
    aggregate,
    hosts,
    origins,
    directory,
    registry,
    book,
    scout,
    identify,
    sessions,
    states,
    questions,
    tasks,
    inFlight,
    news: replicas?.news ?? null,
    others: replicas?.questions ?? null,
    recorder,
    ledger,
    refusals,
    metrics,
    logger,
    now,
    snapshotAgeMs: options.snapshotAgeMs,
    bodyBytesMax: BODY_BYTES_MAX,
    answers,
    suspended,
    initializations: new InitializeReviewer(reviewer, sessions),
    serverMessages,
    opinions: options.opinions ?? null,
    follower,
  });

  const enter = createEntrance({ pipeline, newId, now, logger });

  const readiness = (): Readiness => {
    if (draining) return { ready: false, reason: 'The gateway is shutting down.' };
    if (directory.isEmpty) return { ready: false, reason: 'No snapshot is in force yet.' };
    return spool.writable ? { ready: true } : { ready: false, reason: 'Records cannot be written.' };
  };
  const operations = createOperations({ metrics, readiness });
  const addresses = new ClientAddresses(options.trustedProxies ?? []);
  const home = options.home ?? null;
  const front = createFront({ enter, operations, keepAlive, origins, newId, metrics, home, addresses });

  metrics.gauge('gateway_calls_in_flight', 'Requests waiting for their answer', () => inFlight.size);
  metrics.gauge('gateway_exchanges_relayed', 'Exchanges run for or by other replicas', () => replicas?.size ?? 0);
  metrics.gauge('gateway_behaviour_bytes', 'Bytes remembered of what principals do', () => behaviour.bytes);
  metrics.gauge('gateway_behaviour_contexts', 'Principals and clients that are followed', () => behaviour.contexts);
  metrics.gauge('gateway_snapshots', 'Organisations in force', () => directory.list().length);
  metrics.gauge('gateway_spool_bytes', 'Bytes of records not yet acknowledged', () => spool.status.bytes);

  return {
    listen: async (host, port) => {
      // Before anything can be bound to it, this replica can be reached by the others.
      await replicas?.open();
      const address = await front.listen(host, port);
      for (const name of [host, 'localhost', '127.0.0.1', '[::1]']) hosts.add(`${name}:${address.port}`);
      return { host: address.address, port: address.port };
    },
    serveStdio: (stdio) => {
      hosts.add(STDIO_HOST);
      return new StdioFront({ ...stdio, enter, bodyBytesMax: BODY_BYTES_MAX, newRequestId: () => newId('call') });
    },
    applySnapshot: (snapshot) => {
      const runtime = directory.apply(snapshot);
      registry.apply(runtime.orgId, runtime.servers);
      scout.apply(runtime);
      behaviour.applyResets(runtime.orgId, snapshot.behaviour?.resets ?? []);
      logger.info({ orgId: runtime.orgId, version: runtime.version }, 'snapshot in force');
    },
    snapshotRefused: (refusal) => metrics.snapshotRefusals.add(refusal),
    removeOrg: (orgId) => {
      if (directory.remove(orgId) === undefined) return;
      registry.apply(orgId, []);
      scout.remove(orgId);
      tasks.forget(orgId);
      behaviour.removeOrg(orgId);
      logger.info({ orgId }, 'organisation removed');
    },
    serverStates: () =>
      directory
        .list()
        .flatMap(({ orgId, servers }) =>
          servers
            .filter(({ enabled }) => enabled)
            .map((server) => ({ orgId, serverId: server.id, ...registry.get(orgId, server).health })),
        ),
    close: async (drainMs) => {
      draining = true;
      scout.close();
      book.close();
      keepAlive.close();
      const cutAt = performance.now() + drainMs;
      await front.close(drainMs);
      // The others are served for as long as clients were; then they find this replica gone.
      await replicas?.close(Math.max(0, cutAt - performance.now()));
      // The last calls may have ended in this very turn, and whoever waited for this may close the records next.
      workOffBehind();
    },
  };
};

interface OwnState extends QuestionHandlers {
  readonly directory: OrgDirectory;
  readonly sessions: SessionStore;
  readonly inFlight: InFlight;
  readonly now: () => number;
  readonly learned: NewsHandlers['learned'];
}

/** What others ask of this replica goes to its own upstreams, and what they tell of sessions to its own state. */
const joinOthers = (options: GatewayOptions, own: OwnState): Replicas | null => {
  const { directory, sessions, inFlight, now } = own;
  if (options.replicas === undefined) return null;
  const find = (orgId: string, serverId: string): Upstream | null => {
    const server = directory.findById(orgId)?.servers.find(({ id, enabled }) => id === serverId && enabled);
    return server === undefined ? null : options.registry.get(orgId, server);
  };
  const onNews = {
    cancelled: (token: string, id: string | number, reason: string) => inFlight.find({ token }, id)?.cancel(reason),
    ended: (token: string) => {
      sessions.end({ token });
      inFlight.ground({ token });
    },
    learned: own.learned,
  };
  const { registry, sessionKey: secret, logger } = options;
  return joinReplicas({ ...options.replicas, secret, registry, find, onNews, onQuestion: own, logger, now });
};

/** Which replica waits for the answer of a call whose client left. */
const suspensionNotes = ({ replicas, sessionKey: secret }: GatewayOptions): SuspensionNotes | null => {
  if (replicas === undefined) return null;
  const { coordination, replicaId } = replicas;
  const limits = { perHourMax: SUSPENSION_NOTES_PER_HOUR_MAX, ttlMs: SUSPENSION_NOTE_TTL_MS };
  return { replicaId, notes: new SealedNotes({ coordination, secret, kind: 'suspended', ...limits }) };
};

/** Sessions a client of all servers begins with one of them; as long as sessions last. */
const memberNotes = ({ replicas, sessionKey: secret }: GatewayOptions): SealedNotes | null =>
  replicas === undefined
    ? null
    : new SealedNotes({
        coordination: replicas.coordination,
        secret,
        kind: 'member',
        perHourMax: MEMBER_NOTES_PER_HOUR_MAX,
        ttlMs: MEMBER_NOTE_TTL_MS,
      });

const taskNotes = ({ replicas, sessionKey: secret }: GatewayOptions): SealedNotes | null =>
  replicas === undefined
    ? null
    : new SealedNotes({
        coordination: replicas.coordination,
        secret,
        kind: 'task',
        perHourMax: TASK_NOTES_PER_HOUR_MAX,
        ttlMs: TASK_NOTE_TTL_MS,
      });
