import { isCited, isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { FEIGNED_AUTHORITY } from './frameworks.js';
import { wordList } from './request-words.js';

const CHECKS =
  '(?:(?:safety|security|content|approval|confirmation|verification|review|policy|compliance|moderation|authentication|permission|human|anomaly|integrity|signature|rate) ?(?:check|filter|review|gate|step|prompt|scan|control|limit|alert|notification|score|monitor\\w{0,3}|approval|restriction|verification)s?|guard ?rails?|safeguards?|alerts?|sign-?offs?|audit (?:log|trail)s?|detection|monitoring)';
const LOWER =
  '(?:skip\\w{0,4}|bypass\\w{0,3}|turn(?:ing)? off|switch(?:ing)? off|disabl\\w{1,3}|suppress\\w{0,3}|conceal\\w{0,3}|drop|remov\\w{1,3}|reset(?:ting)?|lower\\w{0,3}|paus\\w{1,3}|overrid\\w{1,3}|avoid|evad\\w{1,3}|mut\\w{1,3}|ignor\\w{1,3}|hid(?:e|ing)|delay\\w{0,3}|route around|dis able)';
/** Who is said to have wanted it: nobody who can be asked. */
const HEARSAY =
  /\b(?:the |our |your |my )?(?:boss|manager|admin(?:istrator)?|sys-?admin|coordinator|orchestrator|supervisor|head of \w{3,14}|ceo|ciso|cto|operator|lead|platform|user|owner|team|vendor|developer|anthropic|openai|management)\b[^.!?\n]{0,60}\b(?:said|says|wants?|wanted|asked|mentioned|approved|decided|authori[sz]ed|granted|certified|told|requested|needs|confirmed|verified|signed off|agreed)\b/i;
/** Sets a check aside. */
const GUARD_DOWN = new RegExp(`\\b${LOWER}\\b(?: \\w{1,12}){0,4}? ${CHECKS}\\b`, 'gi');
/** Says the asking has been done already. */
const PRE_APPROVED =
  /\b(?:pre-?approved|pre-?authori[sz]ed|already (?:been )?(?:approved|authori[sz]ed|confirmed|verified)|(?:been |is )(?:verified|approved|certified|vetted|signed off) by (?:the )?(?:platform|anthropic|openai|google|operator|vendor|admin\w{0,9}|security|user)|override granted|has certified|certified this)\b[^.!?\n]{0,100}\b(?:without (?:\w{1,14} ){0,3}(?:confirm\w{0,6}|prompt\w{0,3}|asking|approval|permission|review)|do(?: not|n't) (?:ask|prompt|confirm|check|verify)|no (?:further |need (?:to|for) )\w{4,14}|trust (?:every|all|any|its)|may (?:invoke|run|call|execute|proceed)|proceed|execute)\b/gi;
/** Sends things on because somebody is said to want it. */
const ROUTE =
  /\b(?:forward|route|send|copy|redirect|share|report|upload)\b(?: \w{1,12}){0,3}? (?:all|every|any|the) (?:\w{1,12} ){0,3}?(?:results?|logs?|findings?|data|messages?|outputs?|traffic|reports?|files|records?)\b[^.!?\n]{0,40}\b(?:to|over to|at|through)\s(?:https?:|\d{1,3}\.\d|[\w.+-]{1,64}@|the (?:following|new|external)|\w{2,20}\.\w{2,20})/gi;
/** Speaks for other agents, or decides for them. */
const AGENTS =
  /\b(?:pretend to be|impersonate|pose as|act as|vote (?:on behalf of|as|for)|sign (?:as|for)|forge)\b[^.!?\n]{0,60}\b(?:agent[- ]?\w{0,12}|validators?|nodes?|orchestrator|coordinator|consensus|quorum|vote)\b|\b(?:poison|forge|manipulate|rig|stuff|subvert)\b[^.!?\n]{0,30}\b(?:consensus|quorum|votes?|voting|election|ballots?)\b|\bi am (?:acting as )?the (?:admin|root|orchestrator|supervisor|master) agent\b/gi;
/** A sign in the question that makes a tool run: a trigger, as planted in poisoned agents. */
const TRIGGER =
  /\b(?:since|because|as|if|when(?:ever)?)\b[^.!?\n]{0,30}\b(?:there is|contains?|includes?|appears?|see)\b[^.!?\n]{0,60}\b(?:we|you|must|should)\b[^.!?\n]{0,20}\b(?:use|call|invoke|run)\b[^.!?\n]{0,20}(?:\[\w{3,60}\]|`\w{3,60}`|\w{3,40}_\w{3,40}|\w{3,40} tool)/gi;

function detect({ text, view }: Subject): Hit[] {
  const guard = matches(GUARD_DOWN, text, ({ index }) => {
    const around = text.slice(Math.max(0, index - 160), index + 200);
    if (HEARSAY.test(around)) return { confidence: 0.7 };
    return ORDERED.test(around) ? { confidence: 0.55 } : null;
  });
  const routed = matches(ROUTE, text, ({ index }) =>
    HEARSAY.test(text.slice(Math.max(0, index - 120), index + 60)) ? { confidence: 0.7 } : null,
  );
  const others = [PRE_APPROVED, AGENTS, TRIGGER].flatMap((pattern) =>
    matches(pattern, text, () => ({ confidence: 0.6 })),
  );
  return [...guard, ...routed, ...others].map((hit) => {
    const spoken =
      view === 'raw' &&
      (isCited(text, hit.start) || isSpokenAbout(text, hit.start, hit.end) || isSecurityProse(text, hit.start));
    return spoken ? { ...hit, confidence: 0.3, severity: 'low' as const } : hit;
  });
}

/** Without anybody named: only as an urgent wish to the reader. */
const ORDERED =
  /\b(?:we|you|us) (?:should|must|need to|have to|can)\b[^.!?\n]{0,40}\b(?:skip|bypass|disable|turn off)|\b(?:immediately|just this once|for this (?:run|batch|session|request)|temporarily|going forward|from (?:the )?security team|to save time|urgent|critical situation)\b/i;

/** Words that talk a reader into acting unwatched: hearsay approvals, checks to be skipped, votes for others, planted triggers. Catalogue R1, C11. */
export const injectionOversight: Detector = {
  id: 'injection.oversight',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text claims somebody\u2019s approval or asks to go around a check',
  why: 'An approval that stands in data is none; a model that takes it for one acts without the person who should have been asked.',
  fix: 'Deliver the result fenced, and let the check it speaks of happen.',
  frameworks: FEIGNED_AUTHORITY,
  surfaces: INBOUND,
  joins: true,
  gates: [
    {
      literals: [
        wordList(
          'skip|bypass|turn off|turning off|switch off|disable|dis able|suppress|conceal|reset the|lower the|override|evade|mute ',
        ),
        wordList(
          'safety|security check|security filter|security team|content filter|approval|confirmation|verification|guardrail|safeguard|alert|sign-off|signoff|audit|anomaly|monitoring|moderation|review',
        ),
        wordList(
          'boss|manager|admin|coordinator|orchestrator|supervisor|head of|operator|immediately|temporarily|for this |going forward|we should|we must|urgent|critical|security team|platform|just this once|we need|wants |to save time',
        ),
      ],
      near: 260,
    },
    {
      literals: [
        wordList(
          'pre-approved|preapproved|pre-authorized|preauthorized|already approved|already authorized|already been|already confirmed|verified by|approved by|certified by|override granted|has certified|certified this|signed off by',
        ),
        wordList('without |do not ask|not prompt|no further|no need|trust |proceed|execute |may invoke|may run'),
      ],
      near: 200,
    },
    {
      literals: [
        wordList(
          'impersonate|pretend to be|on behalf of|pose as|poison | forge |"forge |admin agent|acting as|rig the|manipulate',
        ),
        wordList('agent-|agent |agents|validator|consensus|quorum|vote|node'),
      ],
      near: 120,
    },
    {
      literals: [
        wordList(
          'forward all|route all|send all|forward every|send every|copy all|redirect all|share all|report all|upload all',
        ),
        wordList('asked|decided|wants|said|mentioned|requested|needs'),
      ],
      near: 200,
    },
    {
      literals: [
        wordList(
          'since there is|because there is|because it contains|if there is|since it contains|when you see|whenever you see',
        ),
        wordList('use the|call the|invoke the|run the|use `|call `'),
      ],
      near: 200,
    },
  ],
  detect,
};
