import { type Detector, EVERYWHERE, matches, type Subject } from './detector.js';
import { digits, hasWordNear, PII } from './pii.js';

const SSN = /(?<![\w.-])(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-]|\.\d)/g;
const BARE = /(?<![\w.-])(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}(?![\w-]|\.\d)/g;
const WORDS = /\bssn\b|ssn_?|social[ _-]?security|\btin\b|taxpayer|tax[ _-]?id|\bitin\b|\bsocial\b/i;
/** Printed on cards in wallets and in documents. */
const EXAMPLES = /^(?:078-?05-?1120|219-?09-?9999|123-?45-?6789|111-?11-?1111|987-?65-?4321)$/;

function detect({ text, key }: Subject) {
  const judge = ({ 0: shown, index }: RegExpExecArray) => {
    const named = WORDS.test(key) || hasWordNear(text, index, index + shown.length, WORDS);
    if (!named) return null;
    return EXAMPLES.test(shown) ? { confidence: 0.3, severity: 'low' as const } : { confidence: 0.9 };
  };
  return [...matches(SSN, text, judge), ...matches(BARE, text, judge)];
}

/** Social security number of the United States. It has no check digit, so a word has to call it one. Catalogue R6. */
export const piiSsn: Detector = {
  ...PII,
  id: 'pii.ssn',
  severity: 'medium',
  title: 'US social security number',
  why: 'With a name it is enough to open accounts in somebody’s name.',
  surfaces: EVERYWHERE,
  gates: [
    { literals: [['###-##-####'].map(digits)] },
    {
      literals: [
        [
          'ssn',
          'ssn:',
          'ssn=',
          'social security',
          'social_security',
          'social-security',
          'socialsecurity',
          'taxpayer',
          'tax_id',
          'tax id',
          'itin',
        ],
        ['### ## ####', '#########'].map(digits),
      ],
      near: 100,
    },
  ],
  detect,
};
