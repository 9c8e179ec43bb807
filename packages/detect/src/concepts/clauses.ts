import type { Concept } from './lexicon.js';
import type { Sentence } from './reading.js';

const UNSPACED_FROM = 0x2e80;

/** `no` stands before what it denies; in Japanese and Korean behind it. */
export function denies(sentence: Sentence, concept: Concept, units: number): boolean {
  return sentence.all(concept).some((mention) =>
    sentence.all('negation').some((no) => {
      if (no.end <= mention.start && mention.start - no.end <= units)
        return !sentence.text.slice(no.end, mention.start).includes(',');
      const unspaced = sentence.text.length > 0 && isUnspaced(sentence, mention.start);
      return unspaced && no.start >= mention.start && no.start - mention.end <= units;
    }),
  );
}

function isUnspaced(sentence: Sentence, at: number): boolean {
  return sentence.text.charCodeAt(at) >= UNSPACED_FROM;
}

/** The user is not to learn of something: told not to tell, or said to happen unseen. */
export function concealsFromUser(sentence: Sentence): boolean {
  return (
    denies(sentence, 'tell', 24) &&
    (sentence.near('tell', 'user', 30) ||
      /\b(?:this|it|these|that|step|process)\b/.test(sentence.text) ||
      sentence.has('covert'))
  );
}

/** Goes ahead without asking the person. */
export function skipsConsent(sentence: Sentence): boolean {
  return denies(sentence, 'consent', 40);
}

const DISCLAIMS =
  /\b(?:never|does not|doesn't|do not|will not|won't|cannot|without|no) (?:\w+ ){0,4}(?:reads?|send|sends|sent|stores?|stored|share|shared|shares|log|logs|expose|exposes|collect|collects|ask|asks|transmit|transmits|transmitted|include|return|returns|reveal|reveals|request|upload|modify|alter|access|change|ever|bypass|override|disclose|contain)\b|\b(?:redact\w*|mask(?:s|ed|ing)|detect(?:s|ed|ing|ion)?|scans? for|scanner|protect\w*|prevent\w*|mitigat\w*|illustrative|as an example|expected output|mock response|sample response|training text|leaked|attackers?|to help (?:you )?understand|for display|explicit (?:user )?consent|re validat\w*|enforced|subject to)\b/;
const ORDERS_SILENCE = /\b(?:do not|don't|never|without) (?:\w+ ){0,2}(?:tell|mention|inform|notify|reveal|ask)/;

const STUDIES =
  /^\W*(?:this (?:tool )?|a (?:\S+ ){0,3}(?:tool|guard\w*|scanner|matcher) that )?(?:analy[sz]\w*|checks?|detects?|scans?|explains?|describes?|documents?|documentation|reports?|classif\w*|flags?|identif\w*|tests?|blocks?|evaluates?|compares?)\b/;

/** The tool looks for such sentences; it does not say them. */
export const isStudied = ({ text }: Sentence): boolean =>
  STUDIES.test(text) || /\bstrings such as\b|\b(?:prompts|inputs|texts) that\b/.test(text);

/** The sentence says what is not done, or speaks of such things as a scanner or a manual does. */
export function isDisclaimed(sentence: Sentence): boolean {
  return (
    DISCLAIMS.test(sentence.text) &&
    !ORDERS_SILENCE.test(sentence.text) &&
    !/\bthe attacker\b|\battacker's\b/.test(sentence.text)
  );
}
