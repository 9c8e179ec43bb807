import type { ArgumentRole, Finding } from '@sallyport/contracts';
import { type ArgumentLeaf, readArguments } from './arguments/read-arguments.js';
import type { Call, Detector, Hit, Stretch, Subject, Surface, ToolContext } from './detectors/detector.js';
import { collapse, PLAIN_VIEWS, type Sighting, toFindings, toMessageFinding } from './findings.js';
import { mayBeOrder } from './intent/intent.js';
import { joinLeaves } from './leaves/join.js';
import { collectLeaves, type Leaf } from './leaves/leaves.js';
import { FIRST_NEW_PART, PART_UNITS, partsOf } from './leaves/parts.js';
import { SLICE_STEP_UNITS, slicesOf } from './leaves/slices.js';
import { type Marks, STRETCHED_UNITS_MIN, stretchesOf } from './leaves/stretches.js';
import type { NamedTool } from './names/tool-collisions.js';
import { anyOpen, type Gates, openDetectors, type Program, type Selection, shapesOf } from './program.js';
import { argumentShapes } from './scan/argument-shapes.js';
import { addSeen, nothingSeen, type Scanner, type Seen } from './scan/scanner.js';
import { SHAPES } from './scan/shapes.js';
import { readScript, type ShellScript } from './shell/script.js';
import { DECODING_SHAPES, visitViews } from './views/expand.js';
import type { TextView } from './views/view.js';

/** A compiled set of detectors, and which of them take part. */
export interface Layer {
  readonly program: Program;
  readonly scanner: Scanner;
  readonly selection: Selection;
}

export interface ArgumentsInput {
  readonly toolName?: string;
  /** The tool's JSON Schema; roles are inferred from names and values where it says nothing. */
  readonly inputSchema?: unknown;
  /** The tool's annotations, as its pinned definition has them. */
  readonly annotations?: unknown;
  readonly args: unknown;
  /** Pointer of `args` inside the message, such as `/params/arguments`. */
  readonly pointerBase: string;
}

export type MessageKind = 'result' | 'definition' | 'server_message';

/** UTF-16 units read between two steps, of decoded views too: one slice of a long text. */
const STEP_UNITS = 32_768;
/** An argument is judged whole up to this: a script means nothing in pieces. */
const ARGUMENT_SLICE_UNITS = 65_536;

/** Looks through texts with one or more layers of detectors. One call at a time: the layers' scanners hold the state of a scan. */
export class Session {
  /** What a name stands for to the detectors that ship; an organisation's own judge texts. */
  private readonly ofMember: (name: string) => number;

  constructor(
    private readonly layers: readonly Layer[],
    private readonly onRun: (detectorId: string) => void,
  ) {
    this.ofMember = layers[0]?.program.ofCalls.ofMember ?? (() => 0);
  }

  inspectArguments(input: ArgumentsInput): Finding[] {
    const { toolName = '', args, inputSchema, pointerBase } = input;
    const tool: ToolContext = { name: toolName, readOnly: readOnlyHint(input.annotations) };
    const { leaves, members } = readArguments(input, tool, this.ofMember);
    const opened = this.mayHoldAny(leaves, NAMED);
    const found: Finding[] = [];
    for (const layer of this.layers) {
      const called = layer === this.layers[0] ? members : 0;
      inspectCall(layer, { tool, args, inputSchema }, { members: called, opened }, pointerBase, found);
    }
    if (opened) for (const leaf of leaves) this.inspectArgument(leaf, tool, leaves.length === 1, found);
    return found.length === 0 ? found : collapse(found);
  }

  /** @param isOpen it is known that a gate is open on it */
  private inspectArgument(leaf: ArgumentLeaf, tool: ToolContext, isOpen: boolean, to: Finding[]): void {
    if (!isOpen && !this.mayHoldAny([leaf], HELD)) return;
    for (const finding of this.inspectLeaf({ leaf, surface: 'argument', role: leaf.role, tool }, null)) {
      // Inside an embedded text spans are not the string's own.
      to.push(leaf.embedded === undefined ? finding : { ...finding, start: 0, end: 0 });
    }
  }

  /** Whether a gate is open on the texts, read as one: then on some of them it may be. */
  private mayHoldAny(leaves: readonly ArgumentLeaf[], between: string): boolean {
    let joined = '';
    let shapes = 0;
    for (const { key, text, role } of leaves) {
      joined += `"${key}${between}${text}"`;
      shapes |= shapesOfArgument(text, role);
    }
    for (const { program, scanner, selection } of this.layers) {
      const scanned = scanner.scanTexts(joined);
      const seen = { words: scanned.words, shapes: shapesOf(program, scanned) | shapes };
      const gates = program.open.argument;
      if ((seen.shapes & DECODING_SHAPES) !== 0 || hasAlways(gates, selection) || anyOpen(gates, seen, selection))
        return true;
    }
    return false;
  }

  /** Pauses after every {@link STEP_UNITS}, so that a caller may let others run, with what was found up to there. */
  *inspectMessage(
    value: unknown,
    kind: MessageKind,
    pointerBase: string,
    peers: readonly NamedTool[] = NONE,
  ): Generator<readonly Finding[], Finding[]> {
    const leaves = collectLeaves(value, pointerBase);
    const totals = this.layers.map(nothingSeen);
    const findings: Finding[] = [];
    let units = 0;
    for (const leaf of leaves) {
      const steps = this.stepsOf({ leaf, surface: kind, role: 'free_text' }, totals);
      for (let step = steps.next(); !step.done; step = steps.next()) {
        findings.push(...step.value.findings);
        units += step.value.units;
        if (units < STEP_UNITS) continue;
        units = 0;
        yield findings;
      }
    }
    this.layers.forEach((layer, i) => {
      findings.push(...this.inspectJoined(layer, leaves, kind, totals[i] ?? nothingSeen()));
      findings.push(...inspectStructure(layer, value, { kind, pointerBase, peers }));
    });
    return collapse(findings);
  }

  private *inspectLeaf(place: Place, totals: Seen[] | null): Generator<Finding> {
    for (const { findings } of this.stepsOf(place, totals)) yield* findings;
  }

  /** The findings of each slice of a leaf and of everything it decodes to; what its own text shows is added to `totals`. */
  private *stepsOf(place: Place, totals: readonly Seen[] | null): Generator<{ findings: Finding[]; units: number }> {
    const { leaf, surface } = place;
    /** What the end of the slice before showed, which is the beginning of the next. */
    let carried: readonly Seen[] | null = null;
    for (const slice of slicesOf(leaf.text, surface === 'argument' ? ARGUMENT_SLICE_UNITS : undefined)) {
      const sightings: Sighting[] = [];
      const before: readonly Seen[] | null = surface === 'argument' ? null : carried;
      const ends = this.layers.map(nothingSeen);
      let units = 0;
      visitViews(slice, (view) => {
        units += view.text.length;
        let shapes = 0;
        const isOwn = view.depth === 0;
        this.layers.forEach((layer, i) => {
          const part = { layer, place, view, sightings };
          const seen = isLong(place, view.text)
            ? this.readLong(part, isOwn ? (before?.[i] ?? null) : null, isOwn ? (ends[i] ?? null) : null)
            : this.readShort(part);
          const total = totals?.[i];
          if (isOwn && total !== undefined) addSeen(total, seen);
          shapes |= seen.shapes;
        });
        return shapes;
      });
      carried = ends;
      yield { findings: toFindings(sightings, leaf.pointer, leaf.isName), units };
    }
  }

  private readShort({ layer, place, view, sightings }: Reading): Readonly<Seen> {
    const seen = scan(layer, place, view.text);
    const open = withoutSoft(fitting(openIn(layer, place, view, seen), view.text), () =>
      mayBeOrder(place.surface, view.text),
    );
    if (open.length > 0) {
      const marks = layer.scanner.marks();
      this.detectAll(open, { text: view.text, view, place, offset: 0, layer, marks }, sightings);
    }
    return seen;
  }

  /**
   * Looks at a long text in parts, and runs detectors on those parts alone that open them; those that ask for the whole text
   * get it where the parts together open them.
   * @param before what is known of the parts that the slice before had
   * @param end is given what the parts showed that the next slice begins with
   */
  private readLong({ layer, place, view, sightings }: Reading, before: Readonly<Seen> | null, end: Seen | null): Seen {
    const total = nothingSeen();
    if (before !== null) addSeen(total, before);
    const { text } = view;
    // First all that is scanned, then all that is run: each finds its tables where it left them.
    const called: { readonly from: number; readonly open: Detector[]; readonly marks: Uint32Array | null }[] = [];
    for (const from of partsOf(text.length, before === null ? 0 : FIRST_NEW_PART)) {
      const part = text.slice(from, from + PART_UNITS);
      const seen = scan(layer, place, part);
      addSeen(total, seen);
      if (end !== null && from >= SLICE_STEP_UNITS) addSeen(end, seen);
      const close = openIn(layer, place, view, seen).filter(({ whole }) => whole !== true);
      const open = fitting(close, part);
      if (open.length > 0) called.push({ from, open, marks: layer.scanner.marks() });
    }
    for (const { from, open, marks } of called) {
      const part = text.slice(from, from + PART_UNITS);
      const to = from + part.length;
      const sure = withoutSoft(open, () => mayBeOrder(place.surface, text, from, to));
      if (sure.length === 0 || readsTheSame(view, place.leaf.text, from, to)) continue;
      this.detectAll(sure, { text: part, view, place, offset: from, layer, marks }, sightings);
    }
    const whole = openIn(layer, place, view, total).filter((detector) => detector.whole === true);
    const open = withoutSoft(fitting(whole, text), () => mayBeOrder(place.surface, text));
    this.detectAll(open, { text, view, place, offset: 0, layer, marks: null }, sightings);
    return total;
  }

  private detectAll(detectors: readonly Detector[], piece: Piece, to: Sighting[]): void {
    if (detectors.length === 0) return;
    const { view, place, offset } = piece;
    const subject = subjectOf(piece.text, view, place);
    const around = stretchFinder(piece);
    for (const detector of detectors) {
      for (const found of this.detectIn(detector, subject, piece, around(detector))) {
        const hit = offset === 0 ? found : shifted(found, offset);
        if (!readsTheSame(view, place.leaf.text, hit.start, hit.end)) to.push({ detector, hit, view });
      }
    }
  }

  private detectIn(
    detector: Detector,
    subject: Subject,
    { view, place }: Piece,
    stretches: readonly Stretch[] | null,
  ): Hit[] {
    if (stretches === null) return this.detect(detector, subject);
    if (detector.local !== true) return this.detect(detector, { ...subject, stretches });
    return stretches.flatMap(({ start, end }) => {
      const alone = subjectOf(subject.text.slice(start, end), view, place);
      return this.detect(detector, alone).map((hit) => shifted(hit, start));
    });
  }

  private detect(detector: Detector, subject: Subject): Hit[] {
    if (detector.glance?.(subject) === false) return NONE;
    if (detector.always !== true) this.onRun(detector.id);
    return detector.detect(subject);
  }

  /** Text cut over several leaves reads as one; a hit counts when it crosses a border. */
  private inspectJoined(
    { program, selection }: Layer,
    leaves: readonly Leaf[],
    surface: Surface,
    total: Readonly<Seen>,
  ): Finding[] {
    const candidates = openDetectors(program.open[surface], total, selection)
      .map((index) => program.detectors[index])
      .filter((detector) => detector?.joins === true);
    if (candidates.length === 0) return [];
    const joined = joinLeaves(leaves);
    if (joined === null) return [];
    const subject = subjectOf(joined.view.text, joined.view, { leaf: JOINED_LEAF, surface, role: 'free_text' });
    return candidates.flatMap((detector) => {
      if (detector === undefined) return [];
      return this.detect(detector, subject).flatMap((hit) => {
        const place = joined.locate(hit.start, hit.end);
        if (place === null) return [];
        const [finding] = toFindings([{ detector, hit, view: joined.view }], place.pointer, false);
        return finding === undefined ? [] : [{ ...finding, start: place.start, end: place.end }];
      });
    });
  }
}

/** What detectors see in how the message is built. */
function inspectStructure(
  { program, selection }: Layer,
  value: unknown,
  { kind, pointerBase, peers }: { kind: MessageKind; pointerBase: string; peers: readonly NamedTool[] },
): Finding[] {
  return program.ofMessages.flatMap((index) => {
    const detector = program.detectors[index];
    if (detector?.detectMessage === undefined || selection[index] !== 1 || !detector.surfaces.includes(kind)) return [];
    return detector.detectMessage(value, kind, peers).map((hit) => toMessageFinding(detector, hit, pointerBase));
  });
}

/** What the arguments show as a whole, to those detectors that have to look. */
function inspectCall(
  { program, selection }: Layer,
  call: Call,
  { members, opened }: { readonly members: number; readonly opened: boolean },
  base: string,
  to: Finding[],
): void {
  const { ofCalls } = program;
  let called = ofCalls.always | ofCalls.ofTool(call.tool.name) | members;
  if (call.inputSchema !== undefined && call.inputSchema !== null) called |= ofCalls.withSchema;
  if (opened) called |= ofCalls.opened;
  for (; called !== 0; called &= called - 1) {
    const place = ofCalls.places[31 - Math.clz32(called & -called)] ?? 0;
    const detector = program.detectors[place];
    if (detector?.detectCall === undefined || selection[place] !== 1) continue;
    for (const hit of detector.detectCall(call)) to.push(toMessageFinding(detector, hit, base));
  }
}

const readOnlyHint = (annotations: unknown): boolean | null => {
  if (typeof annotations !== 'object' || annotations === null) return null;
  const { readOnlyHint: hint } = annotations as { readOnlyHint?: unknown };
  return typeof hint === 'boolean' ? hint : null;
};

const NONE: never[] = [];
const JOINED_LEAF: Leaf = { pointer: '', key: '', text: '', isName: false };

export const hasAlways = ({ always }: Gates, selection: Selection): boolean =>
  always.some((detector) => selection[detector] === 1);

/** Where a text stands. */
interface Place {
  readonly leaf: Leaf;
  readonly surface: Surface;
  readonly role: ArgumentRole;
  readonly tool?: ToolContext;
}

/** A text in one of its readings, and where to put what is found in it. */
interface Reading {
  readonly layer: Layer;
  readonly place: Place;
  readonly view: TextView;
  readonly sightings: Sighting[];
}

/** What detectors are given to read of a view. */
interface Piece {
  readonly text: string;
  readonly view: TextView;
  readonly place: Place;
  /** Of the text in the view. */
  readonly offset: number;
  readonly layer: Layer;
  /** What was seen where in this very text; null where that is not known. */
  readonly marks: Uint32Array | null;
}

/** Finds where in a text the literals of a detector stand; null for everywhere. */
function stretchFinder({ text, place, layer, marks: raw }: Piece): (detector: Detector) => Stretch[] | null {
  if (raw === null || text.length < STRETCHED_UNITS_MIN || place.surface === 'argument') return () => null;
  let marks: Marks | null = null;
  return (detector) => {
    const reaches = layer.program.reaches.get(detector) ?? null;
    if (reaches === null) return null;
    marks ??= {
      marks: raw,
      head: Buffer.byteLength(place.leaf.key) + KEY_MARKS,
      isAscii: Buffer.byteLength(text) === text.length,
    };
    return stretchesOf(text, marks, reaches);
  };
}

const shifted = (hit: Hit, by: number): Hit => ({ ...hit, start: by + hit.start, end: by + hit.end });

/**
 * Between a name and its value. A secret under a name that asks for one is where it belongs, so that alone opens nothing; beside
 * what does, it is told.
 */
const NAMED = '\u0001"';
const HELD = '":"';

/** Quotation marks and colon around the key in front of a scanned text. */
const KEY_MARKS = 4;

/** A script or a query means nothing in parts. */
const isLong = ({ surface, role }: Place, { length }: string): boolean =>
  length > PART_UNITS && (surface !== 'argument' || role === 'free_text');

function scan({ program, scanner }: Layer, { leaf, surface, role }: Place, text: string): Readonly<Seen> {
  const seen = scanner.scanTexts(`"${leaf.key}":"${text}"`);
  const shapes = shapesOf(program, seen);
  if (surface !== 'argument') return { words: seen.words, shapes };
  return { words: seen.words, shapes: shapes | shapesOfArgument(text, role) };
}

/** In prose an apostrophe or an ampersand says nothing about commands; there only literals do. */
const shapesOfArgument = (text: string, role: ArgumentRole): number =>
  (argumentShapes(text) & (role === 'free_text' ? ~SHAPES.shell : ~0)) | roleShapes(role);

/** What the role alone calls for: a program and a query are read whatever characters they are written in. */
const roleShapes = (role: ArgumentRole): number =>
  role === 'command' ? SHAPES.program : role === 'query' ? SHAPES.query : 0;

/** Detectors that are to run on what was seen. */
function openIn(
  { program, selection }: Layer,
  { surface }: Place,
  { kind }: TextView,
  seen: Readonly<Seen>,
): Detector[] {
  // JSON in JSON and the words between marks are as ordinary as the text itself.
  const gates = (PLAIN_VIEWS.has(kind) ? program.open : program.hidden)[surface];
  return openDetectors(gates, seen, selection).flatMap((index) => program.detectors[index] ?? []);
}

/** Those that ask for it run only where the classifier does not rule an order out. */
function withoutSoft(detectors: Detector[], mayBe: () => boolean): Detector[] {
  if (!detectors.some(({ soft }) => soft === true) || mayBe()) return detectors;
  return detectors.filter(({ soft }) => soft !== true);
}

const fitting = (detectors: Detector[], { length }: string): Detector[] =>
  detectors.filter(({ unitsMax = length }) => length <= unitsMax);

/** A view repeats what was never encoded; that is the raw view's to report. */
function readsTheSame(view: TextView, original: string, from: number, to: number): boolean {
  if (view.depth === 0) return false;
  const [start, end] = view.origin(from, to);
  return end - start === to - from && original.slice(start, end) === view.text.slice(from, to);
}

function subjectOf(text: string, { kind }: TextView, { leaf, surface, role, tool }: Place): Subject {
  let script: ShellScript | null = null;
  return {
    text,
    view: kind,
    surface,
    role,
    key: leaf.key,
    ...(tool === undefined ? {} : { tool }),
    script: () => {
      script ??= readScript(text);
      return script;
    },
  };
}
