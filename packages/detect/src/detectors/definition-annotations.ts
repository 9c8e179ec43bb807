import type { ToolCapability } from '@sallyport/contracts';
import { isMembers, type ListedTool, parametersOf, toolsIn } from '../definitions/listed.js';
import { descriptionCapabilities } from '../facts/description-capabilities.js';
import { nameCapabilities } from '../facts/name-capabilities.js';
import { nameWords } from '../roles/names.js';
import type { Detector, MessageHit } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const RUNS = new Set(['command', 'cmd', 'shell', 'script', 'bash', 'powershell']);
const BREAKS = new Set(['purge', 'wipe', 'destroy', 'erase', 'truncate', 'drop', 'delete', 'format', 'uninstall']);
const SAYS_READ_ONLY =
  /\b(?:read[- ]?only|readonly)\b(?! (?:mode|flag|replica|fields?|access token|user|account|by default|property|attribute))/i;
const WRITES =
  /^(?:write_?mode|allow_?writes?|enable_?writes?|write_?back|writable|force_?writes?|commit_?changes|execute_?command)$/i;
const WRITES_IN_TEXT = /\b(?:write_mode|allow_writes?|enable_writes?|enables write)\b/i;
const OPTS_IN = /\b(?:write[- ]?back|enables? write)/i;

type Found = Omit<MessageHit, 'pointer'> & { readonly at: string };

function contradictions(tool: ListedTool): Found[] {
  const { name, description, body } = tool;
  const annotations = isMembers(body.annotations) ? body.annotations : {};
  const first = description.split(/[.!?\n]/, 1)[0] ?? '';
  const named = nameCapabilities(name);
  const does = new Set<ToolCapability>([...named, ...descriptionCapabilities(first)]);
  const runs = parametersOf(tool).find(({ name: parameter }) => RUNS.has(nameWords(parameter).at(-1) ?? ''));
  const found: Found[] = [];
  if (annotations.readOnlyHint === true) {
    const at = '/annotations/readOnlyHint';
    if (does.has('execute') || does.has('delete')) found.push({ at, evidence: `${name}: ${first}`, confidence: 0.7 });
    else if (runs !== undefined) found.push({ at, evidence: `${name}(${runs.name})`, confidence: 0.55 });
    else if (named.has('write') || named.has('send'))
      found.push({ at, evidence: name, confidence: 0.6, severity: 'low' });
  }
  if (annotations.destructiveHint === false && nameWords(name).some((word) => BREAKS.has(word)) && named.has('delete'))
    found.push({ at: '/annotations/destructiveHint', evidence: name, confidence: 0.6, severity: 'low' });
  return found.length > 0 ? found : saidReadOnly(tool);
}

/** A description that says the tool only reads, beside a switch that has it write. */
function saidReadOnly(tool: ListedTool): Found[] {
  const { description } = tool;
  if (!SAYS_READ_ONLY.test(description)) return [];
  const named = parametersOf(tool).some(({ name }) => WRITES.test(name));
  if (!named && !(WRITES_IN_TEXT.test(description) && OPTS_IN.test(description))) return [];
  return [{ at: '/description', evidence: description, confidence: 0.65 }];
}

/** A tool whose hints deny what its name, description or parameters say. Catalogue M9. */
export const definitionAnnotations: Detector = {
  id: 'definition.misleading-annotation',
  category: 'tool_poisoning',
  severity: 'medium',
  title: 'The tool claims to be harmless and is not',
  why: 'Clients skip the question to the user for tools that say they only read; policy here never lowers a risk by a hint.',
  fix: 'Decide by what the tool does: require approval for it, and ask its publisher to correct the hint.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: () => [],
  detectMessage: (message) =>
    toolsIn(message).flatMap((tool) =>
      contradictions(tool).map(({ at, ...hit }) => ({ ...hit, pointer: `${tool.pointer}${at}` })),
    ),
};
