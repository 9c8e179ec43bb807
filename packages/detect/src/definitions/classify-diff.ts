import { DEFINITION_CHANGES, type DefinitionChange } from '@sallyport/contracts';
import { concealsFromUser, skipsConsent } from '../concepts/clauses.js';
import type { Concept } from '../concepts/lexicon.js';
import { readSentences, type Sentence } from '../concepts/reading.js';
import { schemaCapabilities } from '../facts/schema-capabilities.js';
import { toolFacts } from '../facts/tool-facts.js';
import { collectLeaves, type Leaf } from '../leaves/leaves.js';
import { isMembers, type Members } from './listed.js';

/** One thing that changed, at a pointer into the later definition. */
export interface DefinitionChangeReason {
  readonly change: DefinitionChange;
  readonly pointer: string;
  /** What is there now, at most 120 characters. */
  readonly evidence: string;
}

export interface DefinitionDiffClass {
  readonly change: DefinitionChange;
  /** At most 20, gravest first. */
  readonly reasons: readonly DefinitionChangeReason[];
}

const REASONS_MAX = 20;
const EVIDENCE_UNITS = 120;

/** An obligation, in English; other languages have the lexicon's. */
const OBLIGES =
  /\b(?:must|always|never|make sure|be sure|ensure|required to|have to|has to|need to|needs to|before (?:using|calling|answering|you|any|each|every)|first (?:call|read|run|use)|do not|don't|whenever|every time|on each|please|ignore|disregard|override)\b/;
const DEEDS: readonly Concept[] = ['take', 'send', 'put', 'call', 'tell', 'override', 'adopt', 'consent'];
const GRAVE: readonly Concept[] = [
  'secretPlace',
  'conversation',
  'sessionData',
  'covert',
  'addressed',
  'instructions',
  'safeguard',
];
const ADDRESS = /\bhttps?:\/\/([\w.-]+)|[\w.+-]{1,64}@([\w-]{1,63}\.[a-z]{2,})/gi;
const SINK_CAPABILITIES = ['execute', 'send', 'network', 'secrets', 'delete'] as const;

/**
 * Tells what a changed definition brings: `cosmetic` (words, order, titles), `widening` (more of the same: optional parameters,
 * values, loosened hints), `new_sink` (somewhere new for data to go: a required or free parameter, an address, a capability) or
 * `new_instruction` (an order to the model that was not there). Pure; cost as of reading both definitions once.
 */
export function classifyDefinitionDiff(before: unknown, after: unknown): DefinitionDiffClass {
  if (same(before, after)) return { change: 'none', reasons: [] };
  const old = isMembers(before) ? before : {};
  const now = isMembers(after) ? after : {};
  const reasons = [
    ...instructions(old, now),
    ...addresses(old, now),
    ...capabilities(old, now),
    ...parameters(old, now),
    ...hints(old, now),
  ]
    .sort((a, b) => rank(b.change) - rank(a.change))
    .slice(0, REASONS_MAX);
  return { change: reasons[0]?.change ?? 'cosmetic', reasons };
}

const rank = (change: DefinitionChange): number => DEFINITION_CHANGES.indexOf(change);

const reason = (change: DefinitionChange, pointer: string, evidence: string): DefinitionChangeReason => ({
  change,
  pointer,
  evidence: evidence.trim().slice(0, EVIDENCE_UNITS),
});

/** Equal whatever the order of members. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isMembers(a) || !isMembers(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

/** Every string and every long name, pieces of sentences cut over leaves included. */
const textsOf = (definition: Members): readonly Leaf[] =>
  collectLeaves(definition, '').filter(({ text }) => text.length > 0);

function instructions(before: Members, after: Members): DefinitionChangeReason[] {
  const known = new Set(
    textsOf(before).flatMap(({ text }) => readSentences(text).map((sentence) => sentence.text.trim())),
  );
  return textsOf(after).flatMap(({ text, pointer }) =>
    readSentences(text)
      .filter((sentence) => !known.has(sentence.text.trim()) && isInstruction(sentence))
      .map(({ start, end }) => reason('new_instruction', pointer, text.slice(start, end))),
  );
}

function isInstruction(sentence: Sentence): boolean {
  if (concealsFromUser(sentence) || skipsConsent(sentence)) return true;
  if (!DEEDS.some((concept) => sentence.has(concept))) return false;
  const foreign = /[^\x00-\x7f]/.test(sentence.text);
  const obliged = OBLIGES.test(sentence.text) || (foreign && sentence.has('directive'));
  return obliged || GRAVE.some((concept) => sentence.has(concept));
}

function hostsIn(definition: Members): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  for (const { text, pointer } of textsOf(definition)) {
    for (const match of text.matchAll(ADDRESS)) hosts.set((match[1] ?? match[2] ?? '').toLowerCase(), pointer);
  }
  return hosts;
}

/** Hosts and mailboxes nobody saw before. An icon from elsewhere is fetched by clients as well. */
function addresses(before: Members, after: Members): DefinitionChangeReason[] {
  const known = hostsIn(before);
  return [...hostsIn(after)]
    .filter(([host]) => !known.has(host))
    .map(([host, pointer]) => reason('new_sink', pointer, host));
}

function capabilities(before: Members, after: Members): DefinitionChangeReason[] {
  const had = new Set([...toolFacts(before).capabilities, ...schemaCapabilities(before.inputSchema)]);
  return toolFacts(after)
    .capabilities.filter((capability) => !had.has(capability))
    .map((capability) => {
      const sink = SINK_CAPABILITIES.some((each) => each === capability);
      return reason(sink ? 'new_sink' : 'widening', '', capability);
    });
}

interface Parameter {
  readonly pointer: string;
  readonly schema: Members;
  readonly required: boolean;
}

const PARAMETERS_MAX = 1000;

/** Parameters by their path of names, so that a `$defs` that moved is no change. */
function parametersByPath(definition: Members): Map<string, Parameter> {
  const found = new Map<string, Parameter>();
  const visit = (value: unknown, path: string, pointer: string, depth: number): void => {
    if (!isMembers(value) || depth > 12 || found.size >= PARAMETERS_MAX) return;
    const required = Array.isArray(value.required) ? value.required : [];
    for (const [name, schema] of isMembers(value.properties) ? Object.entries(value.properties) : []) {
      const at = `${pointer}/properties/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
      if (isMembers(schema)) found.set(`${path}.${name}`, { pointer: at, schema, required: required.includes(name) });
      visit(schema, `${path}.${name}`, at, depth + 1);
    }
    visit(value.items, `${path}[]`, `${pointer}/items`, depth + 1);
  };
  visit(definition.inputSchema, '', '/inputSchema', 0);
  return found;
}

const takesText = ({ type, enum: values, const: fixed }: Members): boolean =>
  !Array.isArray(values) &&
  fixed === undefined &&
  (type === undefined || type === 'string' || type === 'object' || (Array.isArray(type) && type.includes('string')));

const isDescribed = ({ description }: Members): boolean =>
  typeof description === 'string' && description.trim().length >= 10;

function parameters(before: Members, after: Members): DefinitionChangeReason[] {
  const known = parametersByPath(before);
  return [...parametersByPath(after)].flatMap(([path, { schema, required, pointer }]): DefinitionChangeReason[] => {
    const old = known.get(path);
    if (old === undefined) {
      const sink = takesText(schema) && (required || !isDescribed(schema));
      return [reason(sink ? 'new_sink' : 'widening', pointer, path.slice(1))];
    }
    if (takesText(schema) && !takesText(old.schema)) return [reason('new_sink', pointer, path.slice(1))];
    if (required && !old.required) return [reason(takesText(schema) ? 'new_sink' : 'widening', pointer, path.slice(1))];
    const { pattern, maxLength, format } = old.schema;
    const loosened =
      (pattern !== undefined && schema.pattern === undefined) ||
      (maxLength !== undefined && schema.maxLength === undefined) ||
      (format !== undefined && schema.format === undefined) ||
      enumOf(schema).some((value) => !enumOf(old.schema).includes(value));
    return loosened ? [reason('widening', pointer, path.slice(1))] : [];
  });
}

const enumOf = ({ enum: values }: Members): readonly unknown[] => (Array.isArray(values) ? values : []);

const HINTS = [
  ['readOnlyHint', true],
  ['destructiveHint', false],
  ['openWorldHint', false],
  ['idempotentHint', true],
] as const;

/** A hint that said it was harmless and says so no longer, or one that now does. */
function hints(before: Members, after: Members): DefinitionChangeReason[] {
  const old = isMembers(before.annotations) ? before.annotations : {};
  const now = isMembers(after.annotations) ? after.annotations : {};
  return HINTS.filter(([hint]) => old[hint] !== now[hint]).map(([hint]) =>
    reason('widening', `/annotations/${hint}`, `${hint}: ${String(old[hint])} → ${String(now[hint])}`),
  );
}
