import type { RegisteredSecret } from '@sallyport/contracts';
import { type Detector, EVERYWHERE, type Hit } from '../detectors/detector.js';
import { SECRET_FRAMEWORKS } from '../detectors/secret.js';
import { rollingHashes, rollingPower, saltedDigest, tagOf } from './seal-secret.js';

/** Of one text; more is told by other means. */
const TEXT_UNITS_MAX = 1_048_576;
/** Digests computed for one text. One in 65,536 candidates has the right tag by chance; only who made a text for it needs more. */
const DIGESTS_MAX = 512;
const HITS_MAX = 20;

/** Characters before and after which a value may begin and end; values may hold them too. */
const BORDERS = new Uint8Array(128);
for (const char of ' \t\n\r"\'`<>()[]{},;:=/@&?|\\+*#!$%^~.-_') BORDERS[char.charCodeAt(0)] = 1;

const isBorder = (text: string, at: number): boolean => {
  if (at < 0 || at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code >= 128 || BORDERS[code] === 1;
};

/**
 * Finds the exact values that an organisation registered, of which only salted digests are known here. A value counts between
 * two borders of words. Linear in the text for a bounded number of distinct lengths.
 */
export function registeredSecretsDetector(secrets: readonly RegisteredSecret[]): Detector {
  const byLength = new Map<number, Map<number, RegisteredSecret[]>>();
  for (const secret of secrets) {
    const byTag = byLength.get(secret.length) ?? new Map<number, RegisteredSecret[]>();
    byTag.set(secret.tag, [...(byTag.get(secret.tag) ?? []), secret]);
    byLength.set(secret.length, byTag);
  }
  const lengths = [...byLength]
    .map(([length, byTag]) => ({ length, byTag, power: rollingPower(length) }))
    .sort((a, b) => a.length - b.length);
  return {
    id: REGISTERED_SECRET_ID,
    category: 'secret',
    severity: 'critical',
    title: 'Secret that the organisation registered',
    why: 'It is one of the organisation’s own secrets, to the letter.',
    fix: 'Rotate it where it was issued, and register the new value in its place.',
    frameworks: SECRET_FRAMEWORKS,
    surfaces: EVERYWHERE,
    gates: [],
    always: true,
    secret: true,
    detect: ({ text }) => find(text.slice(0, TEXT_UNITS_MAX), lengths),
  };
}

export const REGISTERED_SECRET_ID = 'secret.registered';

interface OfLength {
  readonly length: number;
  readonly power: number;
  readonly byTag: ReadonlyMap<number, readonly RegisteredSecret[]>;
}

function find(text: string, lengths: readonly OfLength[]): Hit[] {
  const hits: Hit[] = [];
  if (text.length < (lengths[0]?.length ?? Number.POSITIVE_INFINITY)) return hits;
  const hashes = rollingHashes(text);
  let digests = 0;
  for (let start = 0; start < text.length; start++) {
    if (!isBorder(text, start - 1)) continue;
    for (const { length, byTag, power } of lengths) {
      const end = start + length;
      if (end > text.length) break;
      if (!isBorder(text, end)) continue;
      const candidates = byTag.get(tagOf(hashes, start, end, power));
      if (candidates === undefined) continue;
      digests += candidates.length;
      if (digests > DIGESTS_MAX) return hits;
      const value = text.slice(start, end);
      if (!candidates.some(({ salt, digest }) => saltedDigest(value, salt) === digest)) continue;
      hits.push({ start, end, confidence: 1 });
      if (hits.length === HITS_MAX) return hits;
      start = end - 1;
      break;
    }
  }
  return hits;
}
