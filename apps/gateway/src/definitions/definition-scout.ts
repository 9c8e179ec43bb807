import { type AppError, minutes, seconds, toAppError } from '@sallyport/contracts';
import type { Inspector, NamedTool } from '@sallyport/detect';
import type { Logger } from '@sallyport/service-kit';
import type { OrgRuntime, ServerRuntime } from '../snapshot/org-runtime.js';
import { OWN_MODERN_PEER } from '../upstream/own-call.js';
import type { UpstreamRegistry } from '../upstream/upstream.js';
import type { DefinitionBook } from './definition-book.js';
import { listServer } from './list-server.js';

/** Longest one question of a listing may take. */
const LIST_TIMEOUT_MS = seconds(10);
/** A server is not listed again sooner than this, however many calls name tools it does not have. */
const LIST_INTERVAL_MIN_MS = seconds(2);
/** Servers listed at the same time: a start with hundreds of them must not be a storm. */
const PARALLEL_MAX = 4;
const RETRY_FIRST_MS = seconds(1);
const RETRY_LAST_MS = minutes(1);

export interface DefinitionScoutOptions {
  readonly registry: Pick<UpstreamRegistry, 'get'>;
  readonly inspectorOf: (orgId: string) => Inspector;
  /** Tools of the organisation's other servers. */
  readonly peersOf: (orgId: string, slug: string) => readonly NamedTool[];
  readonly book: DefinitionBook;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly now: () => number;
  /** List by ourselves, not only when a call waits for it: the lists clients ask for tell the same, once they ask. */
  readonly ahead: boolean;
}

interface Watch {
  readonly orgId: string;
  server: ServerRuntime;
  /** Text of the transport and switch it was last told; another one is another server. */
  shape: string;
  listedAt: number;
  failure: AppError | null;
  /** In whose name it was listed last; null for the gateway's own. */
  askedFor: string | null;
  running: Promise<void> | null;
  timer: NodeJS.Timeout | null;
  retryMs: number;
}

/** Knows what every server defines: lists each one when it appears, again when it says it changed, and when a call needs it. */
export class DefinitionScout {
  private readonly watches = new Map<string, Watch>();
  private readonly waiting: (() => void)[] = [];
  private parallel = 0;
  private closed = false;
  private readonly options: DefinitionScoutOptions;

  constructor(options: DefinitionScoutOptions) {
    this.options = options;
  }

  /** Takes the servers of a new snapshot: new and changed ones are listed, gone ones forgotten. */
  apply(org: OrgRuntime): void {
    const keep = new Set(org.servers.filter(({ enabled }) => enabled).map(({ id }) => id));
    for (const [key, watch] of this.watches) {
      if (watch.orgId === org.orgId && !keep.has(watch.server.server.id)) this.drop(key, watch);
    }
    this.options.book.retain(org.orgId, new Set(org.servers.map(({ id }) => id)));
    for (const { slug, id } of org.servers) {
      const server = org.findServer(slug);
      if (server !== undefined && keep.has(id)) this.watch(org.orgId, server);
    }
  }

  /** Drops an organisation that is gone. */
  remove(orgId: string): void {
    for (const [key, watch] of this.watches) if (watch.orgId === orgId) this.drop(key, watch);
    this.options.book.retain(orgId, new Set());
  }

  /** The server says its lists changed. */
  changed(orgId: string, server: ServerRuntime): void {
    const watch = this.watches.get(keyOf(orgId, server.server.id));
    if (watch !== undefined && this.options.ahead) this.schedule(watch, 0);
  }

  /**
   * Makes sure the server was listed since `notBefore`, for a call whose target nobody knows. Joins a listing under way; lists
   * at most every two seconds, so unknown names cannot be used to burden a server.
   * @param principalId  who calls; a server that lets in nobody it does not know is asked in their name
   * @throws AppError `upstream.*` when nothing is known because the server could not be listed
   */
  async ensureListed(orgId: string, server: ServerRuntime, principalId: string | null = null): Promise<void> {
    const watch = this.watches.get(keyOf(orgId, server.server.id));
    if (watch === undefined) return;
    if (this.options.now() - watch.listedAt >= LIST_INTERVAL_MIN_MS) await this.list(watch, principalId);
    if (isClosedTo(watch) && watch.askedFor !== principalId) await this.list(watch, principalId);
    if (watch.failure !== null) throw watch.failure;
  }

  close(): void {
    this.closed = true;
    for (const [key, watch] of this.watches) this.drop(key, watch);
  }

  private watch(orgId: string, server: ServerRuntime): void {
    const key = keyOf(orgId, server.server.id);
    const shape = JSON.stringify(server.server.transport);
    const known = this.watches.get(key);
    if (known?.shape === shape) {
      known.server = server;
      return;
    }
    if (known !== undefined) this.drop(key, known);
    const watch: Watch = {
      orgId,
      server,
      shape,
      listedAt: Number.NEGATIVE_INFINITY,
      failure: null,
      askedFor: null,
      running: null,
      timer: null,
      retryMs: RETRY_FIRST_MS,
    };
    this.watches.set(key, watch);
    if (this.options.ahead) this.schedule(watch, 0);
  }

  private drop(key: string, watch: Watch): void {
    if (watch.timer !== null) clearTimeout(watch.timer);
    this.watches.delete(key);
  }

  private schedule(watch: Watch, delayMs: number): void {
    if (watch.timer !== null) clearTimeout(watch.timer);
    watch.timer = setTimeout(() => {
      watch.timer = null;
      void this.list(watch, null);
    }, delayMs).unref();
  }

  /** Lists a server; one listing at a time per server. Never rejects: the failure is kept for those who need to know. */
  private list(watch: Watch, principalId: string | null): Promise<void> {
    watch.running ??= this.listOnce(watch, principalId).finally(() => {
      watch.running = null;
    });
    return watch.running;
  }

  private async listOnce(watch: Watch, principalId: string | null): Promise<void> {
    await this.turn();
    watch.askedFor = principalId;
    const { registry, inspectorOf, peersOf, book, logger, now } = this.options;
    const { orgId, server } = watch;
    try {
      await listServer({
        upstream: registry.get(orgId, server.server),
        peer:
          principalId === null ? OWN_MODERN_PEER : { ...OWN_MODERN_PEER, key: `gateway/${principalId}`, principalId },
        inspector: inspectorOf(orgId),
        peers: peersOf(orgId, server.server.slug),
        definitions: book.of(orgId, server.server.id),
        timeoutMs: Math.min(LIST_TIMEOUT_MS, server.server.timeoutMs),
      });
      watch.failure = null;
      watch.retryMs = RETRY_FIRST_MS;
      logger.info({ orgId, serverId: server.server.id }, 'server listed');
    } catch (thrown) {
      watch.failure = toAppError(thrown);
      logger.warn({ orgId, serverId: server.server.id, code: watch.failure.code }, 'server cannot be listed');
      // Nobody grants the gateway itself anything: it waits for a caller the server knows.
      if (!isClosedTo(watch)) this.retry(watch);
    } finally {
      watch.listedAt = now();
      this.next();
    }
  }

  private retry(watch: Watch): void {
    if (this.closed || !this.options.ahead || this.watches.get(keyOf(watch.orgId, watch.server.server.id)) !== watch)
      return;
    this.schedule(watch, watch.retryMs);
    watch.retryMs = Math.min(watch.retryMs * 2, RETRY_LAST_MS);
  }

  private turn(): Promise<void> | void {
    if (this.parallel < PARALLEL_MAX) {
      this.parallel++;
      return;
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private next(): void {
    const waiter = this.waiting.shift();
    if (waiter === undefined) this.parallel--;
    else waiter();
  }
}

const isClosedTo = ({ failure }: Watch): boolean => failure?.code === 'upstream.authorization_required';

const keyOf = (orgId: string, serverId: string): string => `${orgId} ${serverId}`;
