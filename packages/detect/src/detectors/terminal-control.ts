import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/* biome-ignore-start lint/suspicious/noControlCharactersInRegex: control sequences are what is looked for */
/** Operating-system commands: titles, the clipboard, notifications, files; ECMA-48 8.3.89. */
const OSC = /(?:\u001b\]|\u009d)(\d{1,4});[^\u0007\u001b\u009c]{0,500}(?:\u0007|\u001b\\|\u009c|$)/g;
/** A link whose text need not be where it leads. */
const OSC_LINK = 8;
/** Names of windows, which every shell prompt sets. */
const OSC_TITLE_MAX = 2;
/** Text that is written and not shown: conceal, or black on black. */
const CONCEALED =
  /(?:\u001b\[|\u009b)(?:\d{1,3};){0,6}(?:8|30;40|37;47|40;30|47;37)(?:;\d{1,3}){0,4}m[^\u001b\u009b]{1,500}/g;
/** Device control, private messages, and questions that make the terminal type an answer. */
const DEVICE =
  /(?:\u001b[P_^X]|[\u0090\u0098\u009e\u009f])[^\u001b\u009c]{1,500}|(?:\u001b\[|\u009b)(?:[>=?]?\d{0,4}c|[56]n|\d{1,3};\d{1,3};\d{1,3}t|\?\d{1,4}\$p)/g;
/** Moves over what was printed, to write over it. */
const OVERWRITE = /\u001b\[\d{0,3}[AF]|\u0008{3,200}|(?:\u001b\[(?:[1-3]?J|H)\s?){1,4}/g;
/** Any sequence at all: has no business in a definition. */
const ANY = /(?:\u001b[[\]P_^X]|\u009b|\u009d)[^\s]{0,40}/g;
/* biome-ignore-end lint/suspicious/noControlCharactersInRegex: control sequences end here */

/** A colour or a style in a tool's output is what coloured programs write; what hides, asks or reaches out is not. */
function detect({ text, surface }: Subject): Hit[] {
  const commands = matches(OSC, text, ([, number]) =>
    Number(number) === OSC_LINK || Number(number) <= OSC_TITLE_MAX
      ? { confidence: 0.5, severity: 'low' }
      : { confidence: 0.9 },
  );
  const hidden = matches(CONCEALED, text, () => ({ confidence: 0.9 }));
  const device = matches(DEVICE, text, () => ({ confidence: 0.8 }));
  const over = matches(OVERWRITE, text, () => ({ confidence: 0.5, severity: 'low' }));
  const shown = surface === 'result' ? [] : matches(ANY, text, () => ({ confidence: 0.8 }));
  return [...commands, ...hidden, ...device, ...over, ...shown];
}

/** Control sequences that hide text, set the clipboard or make a terminal answer. Catalogue M7, R12, T7. */
export const terminalControl: Detector = {
  id: 'hidden-text.terminal-control',
  category: 'hidden_text',
  severity: 'high',
  title: 'The text holds control sequences that hide text or act on a terminal',
  why: 'A person sees another text in the terminal than the model reads, and some sequences write to the clipboard or answer by themselves.',
  fix: 'Strip control sequences from the result; plain colours need no action.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.mcpIntentSubversion, FRAMEWORKS.agenticToolMisuse],
  surfaces: INBOUND,
  gates: [
    {
      literals: [
        [
          '\u001b]0;',
          '\u001b]8;',
          '\u001b]52',
          '\u001b]777',
          '\u001b]1337',
          '\u001b]9;',
          '\u001b]4;',
          '\u001b]10',
          '\u001b[8m',
          '\u001b[0;8',
          '\u001b[8;',
          '\u001b[30;40',
          '\u001b[6n',
          '\u001b[0c',
          '\u001b[?',
          '\u001b[>c',
          '\u001bP',
          '\u001b_',
          '\u001b[2J',
          '\u001b[3J',
          '\u001b[H\u001b',
          '\u001b[1A',
          '\u001b[2A',
          '\u001b[1m',
          '\u001b[31m',
          '\u001b[0m',
          '\u0008\u0008\u0008\u0008',
          '\u009b8m',
          '\u009d52',
          '\u009d0;',
        ].filter((literal) => Buffer.byteLength(literal) >= 4),
      ],
    },
  ],
  detect,
};
