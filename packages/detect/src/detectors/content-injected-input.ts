import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { wordList } from './request-words.js';

/** A quotation mark that ends somebody else's string, and a query behind it. */
const QUERIES: readonly RegExp[] = [
  /['"`)]\s{0,3}(?:and|or|;|\|\||union(?:\s|\/\*[^*\n]{0,30}\*\/){1,4}(?:all\s{1,4})?select)(?![\w])[^\n]{0,60}(?:\b(?:pg_sleep|sleep|benchmark|extractvalue|updatexml|load_file|xp_cmdshell|waitfor delay|concat|substring|select)\b\s{0,2}\(?)[^\n]{0,120}(?:--|#|\/\*|$)/gi,
  /['"`)]\s{0,3}union(?:\s|\/\*[^*\n]{0,30}\*\/){1,4}(?:all\s{1,4})?select\b[^\n]{0,160}/gi,
  /\bunion\/\*[^*\n]{0,30}\*\/\s{0,2}select\b/gi,
];
/** An attribute or a string broken out of, at the beginning of the text. */
const MARKUP =
  /^\s{0,4}["'`>]{1,3}\s{0,3}(?:on(?:error|load|click|focus|mouseover)\s{0,3}=\s{0,3}["'`]?|autofocus|<)[^\n]{0,60}(?:alert|prompt|confirm|eval|fetch)\s?[(`]/gi;
/** The way out of a sandbox, through the maker of all functions. */
const SANDBOX =
  /\[['"]constructor['"]\]\s{0,2}(?:\[['"]constructor['"]\]|\()\s{0,2}[[('"]|\bReflect\.construct\(\s{0,2}Function\b|\beval\(\s{0,2}(?:await\s)?fetch\(|\[['"]ev['"]\s?\+\s?['"]al['"]\]|\bdef __reduce__\(self\)[\s\S]{0,80}\b(?:os|subprocess)\b/g;
/** Programs that hand a machine over. */
const PROGRAMS =
  /\b(?:ba)?sh -i\s{0,3}>&\s{0,3}\/dev\/tcp\/|\brm\s{1,3}-rf?\s{1,3}(?:\/|~)\s?(?:--no-preserve-root|\*|&&|$)|\b(?:curl|wget)\b[^\n|;]{0,80}https?:\/\/(?:\d{1,3}\.){3}\d{1,3}[^\n]{0,80}(?:\|\s?(?:sudo )?(?:ba|z)?sh\b|&&\s?chmod \+x)|\bsh -c "\$\(curl\b[^\n]{0,40}https?:\/\/(?:\d{1,3}\.){3}\d|\bwget (?:\d{1,3}\.){3}\d{1,3}\/\S{1,60} && chmod \+x/gi;
/** An address inside the network, written so that nobody sees it. */
const ADDRESS = /\bhttps?:\/\/(?:0x[0-9a-f]{8}|0[0-7]{10,11}|\d{9,10})(?=[/:\s"']|$)/gi;
const UNITS_MAX = 700;

function detect({ text, view }: Subject): Hit[] {
  const code = [...QUERIES, MARKUP, SANDBOX].flatMap((pattern) => matches(pattern, text, () => ({ confidence: 0.6 })));
  const others = [PROGRAMS, ADDRESS].flatMap((pattern) => matches(pattern, text, () => ({ confidence: 0.65 })));
  return [...code, ...others].map((hit) => {
    const spoken = view === 'raw' && (isSpokenAbout(text, hit.start, hit.end) || isSecurityProse(text, hit.start));
    return spoken ? { ...hit, confidence: 0.3, severity: 'low' as const } : hit;
  });
}

/** A short answer that is an attack on whatever it is passed to: queries, markup, sandboxes, shells, disguised addresses. Catalogue R4, T7. */
export const contentInjectedInput: Detector = {
  id: 'content.injected-input',
  category: 'other',
  severity: 'medium',
  title: 'The text is input made to break out of a query, a page, a sandbox or a shell',
  why: 'A model that passes the answer on to its next tool delivers the attack there.',
  fix: 'Let calls that take text from this answer be checked, and show it as text only.',
  frameworks: [FRAMEWORKS.mcpCommandInjection, FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        wordList(
          `union select|union all sel|union/*|pg_sleep|extractvalue|updatexml|waitfor del|benchmark(|load_file(|xp_cmdsh|sleep(5|sleep(1|["constructor"]|['constructor']|reflect.construct|eval(fetch|eval(await fe|['ev'|def __reduce|/dev/tcp/|no-preserve-root|rm -rf /|://0x|//2130706433|"onerror=|"onload=|http://91.|http://192.|http://45.|http://185.|wget 91.|"$(curl`,
        ),
      ],
    },
  ],
  detect,
};
