import { isDisclaimed } from '../concepts/clauses.js';
import { readSentences } from '../concepts/reading.js';
import { type ListedTool, parametersOf, toolsIn } from '../definitions/listed.js';
import type { NamedTool } from '../names/tool-collisions.js';
import type { Detector, MessageHit } from './detector.js';
import { FOREIGN_TOOL } from './frameworks.js';

const IDENTIFIER = /[A-Za-z][\w-]{2,63}/g;
/** A single ordinary word (`search`) says nothing; a name made of several does. */
const isTelling = (name: string): boolean => /[_-]|[a-z][A-Z]/.test(name);

interface Text {
  readonly pointer: string;
  readonly text: string;
}

function textsOf(tool: ListedTool): Text[] {
  const texts = [{ pointer: `${tool.pointer}/description`, text: tool.description }];
  for (const { pointer, schema } of parametersOf(tool)) {
    if (typeof schema.description === 'string')
      texts.push({ pointer: `${pointer}/description`, text: schema.description });
  }
  return texts;
}

interface Peers {
  readonly tools: ReadonlyMap<string, NamedTool>;
  readonly servers: ReadonlySet<string>;
}

/** By the list they were read from: a list of tools is compared with the same peers, one tool after the other. */
const known = new WeakMap<readonly NamedTool[], Peers>();

function readPeers(peers: readonly NamedTool[]): Peers {
  const before = known.get(peers);
  if (before !== undefined) return before;
  const read: Peers = {
    tools: new Map(peers.filter(({ name }) => isTelling(name)).map((peer) => [peer.name, peer])),
    servers: new Set(peers.map(({ server }) => server.toLowerCase())),
  };
  known.set(peers, read);
  return read;
}

function detectMessage(message: unknown, _surface: unknown, peers: readonly NamedTool[] = []): MessageHit[] {
  if (peers.length === 0) return [];
  const tools = toolsIn(message);
  const own = new Set(tools.map(({ name }) => name));
  const { tools: others, servers } = readPeers(peers);
  const foreign = (name: string): boolean => others.has(name) && !own.has(name);
  return tools.flatMap((tool) => textsOf(tool).flatMap((text) => mentions(text, foreign, servers)));
}

function mentions(
  { pointer, text }: Text,
  foreign: (name: string) => boolean,
  servers: ReadonlySet<string>,
): MessageHit[] {
  return readSentences(text).flatMap((sentence): MessageHit[] => {
    const written = text.slice(sentence.start, sentence.end);
    const words = written.match(IDENTIFIER) ?? [];
    const named = words.some(foreign);
    const server = words.some(
      (word, i) => servers.has(word.toLowerCase()) && /^(?:server|tools?|connector)$/i.test(words[i + 1] ?? ''),
    );
    if (!named && !server) return [];
    const ordered = (sentence.has('directive') || sentence.has('override')) && !isDisclaimed(sentence);
    const acts = sentence.has('send') || sentence.has('put') || sentence.has('call') || sentence.has('take');
    if (ordered && acts) return [{ pointer, evidence: written, confidence: 0.8 }];
    return [{ pointer, evidence: written, confidence: 0.5, severity: 'low' }];
  });
}

/** A definition that speaks of a tool of another server. Needs the tools of the organisation; silent without. Catalogue M3, M5. */
export const definitionForeignTool: Detector = {
  id: 'definition.foreign-tool',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition gives orders about a tool of another server',
  why: 'Nobody who installed this server gave it a say in how the other one is used.',
  fix: 'Block the definition, or keep the two servers out of one session.',
  frameworks: FOREIGN_TOOL,
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: () => [],
  detectMessage,
};
