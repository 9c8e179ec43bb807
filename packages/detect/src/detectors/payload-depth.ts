import type { Detector, MessageHit } from './detector.js';
import { OFF_INTENT } from './frameworks.js';

/** Deeper values are left out by the readers of this package and by many clients. */
const DEPTH_MAX = 64;
const MEMBERS_MAX = 100_000;

function detectMessage(message: unknown): MessageHit[] {
  let members = 0;
  let deepest = 0;
  const stack: { value: unknown; depth: number }[] = [{ value: message, depth: 0 }];
  for (let next = stack.pop(); next !== undefined && members <= MEMBERS_MAX; next = stack.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    deepest = Math.max(deepest, depth);
    for (const member of Object.values(value)) {
      members += 1;
      if (typeof member === 'object' && member !== null) stack.push({ value: member, depth: depth + 1 });
    }
  }
  if (deepest > DEPTH_MAX) return [{ pointer: '', evidence: `nested ${deepest} levels deep`, confidence: 0.8 }];
  if (members > MEMBERS_MAX)
    return [{ pointer: '', evidence: `more than ${MEMBERS_MAX} members`, confidence: 0.6, severity: 'low' }];
  return [];
}

/** A message nested so deep that readers give up on it, or with more members than anybody reads. Catalogue R4, M11, T6. */
export const payloadDepth: Detector = {
  id: 'payload.too-deep',
  category: 'protocol',
  severity: 'medium',
  title: 'The message is nested deeper than anything that is read',
  why: 'What lies below the depth a reader goes to is not inspected there, and recursive readers fall over.',
  fix: 'Refuse the message; limits of the gateway on size and depth end worse ones before they are parsed.',
  frameworks: OFF_INTENT,
  surfaces: ['result', 'definition', 'server_message'],
  gates: [{ literals: [['}}}}}}}}}}}}', ']]]]]]]]]]]]', '} } } } } } } }', '] ] ] ] ] ] ] ]', ']}]}]}]}]}]}']] }],
  detect: () => [],
  detectMessage,
};
