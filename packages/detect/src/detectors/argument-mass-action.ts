import type { Call, Detector, MessageHit } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const DESTROYS =
  /(?:^|[_\-.\s])(?:delete|remove|purge|wipe|erase|drop|destroy|truncate|reset|revoke|terminate|clear|uninstall|disable)(?:$|[_\-.\s]|(?=[A-Z]))/i;
const EVERYTHING = /(?:^|[_\-.\s])(?:all|everything|every|bulk|mass|entire|whole)(?:$|[_\-.\s]|(?=[A-Z]))/i;
const BREADTH_FLAG =
  /^(?:recursive|all|force|everything|cascade|purge|include_?all|delete_?all|no_?confirm|skip_?confirm\w*|yes)$/i;
const WIDE_VALUE =
  /^(?:\*|%|\.\*|all|everything|\/|\/\*|~|\/(?:home|etc|usr|var|data|root|srv|opt)\/?|[a-z]:\\?|\*\*\/?\*?|prod(?:uction)?|main|master)$/i;
const TARGETS_MANY = 100;
/** Members that name what a tool for everything is to do. */
const VERB_KEY = /^(?:name|action|operation|op|method|function|tool|tool_name|verb)$/i;
const VERB_UNITS_MAX = 80;

const destroys = (name: string): boolean => DESTROYS.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'));

function detectCall({ tool, args }: Call): MessageHit[] {
  if (typeof args !== 'object' || args === null) return [];
  const members = Object.entries(args);
  const named = members.find(
    ([name, value]) => VERB_KEY.test(name) && typeof value === 'string' && destroys(value.slice(0, VERB_UNITS_MAX)),
  );
  const name = destroys(tool.name) ? tool.name : String(named?.[1] ?? '').slice(0, VERB_UNITS_MAX);
  if (name === '') return [];
  const spread = members.flatMap(([key, value]) => [[key, value] as const, ...inner(value)]);
  const flags = spread.filter(([key, value]) => BREADTH_FLAG.test(key) && value === true);
  const wide = spread.filter(([, value]) => typeof value === 'string' && WIDE_VALUE.test(value.trim()));
  const many = spread.find(([, value]) => Array.isArray(value) && value.length >= TARGETS_MANY);
  const breadth =
    (EVERYTHING.test(name.replace(/([a-z])([A-Z])/g, '$1_$2')) ? 1 : 0) +
    (flags.length > 0 ? 1 : 0) +
    (wide.length > 0 ? 1 : 0) +
    (many === undefined ? 0 : 2);
  if (breadth < 2) return [];
  return [
    {
      pointer: '',
      evidence: `${name}: ${[...flags, ...wide].map(([key]) => key).join(', ')}`.slice(0, 120),
      confidence: 0.65,
    },
  ];
}

/** Members of an object that is written out as JSON or nested one level. */
function inner(value: unknown): (readonly [string, unknown])[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  if (typeof value !== 'string' || !value.startsWith('{') || value.length > 4096) return [];
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  } catch {
    return [];
  }
}

/** A deletion whose target is everything. Catalogue C9. */
export const argumentMassAction: Detector = {
  id: 'argument.mass-action',
  category: 'other',
  severity: 'medium',
  title: 'The call deletes or disables a great deal at once',
  why: 'One mistaken target takes everything with it, and most of it cannot be brought back.',
  fix: 'Ask for an approval; name the things that are to go.',
  frameworks: [FRAMEWORKS.agenticToolMisuse],
  surfaces: ['argument'],
  gates: [{ literals: [['delete_all', 'deleteall']] }],
  detectCall,
  callGate: { tool: destroys, member: (name) => VERB_KEY.test(name) },
  detect: () => [],
};
