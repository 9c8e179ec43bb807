import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Request, requestsIn } from '../text/requests.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';

/** What a model gives back; only a text that talks to a model speaks of it as the reader's. */
const REPLIES = [
  'response',
  'reply',
  'answer',
  'output',
  'message',
  'summary',
  'text',
  'responses',
  'replies',
  'answers',
  'outputs',
];
const YOUR_REPLY =
  /\byour\s(?:(?:final|next|own|whole|entire|every|first|following|full|complete|generated|written|subsequent|future)\s){0,2}(?:response|repl(?:y|ies)|answer|output|message|summary|text|words|sentences?|communication|writing|content(?! (?:polic|guideline|filter|rule)))s?\b/i;
const IN_YOUR_REPLY =
  /^(?:(?:somewhere|at the (?:end|beginning|start|top|bottom|close)|throughout|within|inside|into|in|to|with|before|after|when|as part)\s(?:of\s|writing\s|giving\s|ending\s)?)your\s(?:\w{1,12}\s)?(?:response|reply|answer|output|message|summary)\b/i;
/** The same without "your", by what is done to it. */
const CIPHERS =
  /\b(?:base-?64|rot-?13|morse|pig latin|leet(?:speak)?|caesar|cipher|ciphers?|binary|hexadecimal|emojis?|anagrams?|homophon\w{1,4}|alphanumeric substitution|letter substitution|palindromes?|acrostic|backwards?|in reverse|reversed?(?: order| text)?|upside[- ]down|mirror(?:ed)? (?:text|writing)|misspell\w{0,4}|typos|zalgo|wingdings|all caps|iambic)\b/i;
/** The answer is put into it; a text may be about emojis. */
const IN_CIPHER =
  /\b(?:in|as|using|with|into|to|by|only)\s{1,4}(?:[\w'-]{1,14}[\s,]{1,4}){0,2}["'“]?(?:base-?64|rot-?13|morse|pig|leet|caesar|cipher|binary|hex|emojis?|anagram|homophon|alphanumeric|letter|palindrome|acrostic|backward|reverse|upside|mirror|misspell|typos|zalgo|wingdings|all caps|iambic)|\b(?:backwards?|reversed?|upside[- ]down)\b/i;
const RESPONDING = new Set([
  'respond',
  'reply',
  'answer',
  'write',
  'speak',
  'talk',
  'output',
  'give',
  'provide',
  'return',
  'present',
  'render',
  'express',
  'deliver',
  'encode',
  'encrypt',
  'translate',
  'convert',
]);
const LANGUAGE =
  /\b(?:only|solely|exclusively|entirely)?\s?in (?:\w{1,10} )?(?:french|spanish|german|italian|portuguese|russian|chinese|mandarin|japanese|korean|arabic|hindi|latin|dutch|polish|turkish|greek|swedish|klingon|emojis?)\b/i;
const RESPOND_VERBS = new Set(['respond', 'reply', 'answer', 'speak', 'talk']);
const LETTERS =
  /\b(?:every|each|all|the|third|second|fourth|alternate|random)\s(?:\w{1,10}\s){0,2}(?:letters?|vowels?|consonants?|characters?|words?|syllables?|spaces?)\b|\b(?:letters|vowels|consonants)\b/i;
const LETTER_PLAY = new Set([
  'replace',
  'swap',
  'substitute',
  'scramble',
  'jumble',
  'misspell',
  'anagram',
  'shuffle',
  'rearrange',
  'invert',
  'reverse',
  'group',
  'mirror',
  'transpose',
  'shift',
]);
const LETTER_MEANS =
  /\b(?:numbers?|digits?|position|symbols?|@|&|emoji|anagrams?|order|keyboard|nonsense|typos?)\b|[@#$%&]/i;

/** Strings the reader is to say word for word, or to begin with. */
const VERBATIM =
  /^(?:please |now |instead,? |just |simply |only )*(?:say|repeat|print|output|respond with|reply with|answer with|start with|begin with|end with|declare|state)(?: back| only| just| exactly| verbatim)*(?: to me)?(?:,?:? )(?:the (?:word|words|string|phrase|sentence|text|following|letter)[^.!?\n"'`“‘]{0,30})?["“'‘`:]/i;
const LONE_UNITS_MAX = 400;

function confidenceOf(request: Request): number {
  const { sentence, verb, form } = request;
  if (form === 'question' && !/^(?:can|could|would|will) you\b/i.test(sentence)) return 0;
  if (YOUR_REPLY.test(sentence)) return form === 'must' && !CIPHERS.test(sentence) ? 0.6 : 0.75;
  if (RESPONDING.has(verb) && CIPHERS.test(sentence) && IN_CIPHER.test(sentence))
    return RESPOND_VERBS.has(verb) ? 0.75 : 0.55;
  if (RESPOND_VERBS.has(verb) && LANGUAGE.test(sentence)) return 0.6;
  if (LETTER_PLAY.has(verb) && LETTERS.test(sentence) && LETTER_MEANS.test(sentence)) return 0.6;
  return 0;
}

/** A name for the one who answers or the one who asks, for all answers. */
const NAMING =
  /\b(?:refer to|address|call) (?:me|yourself|the user) (?:as )?[\w"'“‘][^.!?\n]{0,40}\b(?:all|every|each|your)(?: of your)? (?:responses?|answers?|repl(?:y|ies)|messages?)\b/i;

/** A text that is nothing but the wish to hear something. */
function dictation(text: string): Hit[] {
  const whole = text.trim();
  if (whole.length > LONE_UNITS_MAX || !(VERBATIM.test(whole) || NAMING.test(whole))) return [];
  return [{ start: text.indexOf(whole), end: text.trimEnd().length, confidence: 0.55 }];
}

function detect({ text, view }: Subject): Hit[] {
  const requests = requestsIn(text).map((request) => ({ ...request, confidence: confidenceOf(request) }));
  const openings = [...text.matchAll(IN_YOUR_REPLY_ANYWHERE)].map((match) => ({
    start: match.index + match[0].length - match[0].trimStart().length,
    end: match.index + match[0].length,
    confidence: 0.75,
  }));
  return [...requests, ...openings, ...dictation(text)]
    .filter(({ confidence }) => confidence > 0)
    .map(({ start, end, confidence }) => {
      const spoken = view === 'raw' && (isSpokenAbout(text, start, end) || isSecurityProse(text, start));
      return spoken ? { start, end, confidence: 0.3, severity: 'low' as const } : { start, end, confidence };
    });
}

const IN_YOUR_REPLY_ANYWHERE = new RegExp(
  `(?:^|\\n|[.!?|>]\\s)\\s{0,3}${IN_YOUR_REPLY.source.slice(1)}[^.!?\\n]{0,200}`,
  'gi',
);

const DICTATIONS = [
  '"say the',
  '"say "',
  '"say \'',
  '"repeat ',
  '"just print',
  '"just say',
  '"print "',
  '"print \'',
  '"instead, ',
  '"output ',
  '"respond with',
  '"reply with',
  '"start with',
  '"begin with',
  '"end with',
  '"declare',
  '"please repeat',
  '"please say',
  '"simply say',
  '"now say',
  '"please refer to ',
  '"refer to me',
  '"call me ',
  '"address me',
];

/** Ways to write. */
const WAYS: readonly string[] = [
  'base64',
  'rot13',
  'morse',
  'pig latin',
  'leetspeak',
  'cipher',
  'in binary',
  'emoji',
  'anagram',
  'homophon',
  'in reverse',
  'backwards',
  'misspell',
  'in french',
  'in spanish',
  'in german',
  'in italian',
  'in russian',
  'in chinese',
  'in japanese',
  'in korean',
  'in arabic',
  'in latin',
  'only in ',
  'solely in ',
];

/** What is played with. */
const PIECES: readonly string[] = [
  'letters',
  'vowel',
  'consonant',
  'every word',
  'each word',
  'every letter',
  'each letter',
  'third word',
  'third letter',
  'second word',
  'fourth word',
  'every character',
];

/** In a longer text a dictation is no finding, and the others need one of these. */
function glance({ text }: Subject): boolean {
  if (text.length <= 2 * LONE_UNITS_MAX) return true;
  const lower = text.toLowerCase();
  return ['your', ...WAYS, ...PIECES].some((word) => lower.includes(word));
}

/** Data that says what the model's answer shall contain or look like: advertising, false claims, ciphers, other languages. Catalogue R1. */
export const injectionReplyShaping: Detector = {
  id: 'injection.reply-shaping',
  category: 'prompt_injection',
  severity: 'medium',
  title: "The text tells the reader what to put into, or do to, the model's answer",
  why: 'A document has no reader whose answers it could shape unless it was written for a model; what it asks for ends up before the user as if the model had meant it.',
  fix: 'Redact the sentence or deliver the result fenced; if the server is meant to steer answers, allow this detector for that server.',
  frameworks: INDIRECT_INJECTION,
  surfaces: ['result', 'server_message'],
  gates: [
    { literals: [DICTATIONS] },
    {
      literals: [
        [
          ...REPLIES.flatMap((noun) => [`your ${noun}`, `your final ${noun}`, `your next ${noun}`]),
          'your words',
          'your sentence',
          'your writing',
          'your communication',
          'your content',
        ],
      ],
    },
    {
      literals: [
        [
          'respond ',
          'reply ',
          'answer ',
          'write ',
          'speak ',
          'output ',
          'express ',
          'encode ',
          'provide ',
          'present ',
          'render ',
          'talk ',
        ],
        WAYS,
      ],
      near: 160,
    },
    {
      literals: [[...LETTER_PLAY].map((verb) => `${verb} `), PIECES],
      near: 160,
    },
  ],
  glance,
  detect,
};
