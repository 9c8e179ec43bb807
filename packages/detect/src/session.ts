import type { ArgumentRole, Finding } from '@sallyport/contracts';
import type { Call, Detector, Subject, Surface, ToolContext } from './detectors/detector.js';
import { collapse, PLAIN_VIEWS, type Sighting, toFindings, toMessageFinding } from './findings.js';
import { mayBeOrder } from './intent/intent.js';
import { embeddedLeaves } from './leaves/embedded.js';
import { joinLeaves } from './leaves/join.js';
import { collectLeaves, type Leaf } from './leaves/leaves.js';
import { slicesOf } from './leaves/slices.js';
import type { NamedTool } from './names/tool-collisions.js';
import { anyOpen, type Gates, openDetectors, type Program, type Selection, shapesOf } from './program.js';
import { pointerTokens, roleOf } from './roles/argument-roles.js';
import { argumentShapes, VALUE_MARK } from './scan/argument-shapes.js';
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

/** A long text is looked at again in parts of this length where something in it calls for a detector. */
const CLOSE_UNITS = 2048;
/** Longest thing that detectors see whole wherever it stands, unless they ask for the whole text. */
const CLOSE_OVERLAP_UNITS = 512;

/** Looks through texts with one or more layers of detectors. One call at a time: the layers' scanners hold the state of a scan. */
export class Session {
  constructor(
    private readonly layers: readonly Layer[],
    private readonly onRun: (detectorId: string) => void,
  ) {}

  inspectArguments(input: ArgumentsInput): Finding[] {
    const { toolName = '', inputSchema, args, pointerBase } = input;
    const tool: ToolContext = { name: toolName, readOnly: readOnlyHint(input.annotations) };
    const structural = this.layers.flatMap((layer) => inspectCall(layer, { tool, args, inputSchema }, pointerBase));
    return collapse([...structural, ...this.inspectValues(input, tool)]);
  }

  private inspectValues({ inputSchema, args, pointerBase }: ArgumentsInput, tool: ToolContext): Finding[] {
    const plain = collectLeaves(args, pointerBase);
    const leaves = [...plain, ...plain.flatMap(embeddedLeaves)];
    const base = pointerTokens(pointerBase).length;
    const roles = leaves.map((leaf): ArgumentRole => {
      if (leaf.isName) return 'identifier';
      if (leaf.embedded !== undefined) return roleOf(undefined, pointerTokens(leaf.embedded), leaf.text, tool.name);
      return roleOf(inputSchema, pointerTokens(leaf.pointer).slice(base), leaf.text, tool.name);
    });
    let joined = '';
    for (const { key, text } of leaves) joined += `"${key}${VALUE_MARK}${text}`;
    const shapesOfRoles = roles.reduce((shapes, role) => shapes | roleShapes(role), 0);
    if (!this.mayHoldAny(joined, shapesOfRoles)) return [];
    return leaves.flatMap((leaf, i) => {
      const found = [...this.inspectLeaf({ leaf, surface: 'argument', role: roles[i] ?? 'free_text', tool }, null)];
      // Inside an embedded text spans are not the string's own.
      return leaf.embedded === undefined ? found : found.map((finding) => ({ ...finding, start: 0, end: 0 }));
    });
  }

  private mayHoldAny(joined: string, shapesOfRoles: number): boolean {
    const shapes = argumentShapes(joined) | shapesOfRoles;
    return this.layers.some(({ program, scanner, selection }) => {
      const scanned = scanner.scanTexts(joined);
      const seen = { words: scanned.words, shapes: shapesOf(program, scanned) | shapes };
      const gates = program.open.argument;
      return (seen.shapes & DECODING_SHAPES) !== 0 || hasAlways(gates, selection) || anyOpen(gates, seen, selection);
    });
  }

  /** Pauses after every {@link STEP_UNITS}, so that a caller may let others run. */
  *inspectMessage(
    value: unknown,
    kind: MessageKind,
    pointerBase: string,
    peers: readonly NamedTool[] = NONE,
  ): Generator<void, Finding[]> {
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
        yield;
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
    for (const slice of slicesOf(leaf.text, surface === 'argument' ? ARGUMENT_SLICE_UNITS : undefined)) {
      const sightings: Sighting[] = [];
      let units = 0;
      visitViews(slice, (view) => {
        units += view.text.length;
        let shapes = 0;
        this.layers.forEach((layer, i) => {
          const seen = scan(layer, place, view.text);
          const total = totals?.[i];
          if (view.depth === 0 && total !== undefined) addSeen(total, seen);
          shapes |= seen.shapes;
          sightings.push(...this.run(layer, place, view, seen));
        });
        return shapes;
      });
      yield { findings: toFindings(sightings, leaf.pointer, leaf.isName), units };
    }
  }

  private run(layer: Layer, place: Place, view: TextView, seen: Readonly<Seen>): Sighting[] {
    const open = this.openIn(layer, place, view, view.text, seen);
    if (open.length === 0) return NONE;
    const isLong = view.text.length > CLOSE_UNITS && isProse(place);
    const now = isLong ? open.filter(({ whole }) => whole === true) : open;
    const sightings = this.detectAll(now, view.text, view, place, 0);
    if (now.length < open.length) sightings.push(...this.runClose(layer, place, view));
    return sightings.filter(({ hit }) => !showsInTheOpen(view, place.leaf.text, hit));
  }

  /** Looks again at the parts of a long text, and runs detectors on those parts alone that open them. */
  private runClose(layer: Layer, place: Place, view: TextView): Sighting[] {
    const sightings: Sighting[] = [];
    for (let from = 0; ; from += CLOSE_UNITS - CLOSE_OVERLAP_UNITS) {
      const text = view.text.slice(from, from + CLOSE_UNITS);
      const open = this.openIn(layer, place, view, text, scan(layer, place, text));
      const close = open.filter(({ whole }) => whole !== true);
      sightings.push(...this.detectAll(close, text, view, place, from));
      if (from + CLOSE_UNITS >= view.text.length) return sightings;
    }
  }

  /** Detectors that are to run on a text; those that ask for it, only where the classifier does not rule an order out. */
  private openIn(
    { program, selection }: Layer,
    { surface }: Place,
    { kind }: TextView,
    text: string,
    seen: Readonly<Seen>,
  ): Detector[] {
    // JSON in JSON and the words between marks are as ordinary as the text itself.
    const gates = (PLAIN_VIEWS.has(kind) ? program.open : program.hidden)[surface];
    const open = openDetectors(gates, seen, selection)
      .flatMap((index) => program.detectors[index] ?? [])
      .filter(({ unitsMax = text.length }) => text.length <= unitsMax);
    if (!open.some(({ soft }) => soft === true) || mayBeOrder(surface, text)) return open;
    return open.filter(({ soft }) => soft !== true);
  }

  private detectAll(
    detectors: readonly Detector[],
    text: string,
    view: TextView,
    place: Place,
    offset: number,
  ): Sighting[] {
    if (detectors.length === 0) return [];
    const subject = subjectOf(text, view, place);
    return detectors.flatMap((detector) =>
      this.detect(detector, subject).map((hit) => ({
        detector,
        hit: offset === 0 ? hit : { ...hit, start: offset + hit.start, end: offset + hit.end },
        view,
      })),
    );
  }

  private detect(detector: Detector, subject: Subject) {
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
  return program.detectors.flatMap((detector, index) => {
    if (detector.detectMessage === undefined || selection[index] !== 1 || !detector.surfaces.includes(kind)) return [];
    return detector.detectMessage(value, kind, peers).map((hit) => toMessageFinding(detector, hit, pointerBase));
  });
}

/** What the arguments show as a whole. */
function inspectCall({ program, selection }: Layer, call: Call, base: string): Finding[] {
  return program.detectors.flatMap((detector, index) => {
    if (detector.detectCall === undefined || selection[index] !== 1) return [];
    return detector.detectCall(call).map((hit) => toMessageFinding(detector, hit, base));
  });
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

/** A script or a query means nothing in parts. */
const isProse = ({ surface, role }: Place): boolean => surface !== 'argument' || role === 'free_text';

function scan({ program, scanner }: Layer, { leaf, surface, role }: Place, text: string): Readonly<Seen> {
  const seen = scanner.scanTexts(`"${leaf.key}":"`, text, '"');
  const shapes = shapesOf(program, seen);
  if (surface !== 'argument') return { words: seen.words, shapes };
  // In prose an apostrophe or an ampersand says nothing about commands; there only literals do.
  const own = argumentShapes(`${VALUE_MARK}${text}`) & (role === 'free_text' ? ~SHAPES.shell : ~0);
  return { words: seen.words, shapes: shapes | own | roleShapes(role) };
}

/** What the role alone calls for: a program and a query are read whatever characters they are written in. */
const roleShapes = (role: ArgumentRole): number =>
  role === 'command' ? SHAPES.program : role === 'query' ? SHAPES.query : 0;

/** A view of the whole text repeats what was never encoded; that is the raw view's to report. */
function showsInTheOpen(view: TextView, original: string, hit: { start: number; end: number }): boolean {
  if (view.depth === 0) return false;
  const [start, end] = view.origin(hit.start, hit.end);
  return original.slice(start, end) === view.text.slice(hit.start, hit.end);
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
