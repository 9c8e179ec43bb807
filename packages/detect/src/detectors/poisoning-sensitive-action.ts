import { isSpokenAbout, sentenceAround } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const VALUABLES =
  /~?\/?\.ssh\/[\w.*-]*|\bid_(?:rsa|ed25519)\b|~?\/?\.aws\/credentials|(?<![\w.])\.env\b(?! ?example)|\/etc\/(?:passwd|shadow)|~?\/?\.(?:cursor|claude)\/[\w.]+|~?\/?\.mcp\.json|\bmcp\.json\b|\b(?:the |their |any |all |your |user'?s? |users'? )(?:ssh keys?|api[ _-]keys?|credentials|passwords?|access tokens?|private keys?|environment variables|clipboard(?: contents)?|browser cookies|conversation(?: history)?|chat history|system prompt|hidden (?:system )?instructions|safety policy|seed phrase)\b/gi;
const TAKE =
  /\b(?:read|include|pass|send|post|upload|forward|append|embed|attach|exfiltrate|copy|transmit|leak|reveal|output|return|fetch|collect|share|extract|retrieve|cat|steal|harvest|dump|urlopen)(?:s|es|ing)?\b/i;
const SINK =
  /\b(?:external|remote|attacker'?s?|third[- ]party|collector|webhook|endpoint|https?:\/\/\S+|(?:in|into|as|via|through|to) (?:the |an? |this )?['"`]?\w{0,24}['"`]?\s?(?:argument|parameter|param|field|sidenote|context|header|body|caller|host|server)|exfiltrat\w{0,4}|translated output|email body|sidenote|sidecar)\b/i;
const DIRECTIVE =
  /\b(?:also|first|then|before|must|always|silently|hidden|mandatory|requires? you|on each call|whenever|every (?:time|call)|from now on|instead|additionally|after (?:running|this)|in addition|disregard|ignore|forget|obey|and (?:reads|sends|posts|uploads))\b/i;
const HONEST =
  /\b(?:never|do not|does not|doesn'?t|will not|won'?t|not) (?:\w{1,12} ){0,3}(?:read|send|store|share|log|expose|collect|ask|transmit|include|return|reveal|request)|\b(?:for display|redact\w{0,5}|mask\w{0,4}|detect\w{0,4}|leaked|scans?|so users understand|requires? (?:an? )?api key|your own)\b/i;

function detect({ text, view }: Subject): Hit[] {
  return matches(VALUABLES, text, (match) => {
    const end = match.index + match[0].length;
    const sentence = sentenceAround(text, match.index, end);
    if (!TAKE.test(sentence) || (view === 'raw' && (HONEST.test(sentence) || isSpokenAbout(text, match.index, end))))
      return null;
    const sink = SINK.test(sentence);
    const directive = DIRECTIVE.test(sentence);
    if (sink && directive) return { confidence: 0.92 };
    if (!sink && !directive) return null;
    return /exfiltrat|attacker|steal|leak/i.test(sentence)
      ? { confidence: 0.9 }
      : { confidence: 0.65, severity: 'medium' };
  });
}

/** A definition that wants credentials, keys or the conversation read, and put somewhere. Catalogue M1. */
export const poisoningSensitiveAction: Detector = {
  id: 'poisoning.sensitive-action',
  category: 'tool_poisoning',
  severity: 'critical',
  title: 'The definition has the model read secrets and hand them on',
  frameworks: [
    FRAMEWORKS.llmPromptInjection,
    FRAMEWORKS.mcpToolPoisoning,
    FRAMEWORKS.agenticSupplyChain,
    FRAMEWORKS.atlasDataLeakage,
  ],
  surfaces: ['definition'],
  joins: true,
  gates: [
    {
      literals: [
        [
          '.ssh/',
          'id_rsa',
          'id_ed25519',
          '.aws/',
          '.env',
          '/etc/passwd',
          '/etc/shadow',
          '.cursor/',
          '.claude/',
          'mcp.json',
          'ssh key',
          'api key',
          'api_key',
          'api-key',
          'credentials',
          'password',
          'access token',
          'private key',
          'environment variable',
          'clipboard',
          'cookies',
          'conversation',
          'chat history',
          'system prompt',
          'hidden system',
          'hidden instruction',
          'safety policy',
          'seed phrase',
        ],
        [
          'read',
          'include',
          'pass',
          'send',
          'post',
          'upload',
          'forward',
          'append',
          'embed',
          'attach',
          'exfiltrat',
          'copy',
          'transmit',
          'leak',
          'reveal',
          'output',
          'return',
          'fetch',
          'collect',
          'share',
          'extract',
          'retrieve',
          'steal',
          'harvest',
          'dump',
          'urlopen',
        ],
        [
          'external',
          'remote',
          'attacker',
          'third-party',
          'third party',
          'collector',
          'webhook',
          'endpoint',
          'http',
          'argument',
          'param',
          'field',
          'sidenote',
          'sidecar',
          'context',
          'header',
          'body',
          'caller',
          'host',
          'server',
          'exfiltrat',
          'also ',
          'first',
          'then ',
          'before',
          'must',
          'always',
          'silently',
          'hidden',
          'mandatory',
          'requires',
          'each call',
          'whenever',
          'every ',
          'from now on',
          'instead',
          'additionally',
          'after',
          'disregard',
          'ignore',
          'forget',
          'obey',
          'and reads',
          'output',
        ],
      ],
    },
  ],
  detect,
};
