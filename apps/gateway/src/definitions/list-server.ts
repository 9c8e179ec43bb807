import type { Inspector, NamedTool } from '@sallyport/detect';
import { DISCOVER_PARAMS } from '../upstream/own-call.js';
import type { Peer, Upstream } from '../upstream/upstream.js';
import { ask } from './ask.js';
import { type ListedKind, observeEntry, observeInstructions } from './observe-list.js';
import {
  DEFINITION_BYTES_MAX,
  DEFINITIONS_MAX,
  type ObservedDefinition,
  type ServerDefinitions,
} from './server-definitions.js';

/** How each kind is listed, and the capability that says the server has it. */
const LISTS = [
  { kind: 'tool', method: 'tools/list', member: 'tools', capability: 'tools' },
  { kind: 'prompt', method: 'prompts/list', member: 'prompts', capability: 'prompts' },
  { kind: 'resource', method: 'resources/list', member: 'resources', capability: 'resources' },
  {
    kind: 'resource_template',
    method: 'resources/templates/list',
    member: 'resourceTemplates',
    capability: 'resources',
  },
] as const satisfies readonly { kind: ListedKind; method: string; member: string; capability: string }[];

/** A server that pages on without end is cut here. */
const PAGES_MAX = 100;

export interface ListServerOptions {
  readonly upstream: Upstream;
  /** In whose name the server is asked. */
  readonly peer: Peer;
  readonly inspector: Inspector;
  readonly peers: readonly NamedTool[];
  readonly definitions: ServerDefinitions;
  readonly timeoutMs: number;
}

/**
 * Lists everything a server defines, as a modern client would: a server of an older era is asked over the bridge.
 * @throws AppError `upstream.*` when the server cannot be asked; kinds listed before stay observed
 */
export const listServer = async (options: ListServerOptions): Promise<void> => {
  const { upstream, peer, inspector, definitions, timeoutMs } = options;
  const params = DISCOVER_PARAMS;
  const result = await ask(upstream, { peer, id: 0, method: 'server/discover', params, timeoutMs });
  if (typeof result.instructions === 'string') {
    definitions.observe('instructions', [observeInstructions(inspector, result.instructions)]);
  }
  const capabilities = (result.capabilities ?? {}) as Readonly<Record<string, unknown>>;
  for (const list of LISTS) {
    if (capabilities[list.capability] === undefined) continue;
    definitions.observe(list.kind, await listKind(options, list));
  }
};

const listKind = async (
  { upstream, peer, inspector, peers, timeoutMs }: ListServerOptions,
  { kind, method, member }: (typeof LISTS)[number],
): Promise<ObservedDefinition[]> => {
  const seen: ObservedDefinition[] = [];
  let cursor: unknown;
  let bytes = 0;
  for (let page = 0; page < PAGES_MAX && seen.length < DEFINITIONS_MAX && bytes < DEFINITION_BYTES_MAX; page++) {
    const params = cursor === undefined ? DISCOVER_PARAMS : { ...DISCOVER_PARAMS, cursor };
    const result = await ask(upstream, { peer, id: page + 1, method, params, timeoutMs });
    const entries = Array.isArray(result[member]) ? result[member] : [];
    for (const entry of entries) {
      const definition = observeEntry(inspector, kind, entry, peers);
      if (definition === null) continue;
      seen.push(definition);
      bytes += definition.bytes;
    }
    cursor = result.nextCursor;
    if (typeof cursor !== 'string') break;
  }
  return seen;
};
