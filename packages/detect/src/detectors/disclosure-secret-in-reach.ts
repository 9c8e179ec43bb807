import { isCited, isSecurityProse } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { wordList } from './request-words.js';

const PLACE =
  '(?:process\\.env|os\\.environ|env(?:ironment)?[. ]var(?:iable)?s?|\\benv\\b|variables? d.environnement|variables? de entorno|umgebungsvariable|\\b[A-Z][A-Z0-9]{1,20}(?:_[A-Z0-9]{2,20}){0,3}_(?:KEY|TOKEN|SECRET|PASSWORD)\\b)';
/** It is there, … */
const THERE =
  '(?:is|are|was|está|est|ist)\\s(?:\\w{1,12}\\s){0,2}?(?:set|defined|present|available|stored|configured|definida|configurada|définie|présente|gesetzt|vorhanden)|exists|stored at';
/** … and the one who speaks cannot look. */
const CANNOT =
  "(?:i|we)(?:'m| am)? ?(?:can(?:not|no t|'t|’t)|could(?: not|n't)|am not able|'m not able|not able|am unable|unable|do(?: not|n't) have|lack)|je ne (?:peux|puis)|no puedo|ich kann";
const SPOKEN = new RegExp(
  `${PLACE}[^\\n]{0,80}?(?:${THERE})[^\\n]{0,80}?(?:${CANNOT})|(?:${CANNOT})[^\\n]{0,80}?${PLACE}[^\\n]{0,60}?(?:${THERE})`,
  'gi',
);
/** The same as a message about it: whose environment it is said to be in. */
const CONFIRMED = new RegExp(
  `\\bi (?:can |do )?(?:confirm|see|notice|found|detected)[^\\n]{0,30}${PLACE}[^\\n]{0,60}(?:${THERE})`,
  'gi',
);

function detect({ text, view }: Subject): Hit[] {
  return [SPOKEN, CONFIRMED].flatMap((pattern) =>
    matches(pattern, text, ({ index }) => {
      const spoken = view === 'raw' && (isCited(text, index) || isSecurityProse(text, index));
      return spoken ? { confidence: 0.3, severity: 'low' } : { confidence: 0.6 };
    }),
  );
}

/** Somebody says where a key lies that it cannot read: an invitation to the one who can. Catalogue R1, C6. */
export const disclosureSecretInReach: Detector = {
  id: 'disclosure.secret-in-reach',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text says which key lies in the environment, and that whoever speaks cannot read it',
  why: 'It tells a model that has the means where to look, and whoever reads along what there is to steal.',
  fix: 'Deliver the result fenced; keep keys out of the environment of tools that do not need them.',
  frameworks: [FRAMEWORKS.llmDisclosure, FRAMEWORKS.mcpSecretExposure, FRAMEWORKS.atlasDataLeakage],
  surfaces: ['result', 'server_message'],
  gates: [
    {
      literals: [
        wordList(
          `process.env|os.environ|environment variable|env var|env[|_api_key|_secret|_token|variable d'environnement|variable de entorno|umgebungsvariable`,
        ),
        wordList(
          `i cannot|i can't|i can’t|i could not|i am not able|i'm not able|i am unable|i'm unable|not able to read|i don't have|i do not have|je ne peux|no puedo|ich kann|i can confirm|i confirm|i see that|i notice|we cannot|we can't`,
        ),
      ],
      near: 240,
    },
  ],
  detect,
};
