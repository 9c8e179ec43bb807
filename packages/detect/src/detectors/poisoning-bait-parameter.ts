import { nameWords } from '../roles/argument-roles.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const CONTENT = new Set(['contents', 'content', 'dump', 'value', 'values', 'data', 'text', 'copy']);
const VALUABLE = new Set([
  'env',
  'ssh',
  'rsa',
  'passwd',
  'shadow',
  'credentials',
  'secrets',
  'keychain',
  'cookies',
  'history',
  'conversation',
  'prompt',
  'wallet',
]);

/** A parameter is named after what it should be filled with. */
function detect({ text }: Subject): Hit[] {
  if (!/^[A-Za-z_][\w-]{8,60}$/.test(text)) return [];
  const parts = nameWords(text);
  const wants = parts.includes('of') || parts.includes('full') || parts.includes('all');
  if (!wants || !parts.some((part) => CONTENT.has(part)) || !parts.some((part) => VALUABLE.has(part))) return [];
  return [{ start: 0, end: text.length, confidence: 0.8 }];
}

/** Parameter name that asks for a secret: `contents_of_env_file`. Catalogue M2. */
export const poisoningBaitParameter: Detector = {
  id: 'poisoning.bait-parameter',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'A parameter is named after a secret it should carry',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticSupplyChain],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect,
};
