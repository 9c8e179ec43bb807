import { isDisclaimed } from '../concepts/clauses.js';
import { readSentences } from '../concepts/reading.js';
import { type ListedTool, parametersOf, toolsIn } from '../definitions/listed.js';
import type { NamedTool } from '../names/tool-collisions.js';
import type { Detector, MessageHit } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

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

function detectMessage(message: unknown, _surface: unknown, peers: readonly NamedTool[] = []): MessageHit[] {
  if (peers.length === 0) return [];
  const tools = toolsIn(message);
  const own = new Set(tools.map(({ name }) => name));
  const foreign = new Map(
    peers.filter(({ name }) => isTelling(name) && !own.has(name)).map((peer) => [peer.name, peer]),
  );
  const servers = new Map(peers.map(({ server }) => [server.toLowerCase(), server]));
  return tools.flatMap((tool) => textsOf(tool).flatMap((text) => mentions(text, foreign, servers)));
}

function mentions(
  { pointer, text }: Text,
  foreign: ReadonlyMap<string, NamedTool>,
  servers: ReadonlyMap<string, string>,
): MessageHit[] {
  return readSentences(text).flatMap((sentence): MessageHit[] => {
    const written = text.slice(sentence.start, sentence.end);
    const words = written.match(IDENTIFIER) ?? [];
    const peer = words.map((word) => foreign.get(word)).find((found) => found !== undefined);
    const server = words.some(
      (word, i) => servers.has(word.toLowerCase()) && /^(?:server|tools?|connector)$/i.test(words[i + 1] ?? ''),
    );
    if (peer === undefined && !server) return [];
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
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: () => [],
  detectMessage,
};
