import { checkArguments, type Violation } from '../schema/check-arguments.js';
import { fitsSchema } from '../schema/fits-schema.js';
import type { Call, Detector, MessageHit } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Models make small mistakes all day, and the server answers them; what its schema leaves no room for is another thing. */
function judge({ kind, pointer, expected, structural }: Violation): MessageHit {
  const evidence = `expected ${expected}`;
  if (kind === 'undeclared') return { pointer, evidence, confidence: 0.7, severity: 'medium' };
  if (structural) return { pointer, evidence, confidence: 0.7, severity: 'medium' };
  return { pointer, evidence, confidence: 0.5, severity: 'low' };
}

function detectCall({ args, inputSchema }: Call): MessageHit[] {
  if (inputSchema === undefined || inputSchema === null || fitsSchema(inputSchema, args ?? {})) return [];
  return checkArguments(inputSchema, args ?? {}).map(judge);
}

/** Arguments that the pinned schema does not allow. Catalogue C12. */
export const definitionSchemaViolation: Detector = {
  id: 'definition.schema-violation',
  category: 'protocol',
  severity: 'medium',
  title: 'The arguments do not fit the schema that was approved',
  why: 'What the schema does not name was not looked at when the tool was approved.',
  fix: 'Call the tool as its schema says; have the definition approved anew if the tool has changed.',
  frameworks: [FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.mcpToolPoisoning],
  surfaces: ['argument'],
  gates: [{ literals: [['__proto__']] }],
  detectCall,
  callGate: { schema: true },
  detect: () => [],
};
