import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { INJECTED_DISCLOSURE } from './frameworks.js';

const SEND =
  '(?:send|email|e-mail|mail|forward|post|upload|share|transmit|transfer|submit|deliver|leak|exfiltrate|bcc|encode|append)';
const GOODS =
  "(?:passwords?|credentials?|secrets?|api[ _-]?keys?|tokens?|private (?:data|keys?|information|messages?|repositor\\w{1,3}|files?|videos?)|ssh keys?|\\.env|environment variables?|(?:entire |full |complete |whole )?(?:conversation|chat)(?: history| transcript| log)?|system prompt|(?:medical|health|genetic|financial|bank(?:ing)?|payment|personal|account|profile|identity|insurance|tax|saved|stored|sensitive|confidential|access|search|order|transaction|location|contact|investment|purchase|security|flight|user|customer|employee)[\\w' ]{0,24}(?:data|details?|information|info|records?|history|logs?|addresses|methods?|cards?|list|credentials|pii|profiles?|statements?)|social security|credit card|all (?:the |your |my |user |their )?(?:files?|emails?|messages?|data|contacts?|documents?|results?|information|funds?|money)|(?:this|the|these) (?:information|details|data|credentials|list|log|records?|results?|output|contents?|history)|\\/etc\\/(?:passwd|shadow)|id_rsa|their contents|its contents|file contents|contents of|it|them)";
const DESTINATION =
  "(?:[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,4}|https?:\\/\\/[^\\s\"'<>)]{4,200}|\\+\\d[\\d -]{8,16}|(?:an? |the |our |my |their )?(?:attacker|external|remote|third[- ]party|outside|adversary|exfil\\w{0,8})'?s?(?:[ -]\\w{2,12}){0,2} ?(?:server|host|endpoint|url|address|email|site|domain|collector|service|webhook|account|api)?)";

const TO_SOMEWHERE = new RegExp(
  `\\b${SEND}\\b(?:[^.!?\\n;]|\\.(?=\\w)){0,90}?\\b${GOODS}(?:[^!?\\n;]|\\.(?=\\w)){0,90}?\\b(?:to|at|via|with|using|into|towards?)\\b(?:[^!?\\n;]){0,60}?${DESTINATION}`,
  'gi',
);
const TOGETHER = new RegExp(
  `\\b(?:get|retrieve|retrive|access|fetch|read|obtain|collect|gather|list|find|extract|grab|export|download|look up|search|take)\\b[^!?\\n;]{0,160}?\\b(?:and|then)\\b[^!?\\n;]{0,20}?\\b${SEND}\\b[^!?\\n;]{0,120}?${DESTINATION}`,
  'gi',
);
const ORDERED =
  /\b(?:you (?:must|should|need|will)|must|always|also|first|then|please|immediately|automatically|secretly|silently|ensure|make sure|be sure|and|to)\s{1,4}\S{0,12}\s?$|(?:^|[.!?:;"'>\]\n(,–—-]|\bi\.e\.)\s{0,6}$/i;
const HONEST =
  /\b(?:report(?:ing)? (?:a |any |security )?(?:vulnerabilit|issue|bug|problem)|support@|security@|contact us|feedback|abuse@|privacy@|help@|info@|sales@|if you have (?:any )?questions|for more information|example\.(?:com|org|net)\b.{0,20}(?:docs|documentation))/i;

function detect({ text, view }: Subject): Hit[] {
  return [TO_SOMEWHERE, TOGETHER].flatMap((pattern) =>
    matches(pattern, text, (match) => {
      if (!ORDERED.test(text.slice(Math.max(0, match.index - 60), match.index))) return null;
      if (HONEST.test(match[0])) return null;
      if (
        /\b(?:never|not|don't|cannot|won't|avoid)\b[^.!?\n]{0,20}$/i.test(
          text.slice(Math.max(0, match.index - 40), match.index),
        )
      )
        return null;
      if (
        view === 'raw' &&
        (isSpokenAbout(text, match.index, match.index + match[0].length) || isSecurityProse(text, match.index))
      )
        return { confidence: 0.3, severity: 'low' };
      return { confidence: 0.75 };
    }),
  );
}

/** An order to hand private data to a named address. Catalogue R1, R5, C7. */
export const injectionExfiltration: Detector = {
  id: 'injection.exfiltration-order',
  category: 'prompt_injection',
  severity: 'high',
  title: 'The text orders private data to be sent to an address',
  why: 'Data that is sent where a text says it shall go has left for good.',
  fix: 'Refuse the message, and hold calls that send something until a person has seen them.',
  frameworks: INJECTED_DISCLOSURE,
  surfaces: INBOUND,
  soft: true,
  gates: [
    {
      literals: [
        [
          'send ',
          'email ',
          'e-mail ',
          'mail ',
          'forward ',
          'post ',
          'upload ',
          'share ',
          'transmit ',
          'transfer ',
          'submit ',
          'deliver ',
          'leak ',
          'exfiltrate',
          'bcc ',
          'encode ',
          'append ',
        ],
        [
          '@gmail.',
          '@outlook.',
          '@yahoo.',
          '@proton',
          '@evil',
          '@attack',
          '@hotmail',
          '@external',
          'attacker',
          'adversary',
          ' external ',
          ' remote server',
          ' remote host',
          'third party',
          'third-party',
          'outside server',
          'exfil',
          'to http://',
          'to https://',
          'at http://',
          'at https://',
          'via http',
          'using http',
          'my email',
          'backup email',
          'to +',
        ],
      ],
    },
  ],
  detect,
};
