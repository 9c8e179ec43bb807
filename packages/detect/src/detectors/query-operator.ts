import type { Call, Detector, MessageHit } from './detector.js';
import { ARGUMENT_INJECTION } from './frameworks.js';

const COMPARING = new Set(
  '$ne $gt $gte $lt $lte $in $nin $regex $exists $not $or $nor $elemMatch $type $mod $all $size'.split(' '),
);
/** Run program text on the server of the database. */
const RUNNING = new Set([
  '{"$ne',
  '{"$gt',
  '{"$regex',
  '{"$nin',
  '{ "$ne',
  '{ "$gt',
  '$where',
  '$function',
  '$accumulator',
  '$eval',
  'mapReduce',
]);
/** Names under which a condition is what is asked for. */
const CONDITION =
  /filter|query|where|condition|selector|pipeline|match|criteria|aggregat|find|search|options|update|projection|sort|predicate|having|body|json|document/i;
const DEPTH_MAX = 16;
const VISITS_MAX = 2000;

function detectCall({ args, inputSchema }: Call): MessageHit[] {
  const hits: MessageHit[] = [];
  let visits = 0;
  const walk = (value: unknown, pointer: string, condition: boolean, depth: number): void => {
    visits += 1;
    if (typeof value !== 'object' || value === null || depth > DEPTH_MAX || visits > VISITS_MAX || hits.length >= 5)
      return;
    for (const [name, member] of Object.entries(value)) {
      const at = `${pointer}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
      if (RUNNING.has(name) && name.startsWith('$')) hits.push({ pointer: at, evidence: name, confidence: 0.85 });
      else if (COMPARING.has(name) && !condition) hits.push({ pointer: at, evidence: name, confidence: 0.8 });
      walk(member, at, condition || CONDITION.test(name), depth + 1);
    }
  };
  walk(args, '', depthOfSchema(inputSchema), 0);
  return hits;
}

/** A tool whose arguments are the condition itself. */
const depthOfSchema = (schema: unknown): boolean =>
  typeof schema === 'object' && schema !== null && 'patternProperties' in schema;

/** `{"user": {"$ne": null}}`: an object with an operator where a plain value belongs. Catalogue C4. */
export const queryOperator: Detector = {
  id: 'query.operator-injection',
  category: 'other',
  severity: 'high',
  title: 'An operator stands where a plain value belongs',
  why: 'A comparison in place of a value matches every record, passwords included.',
  fix: 'Declare the type of the value in the schema, and let the tool refuse objects there.',
  frameworks: ARGUMENT_INJECTION,
  surfaces: ['argument'],
  gates: [
    {
      literals: [
        [
          '{"$ne',
          '{"$gt',
          '{"$lt',
          '{"$regex',
          '{"$nin',
          '{"$exists',
          '$where',
          '$function',
          '$accumulator',
          '[$ne]',
          '[$gt]',
          '[$regex]',
        ],
      ],
    },
  ],
  detectCall,
  callGate: { member: (name) => name.startsWith('$') },
  // In a query string the same is written with brackets, and program text in a string.
  detect: ({ text, role }) => {
    const found =
      /^\s{0,4}\{\s{0,4}["']\$(?:ne|gte?|lte?|regex|nin|exists|not|in)["']\s{0,4}:|\[\$(?:ne|gt|gte|lt|lte|regex|nin|exists|where)\]\s{0,2}=|["']?\$(?:where|function|accumulator)["']?\s{0,4}:\s{0,4}["'{]/.exec(
        text,
      );
    return found === null || role === 'free_text' || role === 'command'
      ? []
      : [{ start: found.index, end: found.index + found[0].length, confidence: 0.75 }];
  },
};
