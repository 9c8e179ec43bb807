import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { wordList } from './request-words.js';

/** A copy of the official one that is said to be better, and offered. */
const OFFERED =
  /\b(?:c[o0]mmunity|unofficial|improved|enhanced|turbo|patched|premium|upgraded|alternative|third-party|nice|great)\b[^.!?\n]{0,40}\b(?:f[o0]rk|edition|version|build|release|variant)\b[^.!?\n]{0,60}\b(?:[o0]f|from) (?:the )?(?:[\w ]{1,40} )?(?:[o0]fficial|original|genuine)\b[^\n]{0,160}/gi;
const BETTER = /\b(?:better|faster|more|improved|extra|additional|superior|enhanced|advanced)\b/i;
const FOREIGN = /官方[^。\n]{0,16}(?:社区|增强|改进|破解)(?:分支)?版[^。\n]{0,30}(?:更多|更好|更快|改进|增强)/gu;
/** Vouches for itself, or asks for more than it needs, in one breath. */
const SELF_VOUCHED =
  /\b(?:this is (?:the|an) official (?:anthropic|openai|google|microsoft|github|mcp)[^.!?\n]{0,60}\b(?:maintained by us|trust|verified)|(?:necessary|required) permissions: [^.\n]{0,40}\b(?:shell|root|admin|full)\b[^\n]{0,80}\b(?:needs?|requires?) (?:these|them|it))/gi;

function detect({ text, view }: Subject): Hit[] {
  const offered = matches(OFFERED, text, ([said]) => (BETTER.test(said) ? { confidence: 0.55 } : null));
  const others = [FOREIGN, SELF_VOUCHED].flatMap((pattern) => matches(pattern, text, () => ({ confidence: 0.55 })));
  return [...offered, ...others].map((hit) => {
    const spoken = view === 'raw' && (isSpokenAbout(text, hit.start, hit.end) || isSecurityProse(text, hit.start));
    return spoken ? { ...hit, confidence: 0.3, severity: 'low' as const } : hit;
  });
}

/** A copy that is not the official one is praised over it. Catalogue M10, T5. */
export const supplyChainUnofficialCopy: Detector = {
  id: 'supply-chain.unofficial-copy',
  category: 'tool_poisoning',
  severity: 'medium',
  title: 'The text offers a copy in place of the official tool, or vouches for itself',
  why: 'Forks that call themselves better are how poisoned tools are spread; a model that installs what it reads installs them.',
  fix: 'Install from the official source alone, and let installations wait for a person.',
  frameworks: [FRAMEWORKS.agenticSupplyChain, FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.atlasIndirectInjection],
  surfaces: ['result', 'server_message'],
  unitsMax: 700,
  whole: true,
  gates: [
    {
      literals: [
        wordList(
          'of the official|of the 0fficial|0f the 0fficial|of the original|built the official|made the official|官方|the official anthropic|the official openai|necessary permissions|required permissions',
        ),
      ],
    },
  ],
  detect,
};
