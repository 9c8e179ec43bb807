import { type Detector, type Hit, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const CODE =
  '(?:code|snippet|script)(?: (?:snippet|block|excerpt|section|segment|fragment|piece|lines?|sample|portion|module|function|sequence))?s?';
const THIS =
  '(?:the |this |these |a |an )?(?:following|below|subsequent|ensuing|next|given|provided|aforementioned|above|attached|mentioned|accompanying|presented|specified|indicated|undermentioned|forthcoming)';
/** "The following code block": the thing to take over. */
const OFFERED = new RegExp(
  `\\b(?:${THIS} (?:\\w{1,12} )?|th(?:is|ese) )${CODE}\\b|\\b${CODE} (?:below|that follows|beneath)\\b`,
  'i',
);
/** Where it shall go: what the reader writes, in general, and not a file of a project. */
const YOURS =
  /\byour (?:\w{1,14} ){0,2}(?:code ?base|code|solution|implementation|algorithm|response|answer|program|project|explanation|elucidation|script|software|application|architecture|development|reply|output|logic|work|design|system)\b|\bcode you (?:develop|write|produce|generate)\b|\bharmonious|\bseamless|\boptimally\b/i;
const TAKE =
  /\b(?:absorb|add|addition|benefi\w{2,5}|complement\w{0,3}|elevat\w{1,3}|evolv\w{1,3}|improv\w{1,3}|supplement\w{0,3}|adopt|append|appl(?:y|ication)|assimilat\w{1,3}|attach|blend\w{0,3}|bring|combin\w{1,3}|embed\w{0,4}|embod\w{1,3}|employ|encompass|engag\w{1,3}|enhanc\w{1,3}|enlist|enrich\w{0,3}|ensur\w{1,3}|execut\w{1,3}|featur\w{1,3}|fit|flourish|fold|fortify|fus\w{1,3}|graft|harmoni[sz]e|implement\w{0,3}|import|includ\w{1,3}|inclusion|incorporat\w{1,3}|infus\w{1,3}|inject|insert\w{0,3}|integrat\w{1,4}|interlace|intertwine|interweave|introduc\w{1,3}|inscribe|knit|leverag\w{1,3}|make|manifestation|meld|merg\w{1,3}|optimi[sz]\w{1,3}|plac\w{1,3}|presence|put|refin\w{1,3}|render|run|streamlin\w{1,3}|stitch|tak\w{1,3}|us\w{1,3}|utili[sz]\w{1,3}|validat\w{1,3}|weav\w{1,3}|woven|work)\b/i;
/** Effects that code offered for an answer about something else has no reason to have. */
const EFFECTS: readonly RegExp[] = [
  /\b(?:requests|httpx|axios|session)\.(?:post|put|get|request)\s?\(|\burlopen\s?\(|\bfetch\s?\(\s?['"]https?:|\bsmtplib\b|\bftplib\b|\bparamiko\b|\bsendmail\b|\bscapy\b/i,
  /\bsocket\.(?:socket|connect|create_connection|bind)|\bs(?:ock)?\.(?:connect|sendall|send)\s?\(/,
  /\bos\.(?:system|popen|remove|unlink|rmdir|environ|listdir|walk|fork|kill|startfile|chmod|chown)\b|\bsubprocess\b|\bshutil\.(?:rmtree|move|copy\w{0,6})|\bPopen\b|\bchild_process\b|\bexecSync\b|\beval\s?\(|\bctypes\b|\bwinreg\b|\bwin32\w{2,8}\b|\bwmi\b/i,
  /\bplatform\.(?:node|system|uname|platform|release|machine|processor)|\bgetpass\b|\bgetuser\b|\bgethostname\b|\buuid\.getnode|\bpsutil\b|\bnetifaces\b|\blspci\b|\blsusb\b|\blsmod\b|\bnvidia-smi\b|\bcpuinfo\b/i,
  /['"](?:\/etc\/|\/proc\/|\/dev\/|\/boot\/|\/var\/log|\/root|~\/\.|C:\\\\?(?:Windows|Users)|%APPDATA%)|\bcookies?\b.{0,30}(?:sqlite|\.db|chrome|document\.cookie)|\bdocument\.cookie\b|\blocalStorage\b|\bbrowser_cookie\w{0,3}\b/i,
  /\bpynput\b|\bkeyboard\.(?:hook|on_press|record)|\bpyautogui\b|\bImageGrab\b|\bpyperclip\b|\bmss\b|\bcv2\.VideoCapture|\bsounddevice\b|\bpyaudio\b/,
  /\bmultiprocessing\b|\bcookies?\.(?:load|jar|pkl|txt|parse)|\bcookiejar\b|\bbluetooth\b|\bexec\s?\(|\burlretrieve\b|\bpkg_resources\b|\bhttp\.client\b|\bhashlib\.\w{3,8}\(|\bnonce\b|\bminer\b|\bstratum\b|\bmining\b|\bwhile (?:True|1)\b.{0,80}(?:fork|send|connect|open|append)|\brm -rf\b|\bmkfs|\bdd if=|\bshutdown\b|\breboot\b|\bFernet\b|\bencrypt\(/is,
];
const CODE_UNITS = 1200;
const SENTENCE_UNITS_MAX = 240;
/** Where code begins: a fence, or a line that is code on its face. */
const CODE_START = /\n\s{0,4}(?:```|~~~|import |from \w|const |#include|def )/g;

/** The line before a piece of code, when there is one of ordinary length. */
function lineBefore(text: string, at: number): { start: number; sentence: string } | null {
  const before = text.slice(Math.max(0, at - SENTENCE_UNITS_MAX), at).trimEnd();
  const sentence = before.slice(before.lastIndexOf('\n') + 1);
  return sentence === ''
    ? null
    : { start: Math.max(0, at - SENTENCE_UNITS_MAX) + before.length - sentence.length, sentence };
}

function detect({ text }: Subject): Hit[] {
  const hits: Hit[] = [];
  for (const { index } of text.matchAll(CODE_START)) {
    const offer = lineBefore(text, index);
    if (offer === null || !OFFERED.test(offer.sentence) || !TAKE.test(offer.sentence)) continue;
    const { start, sentence } = offer;
    const code = text.slice(index, index + CODE_UNITS);
    const effects = EFFECTS.filter((effect) => effect.test(code)).length;
    const general = YOURS.test(sentence);
    if (effects === 0 || (!general && effects < 2)) continue;
    hits.push({ start, end: start + sentence.length, confidence: general ? 0.75 : 0.55 });
  }
  return hits;
}

/** An order to take over code whose effects have nothing to do with the question. Catalogue R1. */
export const injectionCodeInclusion: Detector = {
  id: 'injection.code-inclusion',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text asks the reader to take code over into its own answer, and the code reads, sends or destroys',
  why: 'A model that writes code may copy what it is told to include, and the code reaches the network, the files or the processes of whoever runs the answer.',
  fix: 'Redact the passage or deliver the result fenced; let writes of code that follow from it be reviewed.',
  frameworks: [
    FRAMEWORKS.llmPromptInjection,
    FRAMEWORKS.agenticGoalHijack,
    FRAMEWORKS.agenticCodeExecution,
    FRAMEWORKS.atlasIndirectInjection,
  ],
  surfaces: ['result', 'server_message'],
  gates: [
    {
      literals: [
        [
          'code snippet',
          'code block',
          'code excerpt',
          'code section',
          'code segment',
          'code fragment',
          'following code',
          'subsequent code',
          'below code',
          'code below',
          'following snippet',
          'following script',
          'lines of code',
          'piece of code',
          'code piece',
          'code that follows',
          'ensuing code',
          'provided code',
          'given code',
          'next code',
          'snippet below',
          'script below',
        ],
        ['import ', 'require(', 'subprocess', 'os.system', 'socket', 'fetch('],
      ],
      near: 900,
    },
  ],
  detect,
};
