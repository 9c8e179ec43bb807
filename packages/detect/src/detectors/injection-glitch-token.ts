import { isSecurityProse } from '../text/prose.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { wordList } from './request-words.js';

/** Names that stand in the vocabulary of models and in hardly any text: they answer to them with nonsense. */
const TOKENS: readonly string[] =
  `solidgoldmagikarp|goldmagikarp|thenitromefan|thenitrome|davidjl|petertodd|streamerbot|tppstreamerbot|randomredditorwithno|attrot|cloneembedreportprint|embedreportprint
  |reportprint|rawdownload|guiactiveun|dragonmagazine|psynetmessage|psynet|estreamframe|externaltoeva|externaltoevaonly|instoreandonline|buyableinstoreandonline|oreandonline
  |forgemodloader|largedownload|quickshiponline|mechdragon|srfattach|skinnerweek|telegramkids|smartstocks|inventorygameplay|playstationstudios|catchsubmit|wcsstore`.split(
    /\n?\s*\|/,
  );
const NAMED = new RegExp(`(?<![\\p{L}\\d])["']? ?(?:${TOKENS.join('|')})(?![\\p{L}\\d])`, 'giu');
/** The same, spelled letter by letter. */
const SPELLED = /(?<![\p{L}])(?:\p{L}[-. ·_]){9,40}\p{L}(?![\p{L}])/gu;
/** Text read in the wrong encoding, again and again. */
const MOJIBAKE = /(?:[\u00c3\u00c2][\u0080-\u00bf\u00c2\u00c3]?){2,400}/g;
/** The model is to say it, or to say something of it. */
const ABOUT =
  /\b(?:repeat\w{0,3}|spell|say|letters|means?|identical|pronounce|encounter|(?:back|return|echo)\b[^.?\n]{0,30}\b(?:to me|string|word)|translate|define|tell me about|refer)\b|\?\s{0,3}["'”’]?\s{0,3}$/i;
/** Written about such words. */
const STUDY =
  /\b(?:tokeni[sz]ers?|instability|research\w{0,4}|reddit user|became|famous|contained|config\w{0,8}|why (?:does|do|is|are))\b/i;
const UNITS_MAX = 500;
/** So much of a token opens. */
const GATE_UNITS = 13;

const SPELLED_PARTS = ['o-l-i-d-g', 't-e-r-t-o'];

const known = (spelled: string): boolean => TOKENS.includes(spelled.replace(/[^\p{L}]/gu, '').toLowerCase());

/** Signs outside ASCII share classes in the gate; here they count for what they are. */
function glance({ text }: Subject): boolean {
  const lower = text.toLowerCase();
  return (
    lower.includes('\u00e3') ||
    lower.includes('\u00e2') ||
    SPELLED_PARTS.some((part) => lower.includes(part)) ||
    TOKENS.some((token) => lower.includes(token))
  );
}

function detect({ text, view }: Subject): Hit[] {
  if (!ABOUT.test(text) || STUDY.test(text)) return [];
  const hits = [
    ...matches(NAMED, text, () => ({ confidence: 0.6 })),
    ...matches(SPELLED, text, ([spelled]) => (known(spelled) ? { confidence: 0.6 } : null)),
    ...matches(MOJIBAKE, text, () => ({ confidence: 0.55 })),
  ];
  return hits.map((hit) =>
    view === 'raw' && isSecurityProse(text, hit.start) ? { ...hit, confidence: 0.3, severity: 'low' as const } : hit,
  );
}

/** Words that upset a model, in a short text that wants it to say them. Catalogue C13. */
export const injectionGlitchToken: Detector = {
  id: 'injection.glitch-token',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text asks about a word that models are known to stumble over',
  why: 'Models that were not trained on such words answer with insults or with what they should keep; nobody else has a use for the question.',
  fix: 'Keep the text from the model.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.atlasJailbreak],
  surfaces: INBOUND,
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        [
          ...TOKENS.map((token) => token.slice(0, GATE_UNITS)),
          ...SPELLED_PARTS,
          'ÃÂ',
          'ÃÃ',
          ...wordList('Ã\u0083|Â\u0083'),
        ],
      ],
    },
  ],
  glance,
  detect,
};
