import { isMembers, type ListedTool, type Members, parametersOf, toolsIn } from '../definitions/listed.js';
import type { Detector, MessageHit } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const DEPTH_MAX = 32;
const VALUES_MAX = 20_000;
const ENUM_MAX = 2_000;
const PATTERN_UNITS_MAX = 2_000;
/**
 * A group of nothing but repeated or optional parts that is repeated itself: exponential in a backtracking engine. A part that
 * has to be there, such as the hyphen of `(-[a-z]+)*`, keeps it linear.
 */
const NESTED_REPEAT =
  /\((?:\?:)?(?:(?:\[[^\]]{1,80}\]|\\[a-zA-Z]|\.|[A-Za-z0-9])(?:[+*]\??|\?)){1,6}\)(?:[+*]|\{\d+,\})/;
const SAME_ALTERNATIVES = /\((?:\?:)?([^()|\\]{1,20}|\\[dws])\|\1[^()]{0,40}\)[+*]/;

interface Size {
  depth: number;
  values: number;
}

/** Depth and number of values, cut off as soon as either is too much. */
function measure(value: unknown): Size {
  const size: Size = { depth: 0, values: 0 };
  const queue: [unknown, number][] = [[value, 1]];
  for (const [node, depth] of queue) {
    size.values += 1;
    size.depth = Math.max(size.depth, depth);
    if (size.values > VALUES_MAX || depth > DEPTH_MAX * 4) break;
    if (typeof node === 'object' && node !== null)
      for (const member of Object.values(node)) queue.push([member, depth + 1]);
  }
  return size;
}

const isRemote = (ref: unknown): ref is string => typeof ref === 'string' && /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(ref);

function flawsOf({ name, schema, pointer }: { name: string; schema: Members; pointer: string }): MessageHit[] {
  const hits: MessageHit[] = [];
  if (isRemote(schema.$ref)) hits.push({ pointer: `${pointer}/$ref`, evidence: schema.$ref, confidence: 0.75 });
  const { pattern } = schema;
  if (
    typeof pattern === 'string' &&
    (pattern.length > PATTERN_UNITS_MAX || NESTED_REPEAT.test(pattern) || SAME_ALTERNATIVES.test(pattern))
  )
    hits.push({ pointer: `${pointer}/pattern`, evidence: pattern, confidence: 0.7 });
  if (Array.isArray(schema.enum) && schema.enum.length > ENUM_MAX)
    hits.push({
      pointer: `${pointer}/enum`,
      evidence: `${name}: ${schema.enum.length} values`,
      confidence: 0.6,
      severity: 'low',
    });
  return hits;
}

function flaws(tool: ListedTool): MessageHit[] {
  const { inputSchema, outputSchema } = tool.body;
  const hits = parametersOf(tool).flatMap(flawsOf);
  for (const [key, schema] of [
    ['inputSchema', inputSchema],
    ['outputSchema', outputSchema],
  ] as const) {
    if (!isMembers(schema)) continue;
    const pointer = `${tool.pointer}/${key}`;
    hits.push(
      ...(isRemote(schema.$ref) ? [{ pointer: `${pointer}/$ref`, evidence: schema.$ref, confidence: 0.75 }] : []),
    );
    const { depth, values } = measure(schema);
    if (depth > DEPTH_MAX * 2 || values > VALUES_MAX)
      hits.push({ pointer, evidence: `${tool.name}: depth ${depth}, ${values} values`, confidence: 0.8 });
  }
  return hits.slice(0, 10);
}

/** A schema made to cost whoever reads it: endless patterns, remote parts, depth and size. Catalogue M11. */
export const definitionSchema: Detector = {
  id: 'definition.schema-bomb',
  category: 'tool_poisoning',
  severity: 'medium',
  title: 'The schema of the tool costs whoever reads it',
  why: 'A client that validates with it, or fetches its parts, hangs or calls out; nothing honest needs it.',
  fix: 'Hide the tool until its schema is plain; the gateway itself never runs these patterns nor fetches these parts.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticSupplyChain],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: () => [],
  detectMessage: (message) => toolsIn(message).flatMap(flaws),
};
