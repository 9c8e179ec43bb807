import { isCited, isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Sign, sign, weighSigns } from '../text/signs.js';
import { type Detector, type Hit, INBOUND, matchesWithin, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { wordList } from './request-words.js';

/** An agent or an assistant that must, should or may do something, or is spoken to by that name. */
const ORDERED =
  /\b(?:the|an?|any|all|every|each|this|your|ai|llm)\s(?:ai |llm |coding |virtual )?(?:agents?|assistants?|language models?)\s(?:it )?(?:must|should|shall|has to|have to|needs? to|may (?:safely|now|freely)|can (?:safely|now))\b|\b(?:note|notice|message|reminder|rule|instructions?) (?:to|for) (?:all |any |the )?(?:ai |llm )?(?:agents?|assistants?|models?)\b\s?[:—-]|(?:^|[.!?>\n"'(]\s{0,4})(?:ai|llm) (?:agents?|assistants?|models?)\s?[:,—-]\s/gi;
/** What such an order is worth a look for. */
const SIGNS: readonly Sign[] = [
  sign(
    2,
    '\\bhttps?://|\\b[\\w.+-]{1,64}@[\\w-]{1,63}\\.[a-z]{2}|\\b(?:public|external|third-party) (?:fork|repo\\w{0,8}|server|address|bucket)',
  ),
  sign(
    2,
    '\\b(?:passwords?|credentials?|secrets?|api[_ ]?keys?|[A-Z]{2,12}(?:_[A-Z]{2,12}){0,2}_(?:KEY|TOKEN|SECRET)|tokens?|netrc|id_rsa|\\.ssh|customer list|bank|card number|conversation)\\b|(?:^|[\\s/`])\\.env\\b',
  ),
  sign(
    3,
    '\\b(?:curl|wget|rm -rf|bash|sh|chmod|powershell)\\b[^\\n]{0,60}(?:\\||https?:|/|~)|\\b(?:run|execute) (?:the |this )?(?:attached |following )?(?:command|script|program)',
  ),
  sign(
    2,
    "\\b(?:without (?:asking|review\\w{0,3}|confirm\\w{0,6}|approval|telling|mention\\w{0,3})|never mention|do not (?:mention|tell|ask)|don't (?:mention|tell|ask)|not be bothered|silently|secretly|bcc)\\b",
  ),
  sign(
    2,
    '\\b(?:approve|transfer|pay|delete|share|send|forward|push|upload|bcc|accept|grant|disable|pass(?:ing)?|provide|export|disclose)\\b',
  ),
  sign(
    1,
    '\\b(?:always|permanent\\w{0,2}|future sessions?|all pending|in its next call|next call|before (?:reviewing|answering|anything)|immediately|now)\\b',
  ),
  sign(
    -3,
    '\\b(?:never (?:share|send|reveal|give)|must not|should not|not allowed|forbidden|documentation|heartbeat|collector|kubernetes|monitoring|helm|call cent(?:er|re)|support agents?|travel agents?|real estate)\\b',
  ),
];
const WEIGHT_MIN = 5;
const BEHIND_UNITS = 220;

function detect(subject: Subject): Hit[] {
  const { text, view } = subject;
  return matchesWithin(ORDERED, subject, ({ index, 0: said }) => {
    const { weight } = weighSigns(text.slice(index, index + said.length + BEHIND_UNITS), SIGNS);
    if (weight < WEIGHT_MIN) return null;
    const spoken =
      view === 'raw' &&
      (isCited(text, index) || isSpokenAbout(text, index, index + said.length) || isSecurityProse(text, index));
    return spoken ? { confidence: 0.3, severity: 'low' } : { confidence: weight > WEIGHT_MIN + 1 ? 0.75 : 0.6 };
  });
}

/** Data that says what an agent has to do, where that would give something away, change something or run something. Catalogue R1, R3, R14, R15. */
export const injectionAgentOrder: Detector = {
  id: 'injection.agent-order',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text says what an agent must do, and it would cost the user something',
  why: 'Told as a rule for agents, an order needs no address: every model that reads it takes itself to be meant.',
  fix: 'Redact the passage or deliver the result fenced; rules for agents belong into their configuration.',
  frameworks: INDIRECT_INJECTION,
  surfaces: INBOUND,
  gates: [
    {
      literals: [
        wordList(
          `agent must|agents must|assistant must|assistants must|agent should|agents should|assistant should|assistants should|agent has to|assistant has to|agents have to|assistant may safely|assistant can now|agent may safely|to ai agents:|to all ai agents|for ai assistants|for ai agents|for all agents|ai agent: |ai agents: |ai assistant: |assistant it should|agent it should`,
        ),
      ],
    },
  ],
  detect,
};
