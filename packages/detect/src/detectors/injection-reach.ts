import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { ACT_WORDS, wordList } from './request-words.js';

/** Files that hold accounts and keys, and ways out of a folder. */
const FILE =
  /\/etc\/(?:passwd|shadow|sudoers)\b|(?:\.\.\/){2,}[\w.-]|\.ssh\/|\bid_(?:rsa|ed25519)\b|\.aws\/credentials|\/proc\/self\/|\bsystem32\b|\{[^}\n]{0,60}\b(?:env|pem|key|secret|password|credentials)\b[^}\n]{0,60}\}|\$(?:[A-Z]+_){0,3}(?:API_KEY|SECRET(?:_KEY)?|ACCESS_KEY_ID|TOKEN|PASSWORD|DATABASE_URL)\b/i;
/** Addresses that answer inside a network alone. */
const INSIDE =
  /\b(?:https?|gopher|dict|ftp):\/\/(?:[^\s/@"']{0,60}@)?(?:localhost|127\.\d{1,3}\.|0\.0\.0\.0|10\.\d{1,3}\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|metadata\.|0x[0-9a-f]{6,8}|\d{8,10}\b|\[::|(?:[\w-]{1,40}\.){0,3}(?:internal|intranet|corp|local|lan)\b)|\bfile:\/\/\//i;
/** What the model is to do with what it finds there. */
const SHOWN =
  /\b(?:show|display|tell|give|send|read|print|output|return|summari[sz]e|contents?|what(?:'s| is)|response|results?|values?|check|search|list|execute|run)\b/i;
const UNITS_MAX = 700;
/** A program that would do it, and a look whether it is there. */
const INSTEAD = /\b(?:code|program|script|function|exists?|before proceeding)\b/i;
/** A page that teaches it is longer, or shows commands. */
const MANUAL =
  /```|(?:^|\n)#{1,4} |(?:^|\n)\$ |\b(?:npm|docker|kubectl|pnpm|yarn)\s\w|\bopen (?:your|a) browser|\b(?:once|after) (?:the|it) (?:server|app)/i;

/** A request to the reader, and what it goes on with. */
const REQUEST =
  /(?:^|[.!?:"“]\s{0,3}|\n\s{0,4})(?:(?:please|kindly|now|then|first|quickly|can you|could you|would you|will you|i need you to|i want you to)[,\s]{1,3}){0,3}(?:read|show|display|fetch|access|retrieve|request|load|search|check|summari[sz]e|open|get|run|list|execute|find|call|visit|download|print|cat|dump|give|tell|help)\b[^\n]{0,240}/gi;

function detect({ text, view }: Subject): Hit[] {
  if (MANUAL.test(text)) return [];
  return matches(REQUEST, text, ({ index, 0: asked }) => {
    if (!(FILE.test(asked) || INSIDE.test(asked)) || !SHOWN.test(asked) || INSTEAD.test(asked)) return null;
    const spoken = view === 'raw' && (isSpokenAbout(text, index, index + asked.length) || isSecurityProse(text, index));
    return spoken ? { confidence: 0.3, severity: 'low' } : { confidence: 0.6 };
  });
}

/** A short text asks its reader to open what lies out of reach of whoever wrote it. Catalogue R1, C1, C5. */
export const injectionReach: Detector = {
  id: 'injection.reach',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text asks its reader to open a protected file or an address inside the network',
  why: 'Who wrote the data cannot get there; a model with tools can, and would show what it finds.',
  fix: 'Deliver the result fenced, and let rules about paths and addresses hold for what the model calls next.',
  frameworks: [
    FRAMEWORKS.llmPromptInjection,
    FRAMEWORKS.mcpIntentSubversion,
    FRAMEWORKS.agenticToolMisuse,
    FRAMEWORKS.atlasIndirectInjection,
  ],
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        wordList(
          `/etc/passwd|/etc/shadow|/etc/sudoers|../../|.ssh/|id_rsa|id_ed25519|.aws/cred|/proc/self|system32|{env,|,env,|$api_key|$secret|$aws_|$database_url|$access|//localhost|//127.|//10.|//192.168.|//172.|//169.254|//metadata|//0x|.internal|.intranet|.corp/|.local/|file:///`,
        ),
        ACT_WORDS,
      ],
      near: 140,
    },
  ],
  detect,
};
