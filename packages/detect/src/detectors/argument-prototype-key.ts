import type { Call, Detector, MessageHit } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const DEPTH_MAX = 32;
const VISITS_MAX = 5000;

function detectCall({ args }: Call): MessageHit[] {
  const hits: MessageHit[] = [];
  let visits = 0;
  const walk = (value: unknown, pointer: string, depth: number): void => {
    visits += 1;
    if (typeof value !== 'object' || value === null || depth > DEPTH_MAX || visits > VISITS_MAX || hits.length >= 5)
      return;
    for (const name of Object.keys(value)) {
      const member: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
      const at = `${pointer}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
      if (pollutes(name, member)) hits.push({ pointer: at, evidence: name.slice(0, 64), confidence: 0.95 });
      walk(member, at, depth + 1);
    }
  };
  walk(args, '', 0);
  return hits;
}

/** `constructor` alone is a word, also of motor racing; with `prototype` inside it is the way to every object's own. */
function pollutes(name: string, member: unknown): boolean {
  if (name === '__proto__' || /__proto__|constructor(?:\.|\]?\[)prototype/.test(name)) return true;
  if (/^__(?:backdoor|class|globals|builtins|init|subclasses|import)__$/.test(name)) return true;
  return name === 'constructor' && typeof member === 'object' && member !== null && Object.hasOwn(member, 'prototype');
}

/** Members that reach into what all objects of a JavaScript server share. Catalogue C12. */
export const argumentPrototypeKey: Detector = {
  id: 'argument.prototype-key',
  category: 'protocol',
  severity: 'high',
  title: 'The arguments have a member that changes what all objects share',
  why: 'A server that merges such an object gives every other object the same property.',
  fix: 'Refuse the call; let the server copy only the members that its schema names.',
  frameworks: [FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument'],
  gates: [{ literals: [['__proto__']] }],
  detectCall,
  callGate: { member: (name) => name.includes('__') || name.includes('constructor') },
  detect: () => [],
};
