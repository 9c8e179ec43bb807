import { editDistance } from './edit-distance.js';
import { foldName, skeleton } from './skeleton.js';

export interface NamedTool {
  /** Slug of the server that offers it. */
  readonly server: string;
  readonly name: string;
}

export type CollisionKind = 'twice' | 'confusable' | 'misspelt' | 'namespace';

/** A tool whose name can be taken for another's. */
export interface ToolCollision {
  readonly tool: NamedTool;
  /** What it can be taken for; of a namespace, the server whose name it carries. */
  readonly other: NamedTool;
  readonly kind: CollisionKind;
}

const SLIP_UNITS_MIN = 8;

/**
 * Tools of an organisation whose names can be confused. The same plain name on two servers is ordinary (`search`) and none of
 * them; look-alike letters, the same name twice in one list, a slip of one letter in a long name on another server, and a name
 * that carries another server's as its namespace are.
 * @returns the later of the two each time, in the order given; cost about n log n, and n² only within names of one length class
 */
export function toolCollisions(tools: readonly NamedTool[]): ToolCollision[] {
  const servers = new Map(tools.map(({ server }) => [squash(server), server]));
  const seen = new Map<string, NamedTool>();
  const byLetters = new Map<string, NamedTool[]>();
  const collisions: ToolCollision[] = [];
  for (const tool of tools) {
    const key = skeleton(squash(foldName(tool.name)));
    const other = seen.get(key);
    const kind = other === undefined ? null : likeness(tool, other);
    if (other !== undefined && kind !== null) collisions.push({ tool, other, kind });
    else if (other === undefined) collisions.push(...misspelt(tool, key, byLetters), ...namespaced(tool, servers));
    if (other === undefined) seen.set(key, tool);
  }
  return collisions;
}

/** Names of one skeleton: twice in one list, or spelled with letters or digits that only look the same. */
function likeness(tool: NamedTool, other: NamedTool): CollisionKind | null {
  if (tool.name === other.name) return tool.server === other.server ? 'twice' : null;
  const plain = squash(tool.name.toLowerCase()) === squash(other.name.toLowerCase());
  return plain ? (tool.server === other.server ? 'twice' : null) : 'confusable';
}

/** Within one edit of a name on another server; a name cut into thirds shares one of them with all its misspellings. */
function misspelt(tool: NamedTool, key: string, byLetters: Map<string, NamedTool[]>): ToolCollision[] {
  if (key.length < SLIP_UNITS_MIN) return [];
  const half = key.length >> 1;
  const anchors = [
    `^${key.slice(0, half - 1)}`,
    `$${key.slice(-half + 1)}`,
    `$${key.slice(-half)}`,
    `^${key.slice(0, half)}`,
  ];
  const near = new Set(anchors.flatMap((anchor) => byLetters.get(anchor) ?? []));
  for (const anchor of anchors) byLetters.set(anchor, [...(byLetters.get(anchor) ?? []).slice(0, 63), tool]);
  const other = [...near].find(({ server, name }) => {
    const theirs = skeleton(squash(foldName(name)));
    return server !== tool.server && !isInflected(key, theirs) && editDistance(key, theirs, 1) === 1;
  });
  return other === undefined ? [] : [{ tool, other, kind: 'misspelt' }];
}

/** `list_issue` and `list_issues` are two tools. */
const isInflected = (a: string, b: string): boolean => a === `${b}s` || b === `${a}s` || /\d$/.test(a) || /\d$/.test(b);

/** `github__create_issue` of a server that is not `github`. */
function namespaced(tool: NamedTool, servers: ReadonlyMap<string, string>): ToolCollision[] {
  const prefix = /^([a-z0-9-]{2,40}?)(?:__|::|\/|\.)[a-z]/i.exec(tool.name)?.[1];
  const owner = prefix === undefined ? undefined : servers.get(squash(prefix));
  if (owner === undefined || owner === tool.server) return [];
  return [{ tool, other: { server: owner, name: tool.name }, kind: 'namespace' }];
}

function squash(name: string): string {
  return name.toLowerCase().replace(/[\s_.:/-]+/g, '');
}
