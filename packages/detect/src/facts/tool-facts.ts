import { TOOL_CAPABILITIES, type ToolCapability, type ToolRisk } from '@sallyport/contracts';
import { descriptionCapabilities } from './description-capabilities.js';
import { nameCapabilities } from './name-capabilities.js';
import { schemaCapabilities } from './schema-capabilities.js';

/** What a tool can do and how much harm that can do, as its definition lets one tell. */
export interface ToolFacts {
  /** In the order of `TOOL_CAPABILITIES`, each once; never empty. */
  readonly capabilities: readonly ToolCapability[];
  readonly risk: ToolRisk;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

const annotationsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Hints add what they admit. What they deny is no evidence: the server that is to be judged wrote them. */
const admitted = (annotations: Readonly<Record<string, unknown>>): readonly ToolCapability[] => [
  ...(annotations.readOnlyHint === false ? (['write'] as const) : []),
  ...(annotations.openWorldHint === true ? (['network'] as const) : []),
];

const riskOf = (has: ReadonlySet<ToolCapability>, destructive: boolean, opaque: boolean): ToolRisk => {
  if (has.has('execute')) return 'critical';
  if (has.has('secrets') && (has.has('send') || has.has('network'))) return 'critical';
  if (destructive || has.has('delete') || has.has('send') || has.has('secrets')) return 'high';
  return opaque || has.has('write') || has.has('network') ? 'medium' : 'low';
};

/**
 * Tells what a tool can do from its definition: name, description, arguments, and what its annotations admit. Pessimistic: a hint
 * never takes away what name, description or arguments show, and a tool that shows nothing may read and write.
 *
 * Risk: `critical` runs code, or handles secrets and reaches out; `high` deletes, sends, handles secrets, or says it is
 * destructive; `medium` writes, reaches out, or shows nothing; `low` only reads.
 * @param definition  the tool as the server sent it, `{ name, description?, inputSchema?, annotations? }`; anything else is opaque
 * @returns the same for the same definition; bounded work (4096 characters, 500 nodes of the schema); never throws
 */
export const toolFacts = (definition: Readonly<Record<string, unknown>>): ToolFacts => {
  const annotations = annotationsOf(definition.annotations);
  const found = new Set<ToolCapability>([
    ...nameCapabilities(asText(definition.name)),
    ...descriptionCapabilities(asText(definition.description)),
    ...schemaCapabilities(definition.inputSchema),
  ]);
  const opaque = found.size === 0;
  if (opaque) found.add('read');
  if (opaque && annotations.readOnlyHint !== true) found.add('write');
  for (const capability of admitted(annotations)) found.add(capability);
  return {
    capabilities: TOOL_CAPABILITIES.filter((capability) => found.has(capability)),
    risk: riskOf(found, annotations.destructiveHint === true, opaque),
  };
};
