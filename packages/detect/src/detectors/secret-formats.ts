import type { Severity } from '@sallyport/contracts';
import { FORMATS, type FormatFamily, matchFormats, mayMatchFormat } from '../secrets/match-formats.js';
import { type Detector, EVERYWHERE, type Gate, type Hit } from './detector.js';
import { SECRET_FIX, SECRET_FRAMEWORKS } from './secret.js';

/** What may stand before a credential, so that a short prefix is rare enough to look for. */
const BEFORE = [' ', '"', "'", '=', ':', '(', '>', '`', ',', '/', '[', '\\n'];
/** Neither Apache nor an apartment. */
const RARE_AFTER_APA = [...'0abdefghijkmoquvwxyz'];

/** A word about the provider stands in the same sentence or line. */
const WORD_REACH = 160;
const DISTINCT_UNITS_MIN = 4;

/** Four characters or more that ordinary texts are full of; what follows has to look like a token too. */
const ORDINARY = new Set([
  'npm_',
  'sess-',
  'figma-',
  'test_',
  'live_',
  'key_',
  'eaaa',
  'jina_',
  'ngrok_',
  'dapi',
  'asia',
  'sk_test_',
]);

/** Digits of a prefix count alike for the scanner, and so does case. */
const fold = (prefix: string): string => prefix.toLowerCase().replace(/\d/g, '0');

function gatesOf(family: FormatFamily): Gate[] {
  const distinct = new Set<string>();
  const short = new Set<string>();
  const words = new Map<string, Set<string>>();
  for (const { prefix, words: about, rest, filler } of FORMATS[family]) {
    const literal = fold(prefix);
    if (filler === true && literal.length === 3) {
      // `apart` and its like begin words of English.
      const before = /^ap[a-f]$/.test(literal) ? ['art-api: ', ...BEFORE.slice(1)] : BEFORE;
      for (const mark of before)
        for (const next of literal === 'apa' ? RARE_AFTER_APA : ['']) distinct.add(mark + literal + next);
    } else if (literal === 'hf_') {
      // Letters only, so that nothing else of it looks like a token.
      for (const mark of BEFORE) distinct.add(`${mark}${literal}`);
    } else if (about !== undefined)
      for (const mark of BEFORE)
        words.set(about.join('\n'), (words.get(about.join('\n')) ?? new Set()).add(`${mark}${literal}`));
    else if (rest.startsWith('x{')) distinct.add(`${literal}xxxxxxxx`);
    else if (literal.length >= DISTINCT_UNITS_MIN && !ORDINARY.has(literal)) distinct.add(literal);
    else if (literal.length === 2) for (const before of BEFORE) short.add(`${before}${literal}0`);
    else if (literal.length === 3 && !/[-_.]/.test(literal))
      for (const before of BEFORE.slice(1)) short.add(`${before}${literal}`);
    else if (literal.length === 3) for (const before of BEFORE) short.add(`${before}${literal}`);
    else short.add(literal);
  }
  const gates: Gate[] = [...(FAMILIES[family].gates ?? [])];
  if (distinct.size > 0) gates.push({ literals: [[...distinct]] });
  if (short.size > 0) gates.push({ literals: [[...short]], shapes: ['token'] });
  for (const [about, starts] of words)
    gates.push({ literals: [about.split('\n'), [...starts]], near: WORD_REACH, shapes: ['token'] });
  return gates;
}

interface FamilySpec {
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly gates?: readonly Gate[];
}

const FAMILIES: Readonly<Record<FormatFamily, FamilySpec>> = {
  'aws-access-key': {
    title: 'AWS access key id',
    severity: 'high',
    gates: [
      { literals: [['asia'], ['aws_', 'awst', 'aws ', 'amazon', 'access_key', 'accesskey', 'session']], near: 80 },
    ],
    why: 'With its secret half, which usually stands beside it, it opens the account.',
  },
  'gcp-api-key': {
    title: 'Google Cloud credential',
    severity: 'high',
    why: 'Whoever holds it calls the project’s APIs at its cost and with its rights.',
  },
  'github-token': {
    title: 'GitHub token',
    severity: 'critical',
    why: 'It reads and often writes repositories, and through them what they deploy.',
  },
  'gitlab-token': {
    title: 'GitLab token',
    severity: 'critical',
    why: 'It reads and often writes repositories, and through them what they deploy.',
  },
  'slack-token': {
    title: 'Slack token or webhook',
    severity: 'high',
    why: 'It reads the company’s conversations or writes in its name.',
  },
  'stripe-key': { title: 'Stripe key', severity: 'critical', why: 'It moves money and reads customers.' },
  'npm-token': {
    title: 'npm token',
    severity: 'critical',
    why: 'Who can publish a package runs code wherever it is installed.',
  },
  'llm-api-key': {
    title: 'Key of a language-model service',
    severity: 'critical',
    why: 'It is spent at the owner’s cost within minutes of being seen, and opens stored conversations and files.',
  },
  'provider-token': {
    // The rest of the identifiers starts with a letter, as words do.
    gates: [{ literals: [['twilio', 'account_sid', 'accountsid', 'messaging_service']], shapes: ['token'] }],
    title: 'Token of a cloud or developer service',
    severity: 'high',
    why: 'It acts in the owner’s name at that provider until it is revoked.',
  },
};

function formatDetector(family: FormatFamily): Detector {
  const { title, severity, why } = FAMILIES[family];
  return {
    id: `secret.${family}`,
    category: 'secret',
    severity,
    title,
    why,
    fix: SECRET_FIX,
    frameworks: SECRET_FRAMEWORKS,
    surfaces: EVERYWHERE,
    gates: gatesOf(family),
    secret: true,
    joins: true,
    glance: ({ text }) => mayMatchFormat(family, text),
    detect: ({ text }) => hitsOf(family, text),
  };
}

function hitsOf(family: FormatFamily, text: string): Hit[] {
  return matchFormats(text)
    .filter((match) => match.family === family)
    .map(({ start, end, confidence, example }) => ({
      start,
      end,
      confidence,
      ...(example ? { severity: 'low' as const } : {}),
    }));
}

/** Credentials whose form names their provider, from the tables in `secrets/`. Catalogue R6, C6. */
export const SECRET_FORMAT_DETECTORS: readonly Detector[] = (Object.keys(FORMATS) as FormatFamily[]).map(
  formatDetector,
);
