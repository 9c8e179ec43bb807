import type { ArgumentRole, FindingCategory, Severity, SeverityReason, View } from '@sallyport/contracts';
import type { JsonScores } from '../intent/scorer.js';
import type { NamedTool } from '../names/tool-collisions.js';
import type { ShapeName } from '../scan/shapes.js';
import type { ShellScript } from '../shell/script.js';

/** Where a text stands: what the model sends, what a server answers, what it declares, what it asks or tells unasked. */
export type Surface = 'argument' | 'result' | 'definition' | 'server_message';

export const INBOUND: readonly Surface[] = ['result', 'definition', 'server_message'];
export const EVERYWHERE: readonly Surface[] = ['argument', 'result', 'definition', 'server_message'];

/**
 * What must be in a text before a detector is run on it. All of `literals` (one of each list) and all of `shapes`.
 * Literals are matched without regard to ASCII case, white space runs count as one space.
 */
export interface Gate {
  readonly literals?: readonly (readonly string[])[];
  /**
   * All of `literals` have to end within so many bytes of one another. Without it they may stand anywhere in the text: two
   * words that are ordinary alone and rare together open on every long text.
   */
  readonly near?: number;
  readonly shapes?: readonly ShapeName[];
  /** Of a `soft` detector: literals that only a model is told, so that the classifier is not asked about them. */
  readonly hard?: boolean;
}

/** What is known of the tool that a call goes to. */
export interface ToolContext {
  /** Empty when it is not known. */
  readonly name: string;
  /** `readOnlyHint` of its annotations; null when it says nothing. */
  readonly readOnly: boolean | null;
}

/** A call as a whole. */
export interface Call {
  readonly tool: ToolContext;
  readonly args: unknown;
  /** The pinned schema of the arguments, or undefined. */
  readonly inputSchema: unknown;
}

/** When a detector has to look at a call as a whole: one of these has to be so. */
export interface CallGate {
  /** The call goes to such a tool. */
  readonly tool?: (name: string) => boolean;
  /** A member has such a name, wherever it stands. Asked once per name. */
  readonly member?: (name: string) => boolean;
  /** The arguments have a schema. */
  readonly schema?: true;
  /** A gate of some detector is open on the texts. */
  readonly opened?: true;
}

/** A part `[start, end)` of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A text to judge, in one of its views. */
export interface Subject {
  readonly text: string;
  readonly view: View;
  readonly surface: Surface;
  /** Role of the argument, which decides what characters are ordinary in it; `free_text` on the other surfaces. */
  readonly role: ArgumentRole;
  /** Name of the member the text stands under. */
  readonly key: string;
  /** The tool a call goes to; absent on the other surfaces. */
  readonly tool?: ToolContext;
  /**
   * Where in the text the detector's literals stand, with some hundred characters around them: there alone it needs to look.
   * Absent where that is not known, or everywhere.
   */
  readonly stretches?: readonly Stretch[];
  /** The text read as a shell script; read once for all detectors that ask. */
  readonly script: () => ShellScript;
}

/** Something seen at `[start, end)` of the subject's text. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** Instead of the detector's own. */
  readonly severity?: Severity;
  /** Why `severity` is another than the detector's. */
  readonly reason?: SeverityReason;
}

/** Something seen in how a message is built. */
export interface MessageHit {
  /** Pointer of the member inside the message, without the caller's base. */
  readonly pointer: string;
  /** What was seen there, without secrets. */
  readonly evidence: string;
  readonly confidence: number;
  /** Instead of the detector's own. */
  readonly severity?: Severity;
}

/** One kind of thing to see. Pure, and linear in the length of the text. */
export interface Detector {
  /** Stable: policies and exceptions name it. `family.name`. */
  readonly id: string;
  readonly category: FindingCategory;
  readonly severity: Severity;
  /** One sentence for a person. */
  readonly title: string;
  /** One sentence: why it matters as much as `severity` says. */
  readonly why: string;
  /** One sentence: what to do about it. */
  readonly fix: string;
  readonly frameworks: readonly string[];
  readonly surfaces: readonly Surface[];
  /** Surfaces on which only decoded views are judged: what is ordinary in the open is not when it was encoded. */
  readonly hiddenSurfaces?: readonly Surface[];
  /** Any of them opens it. Empty only where `always` is set. */
  readonly gates: readonly Gate[];
  /**
   * Runs on every text of its surfaces, gates or none: for detectors that score and cost no more than some nanoseconds a byte.
   * A message of a server then has to be parsed to say that nothing is in it, unless `suspects` says so of the raw bytes.
   */
  readonly always?: boolean;
  /**
   * For `always`: false means that `detect` would find nothing in any text of the message that scored so, decoded views included.
   * @param scores of the classifier
   */
  readonly suspects?: (scores: JsonScores) => boolean;
  /** The matched text is itself a secret: evidence shows at most its first four and last two characters. */
  readonly secret?: boolean;
  /** What it finds may be longer than 512 characters, so it gets a long text in pieces of 32,768 and not in parts of 2,048. */
  readonly whole?: boolean;
  /**
   * Its gates open on ordinary text: it runs on a part of a text from a server only where the classifier does not rule out an
   * order to the model, which it does for all but six in a hundred parts of ordinary answers, or where a gate is `hard`.
   */
  readonly soft?: boolean;
  /**
   * Needs no more than 400 characters around its literals to judge: it is given the stretches of a text where they stand, one
   * by one and as if each were all there is.
   */
  readonly local?: boolean;
  /** Longer texts are none of its business; with `whole`, that is longer texts altogether. */
  readonly unitsMax?: number;
  /** Also looks at the leaves of a message joined in order, for what was split over two of them. */
  readonly joins?: boolean;
  /**
   * Judges a message as a whole, for what no single text shows. Run on every message that is looked into, so it has to know
   * its own at a glance; the gates say which bytes make a message one to look into. `peers` are the tools of other servers that
   * stand beside a definition, where the caller knows them.
   */
  readonly detectMessage?: (message: unknown, surface: Surface, peers?: readonly NamedTool[]) => MessageHit[];
  /**
   * Judges the arguments of a call as a whole: names, structure, what goes together. Run where `callGate` says so, on every call
   * where there is none. Pointers are relative to the arguments.
   */
  readonly detectCall?: (call: Call) => MessageHit[];
  readonly callGate?: CallGate;
  /**
   * A look without expressions, of a nanosecond or so a character, at what the gates opened for: false where `detect` would find
   * nothing, or where an argument is of a kind that is none of the detector's business. For detectors whose literals are ordinary
   * and whose finds have a form that is not.
   */
  readonly glance?: (subject: Subject) => boolean;
  detect(subject: Subject): Hit[];
}

type Verdict = Omit<Hit, 'start' | 'end'> | null;

/** Hits of a pattern with the `g` flag. `judge` may drop a match or say how sure it is. */
export function matches(pattern: RegExp, text: string, judge: (match: RegExpExecArray) => Verdict): Hit[] {
  return collect(pattern, text, judge, (match) => match[0]);
}

/** As {@link matches}, looking only where the subject says it needs to be looked. */
export function matchesWithin(
  pattern: RegExp,
  { text, stretches }: Pick<Subject, 'text' | 'stretches'>,
  judge: (match: RegExpExecArray) => Verdict,
): Hit[] {
  if (stretches === undefined) return matches(pattern, text, judge);
  return stretches.flatMap(({ start, end }) => collect(pattern, text.slice(0, end), judge, (match) => match[0], start));
}

/** As {@link matches}, with the first group that took part as the span: what stands around a value is not the value. */
export function valueMatches(
  pattern: RegExp,
  text: string,
  judge: (value: string, match: RegExpExecArray) => Verdict,
): Hit[] {
  const group = (match: RegExpExecArray) => match.slice(1).find((part) => part !== undefined) ?? match[0];
  return collect(pattern, text, (match) => judge(group(match), match), group);
}

/** More of the same in one text adds nothing to a decision. */
const HITS_MAX = 20;

function collect(
  pattern: RegExp,
  text: string,
  judge: (match: RegExpExecArray) => Verdict,
  spanOf: (match: RegExpExecArray) => string,
  from = 0,
): Hit[] {
  const hits: Hit[] = [];
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null && hits.length < HITS_MAX; match = pattern.exec(text)) {
    if (match[0] === '') pattern.lastIndex += 1;
    const verdict = judge(match);
    if (verdict === null) continue;
    const span = spanOf(match);
    const start = match.index + match[0].lastIndexOf(span);
    hits.push({ start, end: start + span.length, ...verdict });
  }
  return hits;
}

/** UTF-16 units to look at before and after an opening. */
export interface Reach {
  readonly before: number;
  readonly after: number;
}

/**
 * Runs a costly look only on what stands around matches of a cheap pattern (with the `g` flag), reaches that touch as one. The
 * parts know nothing of the rest of the text.
 */
export function around(opening: RegExp, text: string, { before, after }: Reach, look: (part: string) => Hit[]): Hit[] {
  const hits: Hit[] = [];
  let from = 0;
  let to = -1;
  const flush = (): void => {
    if (to < 0) return;
    const start = from;
    for (const hit of look(text.slice(start, to)))
      hits.push({ ...hit, start: start + hit.start, end: start + hit.end });
  };
  for (const { index, 0: opened } of text.matchAll(opening)) {
    if (to < 0 || index - before > to) {
      flush();
      from = Math.max(0, index - before);
    }
    to = Math.min(text.length, index + opened.length + after);
    if (hits.length >= HITS_MAX) return hits;
  }
  flush();
  return hits;
}
