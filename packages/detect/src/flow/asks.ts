import { textStructure } from '../text/structure.js';
import { destinationsIn } from './destinations.js';
import { tellingStems } from './words.js';

/** A sentence in a result that asks its reader for something. */
export interface Ask {
  readonly text: string;
  readonly stems: ReadonlySet<string>;
  /** Addresses it names, folded. */
  readonly destinations: readonly string[];
  /** It hides what it asks for, or sets aside what was asked before. */
  readonly isHostile: boolean;
  /** It speaks of a file or a command. */
  readonly namesCommand: boolean;
}

const ASKS_MAX = 16;
const TEXT_UNITS_MAX = 65_536;
const SENTENCE_UNITS_MIN = 12;
const SENTENCE_UNITS_MAX = 800;
/**
 * Where a sentence ends: its mark, a line, a tag, and the borders of members in a text that holds JSON or the like. Quotations inside
 * a sentence are part of it.
 */
const BORDERS =
  /[.!?]+(?=[\s'"}\])]|$)|[\r\n]+|\\[rn]|\\?["']\s{0,4}:\s{0,4}(?:\\?["'])?|\\?["']\s{0,4},\s{0,4}(?=\\?["'][\w -]{1,40}\\?["']\s{0,4}:)|\\?["']\s{0,4}[}\]]|<[^>]{0,80}>/;
/** Cheap signs without which a sentence is not looked at closer. */
const CUES =
  /@|:\/\/|\b(?:please|kindly|must|should|need|make sure|ensure|my|me|you|your|immediately|don't|do not|urgent|assistant|agent|now)\b/i;

/** To an address, such a verb is an order whatever stands before it. */
const SENDING = /\b(?:send|forward|e-?mail|mail|share|upload|post|transfer|submit|deliver|copy|cc|bcc)\b/i;

/**
 * Sentences that ask their reader for something: orders and requests, not reports. Quotations about attacks are reports.
 * Linear; some 100 ns a word of the sentences that show a cue.
 */
export function asksIn(text: string): Ask[] {
  const asks: Ask[] = [];
  for (const part of text.slice(0, TEXT_UNITS_MAX).split(BORDERS)) {
    const sentence = part?.trim() ?? '';
    if (sentence.length < SENTENCE_UNITS_MIN || sentence.length > SENTENCE_UNITS_MAX || !CUES.test(sentence)) continue;
    const ask = askOf(sentence);
    if (ask === null) continue;
    asks.push(ask);
    if (asks.length === ASKS_MAX) break;
  }
  return asks;
}

function askOf(sentence: string): Ask | null {
  const facts = textStructure(sentence);
  const isAddressed = (facts.email || facts.url) && SENDING.test(sentence);
  const asks = facts.imperative || facts.request || facts.override || facts.concealment || isAddressed;
  if (!asks || facts.securityProse || facts.pastTense || facts.words < 3) return null;
  return {
    text: sentence,
    stems: tellingStems(sentence.toLowerCase().match(/[a-z]{2,}/g) ?? []),
    destinations: destinationsIn(sentence).map(({ folded }) => folded),
    isHostile: facts.override || facts.concealment || facts.namesInstructions,
    namesCommand: facts.path || facts.command,
  };
}
