import type { ArgumentRole, Finding } from '@sallyport/contracts';
import type { Detector, Hit, Stretch, Subject, Surface, ToolContext } from './detectors/detector.js';
import { PLAIN_VIEWS, type Sighting, toFindings } from './findings.js';
import { mayBeOrder } from './intent/intent.js';
import { CleanTexts } from './leaves/clean-texts.js';
import type { Leaf } from './leaves/leaves.js';
import {
  FIRST_NEW_PART,
  PART_STEP_UNITS,
  PART_UNITS,
  PartCursor,
  SCAN_STEP_UNITS,
  SCAN_UNITS,
} from './leaves/parts.js';
import { OVERLAP_UNITS, SLICE_STEP_UNITS, SLICE_UNITS, slicesOf } from './leaves/slices.js';
import { type Marks, STRETCHED_UNITS_MIN, stretchesOf } from './leaves/stretches.js';
import { openDetectors, type Program, type Selection, shapesOf } from './program.js';
import { argumentShapes } from './scan/argument-shapes.js';
import { addSeen, isNothing, nothingSeen, type Scanner, type Seen } from './scan/scanner.js';
import { SHAPES } from './scan/shapes.js';
import { readScript, type ShellScript } from './shell/script.js';
import { DECODING_SHAPES, LOCAL_SHAPES, visitDecoded } from './views/expand.js';
import { Regions } from './views/regions.js';
import { rawView, type TextView } from './views/view.js';

/** A compiled set of detectors, and which of them take part. */
export interface Layer {
  readonly program: Program;
  readonly scanner: Scanner;
  readonly selection: Selection;
}

/** Where a text stands. */
export interface Place {
  readonly leaf: Leaf;
  readonly surface: Surface;
  readonly role: ArgumentRole;
  readonly tool?: ToolContext;
}

/** What was found in a slice of a text, and how much was read for it. */
export interface Slice {
  readonly findings: readonly Finding[];
  readonly units: number;
}

/** A text in one of its readings, and where to put what is found in it. */
interface Reading {
  readonly layer: Layer;
  readonly place: Place;
  readonly view: TextView;
  readonly sightings: Sighting[];
  /** Is given what the text shows; null where nobody asks. */
  readonly total: Seen | null;
  /** Is told where in a long text there may be something to decode; null where nobody asks. */
  readonly regions: Regions | null;
}

/** What two slices of a text share: what is known of it from the one before, and where to put what the next one begins with. */
interface Shared {
  readonly before: Readonly<Seen> | null;
  readonly end: Seen | null;
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
  readonly marks: Marks | null;
}

/** An argument is judged whole up to this: a script means nothing in pieces. */
const ARGUMENT_SLICE_UNITS = 32_768;

/** Reads texts, in all their views, with the detectors that what stands in them calls for. */
export class Reader {
  private readonly clean = new CleanTexts();
  /** Something was seen in the text that is read, in any of its views. */
  private sawAny = false;

  constructor(
    private readonly layers: readonly Layer[],
    private readonly onRun: (detectorId: string) => void,
  ) {}

  /** The findings of each slice of a text and of everything it decodes to; what its own text shows is added to `totals`. */
  *slices(place: Place, totals: readonly Seen[] | null): Generator<Slice> {
    const { text } = place.leaf;
    const isArgument = place.surface === 'argument';
    const units = isArgument ? ARGUMENT_SLICE_UNITS : SLICE_UNITS;
    if (text.length <= units) {
      yield this.readWhole(place, totals);
      return;
    }
    let carried: readonly Seen[] | null = null;
    for (const slice of slicesOf(text, units)) {
      const before: readonly Seen[] | null = isArgument ? null : carried;
      const ends = this.layers.map(nothingSeen);
      yield this.readSlice(slice, place, totals, { before, ends });
      carried = ends;
    }
  }

  /** As {@link slices}, of a text that is no longer than one. */
  readWhole(place: Place, totals: readonly Seen[] | null): Slice {
    const name = this.clean.nameOf(place.leaf, place.surface);
    if (name !== null && this.clean.has(name)) return { findings: NONE, units: place.leaf.text.length };
    this.sawAny = false;
    const slice = this.readSlice(rawView(place.leaf.text), place, totals, null);
    if (name !== null && !this.sawAny && slice.findings.length === 0) this.clean.add(name);
    return slice;
  }

  /** Runs a detector, unless a glance at the text tells that it would find nothing. */
  run(detector: Detector, subject: Subject): Hit[] {
    if (detector.glance?.(subject) === false) return NONE;
    if (detector.always !== true) this.onRun(detector.id);
    return detector.detect(subject);
  }

  private readSlice(
    slice: TextView,
    place: Place,
    totals: readonly Seen[] | null,
    between: { readonly before: readonly Seen[] | null; readonly ends: readonly Seen[] } | null,
  ): Slice {
    const sightings: Sighting[] = [];
    let units = slice.text.length;
    let shapes = 0;
    // What shapes tell, every layer sees alike; what words tell, the first alone looks for.
    const regions = slice.text.length > PART_UNITS ? new Regions() : null;
    for (let i = 0; i < this.layers.length; i++) {
      const layer = this.layers[i];
      if (layer === undefined) continue;
      const reading = {
        layer,
        place,
        view: slice,
        sightings,
        total: totals?.[i] ?? null,
        regions: i === 0 ? regions : null,
      };
      shapes |= this.read(reading, { before: between?.before?.[i] ?? null, end: between?.ends[i] ?? null });
    }
    if ((shapes & DECODING_SHAPES) !== 0) {
      const visit = (view: TextView): number => {
        units += view.text.length;
        let inner = 0;
        for (const layer of this.layers) {
          inner |= this.read({ layer, place, view, sightings, total: null, regions: null }, ALONE);
        }
        return inner;
      };
      visitDecoded(slice, shapes, visit, (shape) => regions?.of(shape) ?? null);
    }
    return {
      findings: sightings.length === 0 ? NONE : toFindings(sightings, place.leaf.pointer, place.leaf.isName),
      units,
    };
  }

  /** Returns the shapes of what was read. */
  private read(reading: Reading, shared: Shared): number {
    return isLong(reading.place, reading.view.text) ? this.readLong(reading, shared) : this.readShort(reading);
  }

  private readShort(reading: Reading): number {
    const { layer, place, view, total } = reading;
    const { text } = view;
    const placed = layer.scanner.scanPlaced(place.leaf.key, text);
    const { words } = placed.seen;
    const seen = { words, shapes: shapesIn(layer, place, placed.seen, text) };
    this.sawAny ||= !isNothing(seen);
    if (total !== null) addSeen(total, seen);
    const open = openAt(reading, seen, { text, from: 0, to: text.length, whole: null });
    if (open.length === 0) return seen.shapes;
    const { marks, count, start } = placed;
    this.detectAll(reading, open, {
      ...{ text, view, place, offset: 0, layer },
      marks: count < 0 ? null : { marks, first: 0, last: count, start },
    });
    return seen.shapes;
  }

  /**
   * Looks at a long text in parts, and runs detectors on those parts alone that open them; those that ask for the whole text
   * get it where the parts together open them.
   */
  private readLong(reading: Reading, { before, end }: Shared): number {
    const { layer, place, view } = reading;
    const { text } = view;
    const total = nothingSeen();
    if (before !== null) {
      addSeen(total, before);
      reading.regions?.add(before.shapes & LOCAL_SHAPES, 0, OVERLAP_UNITS);
    }
    for (let from = before === null ? 0 : FIRST_NEW_PART; ; from += SCAN_STEP_UNITS) {
      const to = Math.min(text.length, from + SCAN_UNITS);
      this.readParts(reading, from, to, total, end);
      if (to === text.length) break;
    }
    if (reading.total !== null) addSeen(reading.total, total);
    const open = openAt(reading, total, { text, from: 0, to: text.length, whole: true });
    this.detectAll(reading, open, { text, view, place, offset: 0, layer, marks: null });
    return total.shapes;
  }

  /** Scans `[from, to)` of a text once and looks at its parts; one by one where it has more marks than a scan keeps. */
  private readParts(reading: Reading, from: number, to: number, total: Seen, end: Seen | null): void {
    const { layer, place, view } = reading;
    const scanned = view.text.slice(from, to);
    const placed = layer.scanner.scanPlaced(place.leaf.key, scanned);
    const { marks, count, start } = placed;
    const isKnown = count >= 0;
    const cursor = new PartCursor(placed);
    for (let at = from; ; at += PART_STEP_UNITS) {
      const stop = Math.min(at + PART_UNITS, to);
      if (!isKnown && to - from > PART_UNITS) this.readParts(reading, at, stop, total, end);
      else {
        cursor.moveTo(at - from, stop - from);
        if (!isKnown) addSeen(cursor.seen, placed.seen);
        const { seen } = cursor;
        const text = view.text.slice(at, stop);
        seen.shapes = shapesIn(layer, place, seen, text);
        addSeen(total, seen);
        reading.regions?.add(seen.shapes & LOCAL_SHAPES, at, stop);
        if (end !== null && at >= SLICE_STEP_UNITS) addSeen(end, seen);
        const { first, last } = cursor;
        const known = isKnown ? { marks, first, last, start: start + at - from } : null;
        this.readPart(reading, { text, view, place, offset: at, layer, marks: known }, seen);
      }
      if (stop === to) return;
    }
  }

  private readPart(reading: Reading, piece: Piece, seen: Readonly<Seen>): void {
    const { text, offset, place, view } = piece;
    const to = offset + text.length;
    const open = openAt(reading, seen, { text: view.text, from: offset, to, whole: false });
    if (open.length === 0 || readsTheSame(view, place.leaf.text, offset, to)) return;
    this.detectAll(reading, open, piece);
  }

  private detectAll({ sightings }: Reading, detectors: readonly Detector[], piece: Piece): void {
    if (detectors.length === 0) return;
    const { view, place, offset } = piece;
    const subject = subjectOf(piece.text, view, place);
    for (const detector of detectors) {
      for (const found of this.detectIn(detector, subject, piece)) {
        const hit = offset === 0 ? found : shifted(found, offset);
        if (!readsTheSame(view, place.leaf.text, hit.start, hit.end)) sightings.push({ detector, hit, view });
      }
    }
  }

  private detectIn(detector: Detector, subject: Subject, piece: Piece): Hit[] {
    const stretches = stretchesIn(detector, piece);
    if (stretches === null) return this.run(detector, subject);
    if (detector.local !== true) return this.run(detector, { ...subject, stretches });
    const hits: Hit[] = [];
    for (const { start, end } of stretches) {
      const alone = subjectOf(subject.text.slice(start, end), piece.view, piece.place);
      for (const hit of this.run(detector, alone)) hits.push(shifted(hit, start));
    }
    return hits;
  }
}

const NONE: never[] = [];
const ALONE: Shared = { before: null, end: null };

/** Where in a text the literals of a detector stand; null for everywhere. */
function stretchesIn(detector: Detector, { text, place, layer, marks }: Piece): Stretch[] | null {
  if (marks === null || text.length < STRETCHED_UNITS_MIN || place.surface === 'argument') return null;
  const reaches = layer.program.reaches.get(detector) ?? null;
  return reaches === null ? null : stretchesOf(text, marks, reaches);
}

const shifted = (hit: Hit, by: number): Hit => ({ ...hit, start: by + hit.start, end: by + hit.end });

/** A script or a query means nothing in parts. */
const isLong = ({ surface, role }: Place, { length }: string): boolean =>
  length > PART_UNITS && (surface !== 'argument' || role === 'free_text');

function shapesIn({ program }: Layer, { surface, role }: Place, seen: Readonly<Seen>, text: string): number {
  const shapes = shapesOf(program, seen);
  return surface === 'argument' ? shapes | shapesOfArgument(text, role) : shapes;
}

/** In prose an apostrophe or an ampersand says nothing about commands; there only literals do. */
const shapesOfArgument = (text: string, role: ArgumentRole): number =>
  (argumentShapes(text) & (role === 'free_text' ? ~SHAPES.shell : ~0)) | roleShapes(role);

/** What the role alone calls for: a program and a query are read whatever characters they are written in. */
export const roleShapes = (role: ArgumentRole): number =>
  role === 'command' ? SHAPES.program : role === 'query' ? SHAPES.query : 0;

/** `[from, to)` of a text. */
interface Span {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Whether detectors are meant that ask for whole texts, or those that do not; null for both. */
  readonly whole: boolean | null;
}

/** Detectors that are to run on what was seen there. The classifier is asked only where it matters what it says. */
function openAt(reading: Reading, seen: Readonly<Seen>, span: Span): Detector[] {
  const open = openIn(reading, seen, span, true);
  const { text, from, to } = span;
  if (!open.some(isSoft) || mayBeOrder(reading.place.surface, text, from, to)) return open;
  return openIn(reading, seen, span, false);
}

const isSoft = ({ soft }: Detector): boolean => soft === true;

function openIn(
  { layer: { program, selection }, place, view }: Reading,
  seen: Readonly<Seen>,
  { from, to, whole }: Span,
  doubt: boolean,
): Detector[] {
  // JSON in JSON and the words between marks are as ordinary as the text itself.
  const gates = (PLAIN_VIEWS.has(view.kind) ? program.open : program.hidden)[place.surface];
  const open: Detector[] = [];
  for (const index of openDetectors(gates, seen, selection, doubt)) {
    const detector = program.detectors[index];
    if (detector === undefined || to - from > (detector.unitsMax ?? Number.POSITIVE_INFINITY)) continue;
    if (whole === null || (detector.whole === true) === whole) open.push(detector);
  }
  return open;
}

/** A view repeats what was never encoded; that is the raw view's to report. */
function readsTheSame(view: TextView, original: string, from: number, to: number): boolean {
  if (view.depth === 0) return false;
  const [start, end] = view.origin(from, to);
  return end - start === to - from && original.slice(start, end) === view.text.slice(from, to);
}

export function subjectOf(text: string, { kind }: TextView, { leaf, surface, role, tool }: Place): Subject {
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
