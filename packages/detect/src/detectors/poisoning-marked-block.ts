import { readSentences } from '../concepts/reading.js';
import { isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const WORD =
  '(?:important|importent|imp0rtant|secret|system|hidden|information|instructions?|critical|mandatory|admin|assistant|internal|priority|override|attention|directive|prerequisite|precondition|sys|inst|hint|policy|compliance|tool[_ -]?use|agent|model|llm|ai)';
/** Tags nobody needs in a description, bracketed labels, headings and comments of the same kind. */
const OPENING = new RegExp(
  String.raw`<(${WORD}|note|warning|rules?)(?:[\s:_-][\w -]{1,40})?>|<\|(?:im_start|system|assistant)\|?>|[[({]{1,2}[#!]?\s?(?:(?:assistant|ai|system|hidden|internal|models?|llm|agent)(?:[~:]|\s(?:instructions?|notes?|directive|only|override|message))|important\b|system: ?override|inst\])|<!--\s?(?:assistant|ai|system|llm|model|agent|instruction|hidden|note)\b|(?:^|\n)\s?#{2,4}\s?(?:new )?(?:system|instructions?|assistant|ai|hidden|internal)\b[^\n]{0,40}`,
  'gi',
);
/** Cheap to ask before the rest. */
const MAY = /<[a-z!|]|\[[[#!a-z]|\{[{#]|\((?:important|system|ai)|\n ?##/i;
const BODY_UNITS = 600;

/** An order, or a deed no description of itself needs. */
function isOrder(body: string): { ordered: boolean; grave: boolean } {
  let ordered = false;
  let grave = false;
  for (const sentence of readSentences(body)) {
    const deed =
      sentence.has('take') ||
      sentence.has('send') ||
      sentence.has('put') ||
      sentence.has('call') ||
      sentence.has('adopt') ||
      sentence.has('override');
    const aim =
      sentence.has('secretPlace') ||
      sentence.has('credential') ||
      sentence.has('conversation') ||
      sentence.has('sessionData') ||
      sentence.has('external') ||
      sentence.has('tell') ||
      sentence.has('covert') ||
      sentence.has('instructions') ||
      sentence.has('safeguard');
    if (deed && aim) grave = true;
    if (deed && (sentence.has('directive') || sentence.has('model') || aim)) ordered = true;
    if (/\b(?:never|do not|don't)\b/.test(sentence.text) && (sentence.has('tell') || sentence.has('call')))
      ordered = true;
  }
  return { ordered: ordered || grave, grave };
}

function detect({ text, view }: Subject): Hit[] {
  const hits: Hit[] = [];
  if (!MAY.test(text)) return hits;
  for (const match of text.matchAll(OPENING)) {
    const start = match.index;
    const tag = match[1];
    const bodyStart = start + match[0].length;
    const rest = text.slice(bodyStart, bodyStart + BODY_UNITS);
    const closing =
      tag === undefined ? rest.search(/[\]})]|-->|\n\n/) : rest.toLowerCase().indexOf(`</${tag.toLowerCase()}`);
    const body = closing < 0 ? rest : rest.slice(0, closing);
    const { ordered, grave } = isOrder(`${match[0].replace(/[<>[\](){}#|!~-]/g, ' ')}. ${body}`);
    const encoded = /^[\s]*[A-Za-z0-9+/]{24,}={0,2}[\s]*$/.test(body);
    if (!(ordered || encoded) || (view === 'raw' && isSpokenAbout(text, start, bodyStart))) continue;
    hits.push({
      start,
      end: bodyStart + body.length,
      confidence: grave ? 0.92 : 0.55,
      ...(grave ? {} : { severity: 'medium' as const }),
    });
  }
  return hits;
}

/** `<IMPORTANT>` and its kin around orders, inside a definition. Catalogue M1, M2. */
export const poisoningMarkedBlock: Detector = {
  id: 'poisoning.marked-block',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition hides orders in a marked block',
  why: 'Marks like these are made for the model alone: people skip them, and models take them for the words of their operator.',
  fix: 'Block the tool, or have its publisher write the block as plain text.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticSupplyChain],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect,
};
