import { WORD, wordSigns } from './words.js';

/** What a text is made of, told without understanding it. A fact is true when it holds at least once. */
export interface TextStructure {
  /** A sentence begins with an order or a request to the reader: a bare verb, `please`, `you must`. */
  readonly imperative: boolean;
  /** `please`, `could you`, `I want you to`. */
  readonly request: boolean;
  /** `you`, `your`. */
  readonly secondPerson: boolean;
  /** A word for the model stands in it: `assistant`, `AI`, `LLM`, `agent`, the name of a product. */
  readonly addressesModel: boolean;
  /** `system prompt`, `previous instructions`, `your rules`: what the model was told before. */
  readonly namesInstructions: boolean;
  /** Sets aside what was said before: ignore, disregard, forget, override. */
  readonly override: boolean;
  /** The word tool or function, or an identifier such as `send_email` or `sendEmail`. */
  readonly namesTool: boolean;
  readonly url: boolean;
  readonly email: boolean;
  /** `/etc/x`, `~/.ssh`, `C:\x`, `src/main.ts`. */
  readonly path: boolean;
  /** A command line: a known program with something behind it, at the beginning of a line or after an operator. */
  readonly command: boolean;
  /** Secretly, silently; not telling, without mentioning. */
  readonly concealment: boolean;
  /** Passwords, keys, tokens. */
  readonly credential: boolean;
  /** Sending something away: send, forward, upload, post, share. */
  readonly sends: boolean;
  /** More than half of it stands in quotation marks. */
  readonly quoted: boolean;
  readonly codeFence: boolean;
  readonly question: boolean;
  /** Tells what happened: several verbs in the past. */
  readonly pastTense: boolean;
  /** Written about attacks, for people who study them. */
  readonly securityProse: boolean;
  /** `for example`, `such as`, `sample`. */
  readonly example: boolean;
  /** Words in what was read. */
  readonly words: number;
}

/** Longer texts are judged by their beginning: callers pass a window or a sentence. */
export const STRUCTURE_UNITS_MAX = 16_384;

const PAST_MIN = 3;
const SECURITY_MIN = 2;
const WORDS = /[\p{L}\p{N}][\p{L}\p{N}'’_-]{0,63}/gu;
const SENTENCE_END = /[.!?:;\n\r>\])}"“”«»|*#,]/;
const IDENTIFIER = /^(?:[a-z0-9]{2,}(?:_[a-z0-9]+){1,8}|[a-z]{2,}[A-Z][A-Za-z0-9]*)$/;
const URL_LIKE = /\b(?:https?|ftp|wss?):\/\/[^\s"'<>]/i;
const EMAIL_LIKE = /[\w.+-]@[\w-]{1,63}\.[a-z]{2}/i;
const PATH_LIKE =
  /(?:^|[\s"'`(=])(?:~\/|\.{1,2}\/|\/[\w.-]{1,64}\/[\w.-]|[A-Za-z]:\\|[\w.-]{1,64}\/[\w/-]{0,128}\.[a-z])/;
const COMMAND_LIKE =
  /(?:^|[\n`;|&] {0,8})(?:\$ |(?:sudo|curl|wget|bash|sh|rm|cat|chmod|git|npm|npx|pip|python3?|node|docker|kubectl|ssh|scp|nc|powershell) {1,4}[-\w./~"'$])/;

/**
 * Structural facts of a text. Linear in its length: one pass over the words, five bounded looks. English words only; in
 * other languages what has a form is still seen (addresses, paths, commands, fences, questions).
 */
export function textStructure(whole: string): TextStructure {
  const text = whole.length > STRUCTURE_UNITS_MAX ? whole.slice(0, STRUCTURE_UNITS_MAX) : whole;
  return {
    ...readWords(text),
    url: URL_LIKE.test(text),
    email: EMAIL_LIKE.test(text),
    path: PATH_LIKE.test(text),
    command: COMMAND_LIKE.test(text),
    quoted: isQuoted(text),
    codeFence: text.includes('```') || text.includes('~~~'),
    question: /[?？]/.test(text),
  };
}

type Formal = 'url' | 'email' | 'path' | 'command' | 'quoted' | 'codeFence' | 'question';

function readWords(text: string): Omit<TextStructure, Formal> {
  const counts = { words: 0, past: 0, security: 0 };
  const seen = { imperative: false, request: false, override: false, tells: false, identifier: false, told: false };
  let all = 0;
  let previous = 0;
  // Signs of the sentence so far.
  let sentence = 0;
  let end = 0;
  let opening = true;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    const signs = wordSigns(word.toLowerCase().replaceAll('’', "'"));
    const opens: boolean = opening || SENTENCE_END.test(text.slice(end, index));
    end = index + word.length;
    counts.words += 1;
    if (signs & WORD.past) counts.past += 1;
    if (signs & WORD.security) counts.security += 1;
    if (signs & WORD.verb && (opens || previous & WORD.please)) seen.imperative = true;
    if (previous & WORD.you && signs & WORD.must) seen.imperative = true;
    if (previous & WORD.can && signs & WORD.you) seen.request = true;
    if (sentence & WORD.negation && signs & WORD.tells) seen.tells = true;
    if (sentence & WORD.sets && signs & (WORD.instructions | WORD.earlier)) seen.override = true;
    if (sentence & WORD.earlier && signs & WORD.instructions) seen.told = true;
    if (IDENTIFIER.test(word)) seen.identifier = true;
    all |= signs;
    sentence = opens ? signs : sentence | signs;
    previous = signs;
    opening = opens && (signs & WORD.opener) !== 0;
  }
  return {
    imperative: seen.imperative,
    request: seen.request || (all & WORD.please) !== 0,
    secondPerson: (all & WORD.you) !== 0,
    addressesModel: (all & WORD.model) !== 0,
    namesInstructions: seen.told,
    override: seen.override,
    namesTool: (all & WORD.tool) !== 0 || seen.identifier,
    concealment: (all & WORD.conceals) !== 0 || seen.tells,
    credential: (all & WORD.credential) !== 0,
    sends: (all & WORD.sends) !== 0,
    pastTense: counts.past >= PAST_MIN,
    securityProse: counts.security >= SECURITY_MIN,
    example: (all & WORD.example) !== 0,
    words: counts.words,
  };
}

function isQuoted(text: string): boolean {
  let inside = 0;
  let opened = -1;
  for (const { index } of text.matchAll(/["“”«»]/g)) {
    if (opened < 0) {
      opened = index;
    } else {
      inside += index - opened;
      opened = -1;
    }
  }
  return inside * 2 > text.length;
}
