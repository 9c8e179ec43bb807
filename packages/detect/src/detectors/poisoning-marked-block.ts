import { isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Opening tags nobody needs in a description, and bracketed labels of the same kind. */
const OPENING =
  /<(important|secret|system|hidden|information|instructions?|critical|mandatory|admin|assistant|note|warning|internal|priority|override|rules?|attention|directive)(?:[\s_-]\w{1,20})?>|[[({]{1,2}\s?((?:assistant|ai|system|hidden|internal|model|llm) (?:instructions?|note|directive|only|override)|important|system: ?override)\b/gi;
const ORDER =
  /\b(?:you must|must (?:first|always|also|never)|you (?:should|need to|are required)|always|never|do not|don'?t|before (?:using|calling|invoking|you|any)|first (?:call|read|use|run)|instead|from now on|also|otherwise|this tool (?:will|must|requires)|send|forward|read|pass|include|append|execute|return the contents|use this tool rather)\b/i;
const BODY_UNITS = 600;

function detect({ text, view }: Subject): Hit[] {
  const hits: Hit[] = [];
  for (const match of text.matchAll(OPENING)) {
    const start = match.index;
    const tag = match[1];
    const bodyStart = start + match[0].length;
    const rest = text.slice(bodyStart, bodyStart + BODY_UNITS);
    const closing = tag === undefined ? rest.search(/[\]})]/) : rest.toLowerCase().indexOf(`</${tag.toLowerCase()}`);
    const body = closing < 0 ? rest : rest.slice(0, closing);
    if (!ORDER.test(body) || (view === 'raw' && isSpokenAbout(text, start, bodyStart))) continue;
    const grave =
      /ssh|\.env\b|credential|password|api.?key|secret|\/etc\/|mention|tell the user|without|conversation|forward|send|other tool|rather than|exfil/i.test(
        body,
      );
    hits.push({
      start,
      end: bodyStart + body.length,
      confidence: grave ? 0.9 : 0.55,
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
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticSupplyChain],
  surfaces: ['definition'],
  gates: [
    {
      literals: [
        [
          '<important',
          '<secret',
          '<system',
          '<hidden',
          '<information',
          '<instruction',
          '<critical',
          '<mandatory',
          '<admin',
          '<assistant',
          '<note>',
          '<warning',
          '<internal',
          '<priority',
          '<override',
          '<rule',
          '<attention',
          '<directive',
          '[assistant ',
          '[ai ',
          '[system',
          '[hidden',
          '[internal',
          '[model ',
          '[llm ',
          '[important',
          '(important',
          '(system',
          '{{ system',
          '{{system',
          '(ai note',
          '(ai only',
        ],
      ],
    },
  ],
  detect,
};
