import { isAnnounced } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { POISONED_LAUNCH } from './frameworks.js';

const FETCHED_SHELL =
  /\b(?:curl|wget)\b[^\n|]{1,160}\|\s?(?:sudo )?(?:ba|z|da)?sh\b|<!@?\((?:curl|wget|\$\{)[^\n)]{1,120}\)/gi;
const CALLS_SHELL =
  /\bos\.(?:system|popen)\s?\([^\n)]{1,120}|\bsubprocess\.(?:run|call|Popen|check_output)\s?\([^\n]{1,120}|\b(?:child_process["'`)\]]{0,4}\.?|cp\.)\s?(?:exec|spawn)\w{0,8}\([^\n)]{1,120}|\b(?:exec|eval)\s?\(\s?["'`]\s?import os\b[^\n]{1,80}|\bnew Function\s?\([^\n]{0,60}\{\{|\brunInNewContext\s?\([^\n]{0,60}\{/gi;
/** Looking at one's own build is what honest examples do. */
const ORDINARY = /["'`](?:git|ls|echo|node -v|npm|pwd|which|date)\b/i;
const READS_SECRET =
  /os\.environ\b[^\n]{0,60}|process\.env\b[^\n]{0,40}|readFileSync\([^\n]{1,100}|\bopen\([^\n]{0,80}(?:\.mcp\.json|\.aws|\.ssh|\.npmrc|\.env)[^\n]{0,20}|\bread\(['"]\.(?:npmrc|pypirc|netrc|env)/i;
const SENDS =
  /\b(?:requests\.(?:post|put)|urlopen|fetch)\s?\([^\n]{0,160}|\bsend_via_\w{2,30}\s?\(|\bcurl\b[^\n]{0,80}\s-d\s?["'$][^\n]{0,60}/i;
const CREDENTIAL_NAME =
  /(?:API_?KEY|TOKEN|SECRET|PASSWORD|credentials|\.mcp\.json|claude_desktop_config|\.npmrc|\.aws|\.ssh)/;
const CURL_SECRET = /\bcurl\b[^\n]{0,100}\s-d\s?["']?\$\{?\w{0,30}(?:KEY|TOKEN|SECRET|PASSWORD)\w{0,10}/gi;
const LOCAL_FILE = /\b(?:fetch|open|read|load|urlopen|get)\(["'`](?:file:\/\/)?\/etc\/(?:passwd|shadow)/gi;
const TEMPLATE =
  /\bsystem(?:\s?message)?\b[^\n]{0,40}\{\{\s?['"{]{0,4}\$(?:input|flow)|\{\{\s?['"{]{1,4}\$input|getattr\(flow,|\bsystem\s?:\s?\{\{\$|\{\{\$flow\.variables[^\n]{0,40}\}\}\n?system\b/gi;
const FILTER =
  /(?:\bor|\band)\s+['"]?(\w{1,20})['"]?\s?={1,3}\s?['"]?\1\b|["'\]]\)?\s+or\s+(?:\w{1,20}_?id|tenant\w{0,8}|true)\b|\bor true["']|\)\s?(?:and|or) \w{0,12}id\s?==|;\s?drop (?:table|database|collection)\b/gi;
const EXPLOIT = /\b(?:CVE-\d{4}-\d{4,7}|GHSA(?:-\w{4}){3})\b/i;
const EXPLOITS =
  /\b(?:exploits?|rce|unauthenticated|arbitrary (?:command|code)|bypass|injection allows|allows (?:\w+ ){0,3}(?:rce|injection))\b/i;
const REPAIRS =
  /\b(?:patch(?:ed|es)?|fix(?:ed|es)?|upgrade|update to|address(?:es)?|mitigat\w+|scanner|scan|lookup|search|coverage|advisor\w+|get|list|retriev\w*|returns?)\b/i;
const OVERRIDE_PAYLOAD =
  /\btool_override\b[^\n]{0,60}(?:payload|inject|exec\(|os\.system|subprocess|curl|\bRCE\b|&&)[^\n]{0,80}/gi;

/** Cheap to ask before the rest. */
const MAY =
  /curl |wget |os\.|subprocess|child_process|cp\.exec|import os|new function|runinnew|requests\.|urlopen|fetch\(|send_via_|\/etc\/|\{\{|getattr\(flow|==| or true|drop (?:table|database|collection)|cve-|ghsa-|tool_override|['"\])] or /i;

function detect({ text, view }: Subject): Hit[] {
  if (!MAY.test(text)) return [];
  const said = (match: RegExpExecArray) => view === 'raw' && isAnnounced(text, match.index);
  const shell = matches(FETCHED_SHELL, text, (match) => (said(match) ? null : { confidence: 0.75 }));
  const calls = matches(CALLS_SHELL, text, (match) =>
    ORDINARY.test(match[0]) || said(match) ? null : { confidence: 0.7, severity: 'medium' as const },
  );
  const hits = [
    ...shell,
    ...calls,
    ...matches(CURL_SECRET, text, () => ({ confidence: 0.9 })),
    ...matches(LOCAL_FILE, text, () => ({ confidence: 0.75 })),
    ...matches(TEMPLATE, text, () => ({ confidence: 0.6, severity: 'medium' as const })),
    ...matches(FILTER, text, (match) => (said(match) ? null : { confidence: 0.6, severity: 'medium' as const })),
    ...matches(OVERRIDE_PAYLOAD, text, () => ({ confidence: 0.8 })),
  ];
  const read = READS_SECRET.exec(text);
  const sent = SENDS.exec(text);
  if (read !== null && sent !== null && CREDENTIAL_NAME.test(text))
    hits.push({
      start: Math.min(read.index, sent.index),
      end: Math.max(read.index + read[0].length, sent.index + sent[0].length),
      confidence: 0.8,
    });
  const known = EXPLOIT.exec(text);
  if (known !== null && text.length < 400 && EXPLOITS.test(text) && !REPAIRS.test(text))
    hits.push({ start: 0, end: text.length, confidence: 0.55, severity: 'medium' });
  return hits;
}

/** A definition that is a program: code that starts a shell, sends secrets, or breaks out of a template or a filter. Catalogue M1, C2, C4. */
export const definitionProgram: Detector = {
  id: 'definition.program',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition holds a program or a payload instead of saying what the tool does',
  why: 'What a model reads as an example of the tool it may run, and what a template takes from it is run for certain.',
  fix: 'Block the definition unless the tool is about such programs.',
  frameworks: POISONED_LAUNCH,
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect,
};
