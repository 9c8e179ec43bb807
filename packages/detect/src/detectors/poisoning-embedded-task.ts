import { isDisclaimed } from '../concepts/clauses.js';
import type { Sentence } from '../concepts/reading.js';
import { type Around, CERTAIN, medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { POISONED_ORDER } from './frameworks.js';

const FINISHED =
  /^\W*(?:answer|result|status|response|tool output|output)\b\W{1,4}\s?(?:status\W{1,3})?(?:task complete|success|done|complete|ok\b|finished)|^\W*\[?tool output\]/;
const OBEY =
  /\b(?:adhere to|obey|comply with|carry out) the following (?:instructions?|orders?|commands?|directions?)\b|\bmust now execute\b|\bstrictly (?:adhere|comply|follow) (?:to )?(?:the|this|these) (?:following )?(?:instruction|order|command)s?\b/;
const BEFORE_TASK =
  /\bbefore (?:you can |you )?(?:solve|solving|answer|answering|respond|responding|returning control|continuing|proceeding)\b.{0,40}\b(?:please|first|do the following|send|transfer|you must|read|extract)\b/;
const MONEY =
  /\bas much money as\b|\ball_balance\b|\b(?:us|de|gb|fr)\d{16,}\b|\b(?:send_money|transfer_funds|make_payment)\b.{0,30}\b(?:with (?:these |the following )?arguments|recipient|account)\b/;
/** Said by somebody to an assistant, where a tool should tell what it is. */
const FIRST_PERSON = /\b(?:my|i need|i want|i'm|i am|me)\b/;
const GRAVE =
  /\b(?:delete|remove|erase|wipe|withdraw|transfer|elevate|export|capture|disable|unlock|download|allocate|grant|reset)\b/;
const TARGET =
  /\b(?:id '?"?[\w-]*\d|\$[\d,]{3,}|account|all (?:of )?(?:my|the)?|records?|credentials|privileges|database|personal|medical|health|financial)\b/;
const RECON =
  /\blist (?:all )?(?:of )?(?:the |your )?(?:internal |available |hidden )?(?:functions?|tools?)\b.{0,40}\byou (?:can|have|are able)\b|\bwhat (?:internal )?(?:api )?(?:endpoints?|tools?|functions?) do you have\b|\ball of your (?:features|tools|functions)\b|\blog all tool use\b|\binclude the input_schema\b/;

const MAY =
  /instruction|order|command|execute|money|before|arguments|all_balance|[a-z]{2}\d{12}|\byou\b|your|tool use|input_schema|^\W*(?:must|you)/;

function judge(sentence: Sentence, { before, all }: Around): SentenceVerdict {
  const { text } = sentence;
  if (before !== undefined && !MAY.test(text)) return null;
  if (isDisclaimed(sentence)) return null;
  const finished = FINISHED.test(all[0]?.text ?? '');
  if (
    OBEY.test(text) ||
    (finished && sentence.index > 0 && sentence.has('directive') && (sentence.has('call') || sentence.has('send')))
  )
    return finished ? { confidence: CERTAIN } : { confidence: 0.8 };
  if (MONEY.test(text) && (sentence.has('directive') || sentence.has('call'))) return { confidence: 0.85 };
  if (BEFORE_TASK.test(text) && (sentence.has('send') || sentence.has('take'))) return medium(0.7);
  if (RECON.test(text)) return medium(0.65);
  if (before !== undefined || !GRAVE.test(text)) return null;
  const order =
    /^\W*(?:please|could you|can you|i need|i want)\b/.test(text) ||
    (FIRST_PERSON.test(text) && /^\W*\w+\b/.test(text) && GRAVE.test(text.slice(0, 14)));
  return order && (TARGET.test(text) || sentence.has('covert')) ? medium(0.7) : null;
}

/** A definition that holds a task for its reader instead of telling what a tool is. Catalogue M1, R1. */
export const poisoningEmbeddedTask: Detector = {
  id: 'poisoning.embedded-task',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition holds a task for the model',
  why: 'A model takes an order it reads for one of its user, all the more after words that say the last task is done.',
  fix: 'Block the definition and look at what else its server sends.',
  frameworks: POISONED_ORDER,
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
