import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { OFF_INTENT } from './frameworks.js';

/** Where notifications carry text for people and logs. */
const KEYS = new Set(['data', 'message', 'logger', 'reason', 'statusMessage', 'msg', 'text']);
/** A line of the protocol, of a stream or of a log inside what is one entry. */
const PROTOCOL = /[\r\n]\s{0,4}(?:\{\s{0,4}"jsonrpc"|event:\s?message|data:\s?\{|id:\s?\d{1,12}[\r\n])/g;
/** Goes back to the beginning of the line, and writes over it. */
const OVERWRITE = /(?<=[^\r\n]{3})\r(?!\n)[^\r\n]{3,200}/g;
const FORGED_LINE =
  /[\r\n]\s{0,2}(?:\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}[^\n]{0,12}\]?\s{1,4})?(?:\[?(?:INFO|NOTICE|WARN(?:ING)?|ERROR|AUDIT|SECURITY|DEBUG)\]?:?\s{1,4})[^\n]{0,80}\b(?:approv|authori[sz]|granted|allow|verified|signed in|logged in|login|success|policy|gateway|user|admin|confirm)\w{0,10}/gi;
/** A spreadsheet that opens the exported log would run it. */
const FORMULA = /^[=+@-](?:cmd\||hyperlink\(|importxml\(|importdata\(|webservice\(|dde\()/gi;

function detect({ text, key }: Subject): Hit[] {
  if (!KEYS.has(key)) return [];
  return [
    ...matches(PROTOCOL, text, () => ({ confidence: 0.9, severity: 'high' as const })),
    ...matches(OVERWRITE, text, () => ({ confidence: 0.6 })),
    ...matches(FORGED_LINE, text, () => ({ confidence: 0.6 })),
    ...matches(FORMULA, text, () => ({ confidence: 0.8 })),
  ];
}

/** A notification that forges lines of a log or of the protocol. Catalogue R12, T7. */
export const logForgery: Detector = {
  id: 'log.forged-line',
  category: 'protocol',
  severity: 'medium',
  title: 'A message for the log holds lines of its own',
  why: 'Whoever reads the log, or the program behind it, takes the second line for an entry of the gateway or for a message.',
  fix: 'Drop the notification; logs of the gateway itself are written as JSON and are not affected.',
  frameworks: OFF_INTENT,
  surfaces: ['server_message'],
  gates: [
    {
      literals: [['notifications/message', 'notifications/progress', 'notifications/tasks', '"data":"', '"message":"']],
    },
  ],
  detect,
};
