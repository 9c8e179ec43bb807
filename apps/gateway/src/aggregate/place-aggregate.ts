import { AppError } from '@sallyport/contracts';
import { ServerDefinitions } from '../definitions/server-definitions.js';
import type { Authenticated, Placed, Stage } from '../pipeline/exchange.js';
import { learn } from '../pipeline/learn.js';
import { DefinitionPins, type ServerRuntime } from '../snapshot/org-runtime.js';
import { refuse } from '../upstream/local-answer.js';
import type { Upstream } from '../upstream/upstream.js';

/** Stands in a path where the name of one server would; no server can have it. */
export const ALL_SERVERS = '';

const NAMED = { id: 'all-servers', slug: ALL_SERVERS, name: 'All servers' } as const;
const CONTEXT: Omit<ServerRuntime['context'], 'name'> = {
  tier: 'standard',
  egress: 'internal',
  transport: 'stdio',
  labels: [],
};

/** Whom sessions with all servers are with. Nothing is ever decided about it, and no message reaches it. */
const RUNTIME: ServerRuntime = {
  server: {
    ...NAMED,
    transport: { kind: 'stdio', launcher: 'none', args: [], env: {} },
    tier: 'standard',
    egress: 'internal',
    enabled: true,
    timeoutMs: 1_000,
  },
  decided: { ...NAMED, ...CONTEXT },
  named: NAMED,
  context: { name: NAMED.name, ...CONTEXT },
  pins: new DefinitionPins([]),
};

const unreachable = (): AppError => new AppError('internal', { detail: 'All servers together are no server.' });

const UPSTREAM: Upstream = {
  send: (_call, sink) => refuse(sink, unreachable()),
  listen: (_request, sink) => refuse(sink, unreachable()),
  end: () => Promise.resolve(),
  health: { state: 'unknown', detail: '', protocolVersion: null, serverInfo: null },
  close: () => Promise.resolve(),
};

/** The place of requests that are about all servers of an organisation. */
export const placeAggregate: Stage<Authenticated, Placed> = (next) => (exchange) =>
  next(learn(exchange, { server: RUNTIME, upstream: UPSTREAM, definitions: new ServerDefinitions(() => undefined) }));
