import { toolsIn } from '../definitions/listed.js';
import { foldName, skeleton } from '../names/skeleton.js';
import { type CollisionKind, type NamedTool, toolCollisions } from '../names/tool-collisions.js';
import type { Detector, MessageHit } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Server of the list that is looked at; no slug is empty. */
const HERE = '';
const RESERVED = /^(?:sallyport|gateway)(?:__|::|\/|\.)/i;
/** Controls and characters that take no room. */
const UNSEEN = /[\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u;
const OTHER_SCRIPT = /[\u0370-\u03ff\u0400-\u052f\uff00-\uffef]|\ud835[\udc00-\udfff]/;

const WEIGHT: Readonly<Record<CollisionKind, Pick<MessageHit, 'confidence' | 'severity'>>> = {
  twice: { confidence: 0.7 },
  confusable: { confidence: 0.92, severity: 'high' },
  misspelt: { confidence: 0.6 },
  namespace: { confidence: 0.75 },
};

function detectMessage(message: unknown, _surface: unknown, peers: readonly NamedTool[] = []): MessageHit[] {
  const tools = toolsIn(message);
  const own = new Map<NamedTool, string>();
  for (const { name, pointer } of tools) own.set({ server: HERE, name }, `${pointer}/name`);
  const hits: MessageHit[] = tools.flatMap(({ name, pointer }) => oddName(name, `${pointer}/name`));
  // Those of the organisation come first: of two that are alike the later is the one that imitates.
  for (const { tool, other, kind } of toolCollisions([...candidatesFor(tools, peers), ...own.keys()])) {
    const pointer = own.get(tool);
    if (pointer !== undefined)
      hits.push({ pointer, evidence: `${tool.name} ~ ${other.server}/${other.name}`, ...WEIGHT[kind] });
  }
  return hits;
}

/** Peers by what a look-alike shares with them; lists are compared with the same peers, one tool after the other. */
const known = new WeakMap<readonly NamedTool[], ReadonlyMap<string, NamedTool[]>>();

function byTrait(peers: readonly NamedTool[]): ReadonlyMap<string, NamedTool[]> {
  const before = known.get(peers);
  if (before !== undefined) return before;
  const index = new Map<string, NamedTool[]>();
  for (const peer of peers) {
    for (const trait of [...traitsOf(peer.name), `@${plain(peer.server)}`]) {
      const sharing = index.get(trait);
      if (sharing === undefined) index.set(trait, [peer]);
      else if (sharing.length < SHARING_MAX) sharing.push(peer);
    }
  }
  known.set(peers, index);
  return index;
}

const SHARING_MAX = 32;
const plain = (text: string): string => text.toLowerCase().replace(/[\s_.:/-]+/g, '');

/** The name as it looks, and its halves, of which a slip of one letter leaves one as it is. */
function traitsOf(name: string): string[] {
  const key = skeleton(plain(foldName(name)));
  const half = key.length >> 1;
  return [
    `=${key}`,
    `^${key.slice(0, half)}`,
    `^${key.slice(0, half - 1)}`,
    `$${key.slice(-half)}`,
    `$${key.slice(-half + 1)}`,
  ];
}

function candidatesFor(tools: readonly { readonly name: string }[], peers: readonly NamedTool[]): NamedTool[] {
  if (peers.length === 0) return [];
  const index = byTrait(peers);
  const found = new Set<NamedTool>();
  for (const { name } of tools) {
    const prefix = /^[a-z0-9-]{2,40}?(?=__|::|\/|\.)/i.exec(name)?.[0];
    for (const trait of [...traitsOf(name), ...(prefix === undefined ? [] : [`@${plain(prefix)}`])]) {
      for (const peer of index.get(trait) ?? []) found.add(peer);
    }
  }
  return [...found];
}

function oddName(name: string, pointer: string): MessageHit[] {
  if (UNSEEN.test(name)) return [{ pointer, evidence: name, confidence: 0.95, severity: 'high' }];
  if (/[A-Za-z]/.test(name) && OTHER_SCRIPT.test(name))
    return [{ pointer, evidence: name, confidence: 0.92, severity: 'high' }];
  return RESERVED.test(name) ? [{ pointer, evidence: name, confidence: 0.6 }] : [];
}

/** A tool named so that it is taken for another: look-alike letters, twice in a list, another server's namespace. Catalogue M6. */
export const definitionNames: Detector = {
  id: 'definition.name-collision',
  category: 'tool_poisoning',
  severity: 'medium',
  title: 'The tool has a name that can be taken for another',
  why: 'A model picks tools by name; who gets the name gets the calls meant for the other.',
  fix: 'Block the tool, or have the server renamed in its namespace; the first to have a name keeps it.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticSupplyChain],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: () => [],
  detectMessage,
};
