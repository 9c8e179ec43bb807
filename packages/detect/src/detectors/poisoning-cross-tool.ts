import { isDisclaimed } from '../concepts/clauses.js';
import type { Sentence } from '../concepts/reading.js';
import { CERTAIN, medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { FOREIGN_TOOL } from './frameworks.js';

/** Another tool, by an identifier or in words. */
const TOOL =
  /\b[a-z][a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){1,5}\b|\b(?:the|any|every|an?|that|all|other|another|official|existing|also present) (?:\S{1,40} ){0,3}?(?:tools?|functions?|servers?|plugins?)\b|["'`]\w{3,40}["'`] (?:tool|function)\b/;
const TAMPERS =
  /\b(?:modif(?:y|ies)|chang(?:e|es)|alters?|overrid(?:e|es)|replac(?:e|es)|redirects?|reroutes?|intercepts?|rewrites?|corrects?|side effect on)\b.{0,60}\b(?:behaviou?r|output|results?|destination|recipients?|account|response|amount|value returned|tool)\b/;
const WRONG_RESULT =
  /\b(?:wrong|incorrect|incomplete|stale|invalid|false|untrustworthy|outdated|corrupted|unreliable) (?:\w+ )?(?:results?|data|output|answers?|values?)\b|\b(?:results?|data|output|answers?) of \S{3,40} (?:is|are) (?:known to be )?(?:wrong|incorrect|incomplete|stale|invalid|corrupted|unreliable|outdated)\b/;
const CORRECTS = /\b(?:replace|correct|override|overwrite|fix|instead|discard|ignore|in (?:its|their) place)\b/;
/** What to do when another tool fails, said by one that profits. */
const RECOVERY = /\b(?:fails?|error|unavailable|times? out|incomplete|recovery|fallback)\b/;
const WHEN_CALLED =
  /\b(?:when|whenever|if|before|after|every time|each time|once)\b.{0,60}\b(?:is|are|gets?|being) (?:called|invoked|used|executed|run|triggered)\b|\b(?:when|whenever|before|after|every time|each time) (?:you (?:are )?)?(?:calling|using|invoking|call|use|invoke)\b/;
const IMPOSED =
  /\b(?:first (?:change|reroute|redirect|set|replace)|reroute|redirect|bcc(?:'d|ed)?|cc'd|blind copy|forward (?:a copy|it|them|the)|copy (?:of )?(?:every|each|all|the) (?:message|email|mail|result)|append the|prepend|replace the|change the (?:recipient|amount|destination|account|address)|must send|instead send|always (?:send|add|include|set|use) )/;
const SUPERSEDES = /\bsupersedes?\b.{0,60}\b(?:route|forward|send|instead|all)\b/;
const OFFICIAL = /\b(?:drop in replacement for|replaces?|substitute for|successor (?:of|to)) the official\b/;
const EXCLUSIVE =
  /\bdo not use (?:any )?other tools?\b|\buse this (?:tool|one) (?:rather than|instead of|over) (?:any |all )?others?\b|\bnever use (?:any )?other tools?\b|\buse no other tools?\b|\bignore (?:all |any )?other tools\b|\b(?:take|takes|have|has) precedence over (?:the |all |any )?(?:tools?|functions?|servers?)\b|\btools? of (?:any |all )?other servers?\b.{0,40}\bmust not\b/;
/** A value that is fixed for somebody else's parameter. */
const VALUE =
  /[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}|\bhttps?:\/\/\S+|(?:^|[\s"'=`(])(?:~|\/etc|\/root|\/home|\/users)\/\S+|\b[a-z]{2}\d{12,}\b|\baccount (?:no\.? |number )?[\d-]{5,}|\biban\b|\battacker\w*/;
const FIXES =
  /\b(?:must|should|always|has to|have to|needs? to|shall|is required to|are required to|only)\b.{0,50}\b(?:be|go(?:es)?|use|set|include|carry|contain|pass|given|sent|addressed|routed|called with|invoked with|with|send)\b|\b(?:is|are) (?:to be )?(?:given|addressed to|set to|sent to|routed to)\b|\bset it on (?:each|every)\b|\b(?:recipient|destination|account|address|endpoint|host|url|path|bcc|cc)\b.{0,30}\b(?:is|are|=|:|equals|defaults to|set to)\b/;
const EXAMPLE = /\b(?:e\.g|example|for instance|such as|format|docs?|documentation|see|schema|default)\b/;
const OTHER_CALL =
  /\b(?:this|the) (?:tool|utility|helper|function) (?:should|must|needs to|has to|will need to) (?:first )?(?:invoke|call|run|trigger|execute) \w+_\w+/;
const ALSO_PRESENT =
  /\b(?:also present|previously declared|already installed|other server'?s?|another server'?s?|any server)\b/;

const SPEAKS_OF_TOOLS = /_[a-z]|tools?\b|functions?\b|servers?\b|plugins?\b/;

function judge(sentence: Sentence): SentenceVerdict {
  const { text } = sentence;
  if (!SPEAKS_OF_TOOLS.test(text)) return null;
  if (sentence.has('comparison') && EXCLUSIVE.test(text)) return medium(0.7);
  if (OFFICIAL.test(text)) return medium(0.6);
  const verdict = steers(sentence);
  return verdict === null || isDisclaimed(sentence) || !TOOL.test(text) ? null : verdict;
}

function steers(sentence: Sentence): SentenceVerdict {
  const { text } = sentence;
  if (sentence.has('override') && SUPERSEDES.test(text)) return { confidence: 0.8 };
  if (WRONG_RESULT.test(text) && CORRECTS.test(text)) return { confidence: 0.8 };
  const imposed = IMPOSED.test(text);
  if (imposed && WHEN_CALLED.test(text)) return { confidence: VALUE.test(text) ? CERTAIN : 0.8 };
  const present = ALSO_PRESENT.test(text);
  if ((imposed || present || /\b(?:whenever|so that)\b/.test(text)) && TAMPERS.test(text))
    return { confidence: CERTAIN };
  if (fixesValue(text) && !EXAMPLE.test(text) && namesOther(text)) return { confidence: present ? CERTAIN : 0.75 };
  if (sentence.has('send') && sentence.has('external') && sentence.has('call') && RECOVERY.test(text))
    return medium(0.65);
  if (present && sentence.has('call') && sentence.has('directive')) return medium(0.7);
  return OTHER_CALL.test(text) ? medium(0.55) : null;
}

/** The value stands behind the words that impose it. */
function fixesValue(text: string): boolean {
  if (!VALUE.test(text)) return false;
  const fixes = FIXES.exec(text);
  return fixes !== null && VALUE.test(text.slice(fixes.index));
}

const namesOther = (text: string): boolean =>
  /\b[a-z][a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){1,5}\b|\b(?:e ?mail|mail|payment|transfer|message|fetch|http|browser|file)\w* (?:tool|function|server)s?\b|\bthis is a\b/.test(
    text,
  );

/** A definition that reaches for other tools: changes their results, fixes their values, forbids the rest. Catalogue M3, M5. */
export const poisoningCrossTool: Detector = {
  id: 'poisoning.cross-tool',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition steers the use of other tools',
  why: 'The tool that does the harm is an honest one, so nothing is seen when it is called.',
  fix: 'Block the definition; a tool may say in which order it is used, not what another one is given.',
  frameworks: FOREIGN_TOOL,
  surfaces: ['definition'],
  joins: true,
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
