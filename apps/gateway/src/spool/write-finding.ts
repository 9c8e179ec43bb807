import type { Finding } from '@sallyport/contracts';
import { chosenText, itemsText, numberText, plainText } from './json-text.js';
import { block, type TextBuffer } from './text-buffer.js';
import { writeChosen } from './write-chosen.js';

/** Bounds of the contract. */
const NAME_LENGTH_MAX = 64;
const POINTER_LENGTH_MAX = 512;
const EVIDENCE_LENGTH_MAX = 256;
const TITLE_LENGTH_MAX = 160;

const COMMA = block(',');
const POINTER = block(',"pointer":');
const START = block(',"start":');
const END = block(',"end":');
const VIEW = block(',"view":"');
const EVIDENCE = block('","evidence":');
/** Of what was found in a text as a whole. */
const NOWHERE = block(',"start":0,"end":0,"view":"raw","evidence":');
const END_OF_FINDING = block('}');

/** Writes findings as a record has room for them, without the brackets of their list. */
export const writeFindings = (out: TextBuffer, findings: readonly Finding[], most: number): void => {
  for (let i = 0; i < findings.length && i < most; i++) {
    if (i > 0) out.block(COMMA);
    writeFinding(out, findings[i] as Finding);
  }
};

const writeFinding = (out: TextBuffer, finding: Finding): void => {
  const { start, end, view, observed, severityReasons } = finding;
  const { head, tail } = kindOf(finding);
  out.block(head);
  out.text(numberText(finding.confidence));
  out.block(POINTER);
  writeChosen(out, finding.pointer, POINTER_LENGTH_MAX);
  if (start === 0 && end === 0 && view === 'raw') out.block(NOWHERE);
  else {
    out.block(START);
    out.text(numberText(start));
    out.block(END);
    out.text(numberText(end));
    out.block(VIEW);
    out.text(view);
    out.block(EVIDENCE);
  }
  writeChosen(out, finding.evidence, EVIDENCE_LENGTH_MAX);
  out.block(tail);
  // What nearly no finding has.
  if (observed !== undefined) out.text(`,"observed":${observed}`);
  if (severityReasons !== undefined) out.text(`,"severityReasons":[${itemsText(severityReasons, plainText)}]`);
  out.block(END_OF_FINDING);
};

type Kind = Pick<Finding, 'detector' | 'category' | 'severity' | 'title' | 'frameworks'>;

/** What one detector says of everything it finds. */
interface KeptKind extends Kind {
  /** Up to the confidence. */
  readonly head: Uint8Array;
  /** From the title on. */
  readonly tail: Uint8Array;
}

const KINDS_MAX = 1_000;
/** By title, which hardly any two detectors have in common. */
const kinds = new Map<string, KeptKind>();

const kindOf = (finding: Finding): KeptKind => {
  const known = kinds.get(finding.title);
  if (known !== undefined && isSame(known, finding)) return known;
  if (kinds.size >= KINDS_MAX) kinds.clear();
  const { detector, category, severity, title } = finding;
  const frameworks = [...finding.frameworks];
  const head = block(
    `{"detector":${nameText(detector)},"category":"${category}","severity":"${severity}","confidence":`,
  );
  const tail = block(
    `,"title":${chosenText(title, TITLE_LENGTH_MAX)},"frameworks":[${itemsText(frameworks, nameText)}]`,
  );
  const kind = { detector, category, severity, title, frameworks, head, tail };
  kinds.set(title, kind);
  return kind;
};

const nameText = (text: string): string => chosenText(text, NAME_LENGTH_MAX);

const isSame = (one: Kind, { detector, category, severity, frameworks }: Kind): boolean => {
  if (one.detector !== detector || one.category !== category || one.severity !== severity) return false;
  if (one.frameworks.length !== frameworks.length) return false;
  for (let i = 0; i < frameworks.length; i++) {
    if (one.frameworks[i] !== frameworks[i]) return false;
  }
  return true;
};
