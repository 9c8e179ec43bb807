import type { ArgumentRole, Finding } from '@sallyport/contracts';
import type { Detector, Subject, Surface } from './detectors/detector.js';
import { collapse, type Sighting, toFindings } from './findings.js';
import { joinLeaves } from './leaves/join.js';
import { collectLeaves, type Leaf } from './leaves/leaves.js';
import { slicesOf } from './leaves/slices.js';
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
  readonly args: unknown;
  /** Pointer of `args` inside the message, such as `/params/arguments`. */
  readonly pointerBase: string;
}

export type MessageKind = 'result' | 'definition' | 'server_message';

/** UTF-16 units read between two steps: well under a millisecond where nothing is seen. */
const STEP_UNITS = 65_536;
/** An argument is judged whole up to this: a script means nothing in pieces. */
const ARGUMENT_SLICE_UNITS = 65_536;

/** Looks through texts with one or more layers of detectors. One call at a time: the layers' scanners hold the state of a scan. */
export class Session {
  constructor(
    private readonly layers: readonly Layer[],
    private readonly onRun: (detectorId: string) => void,
  ) {}

  inspectArguments({ toolName = '', inputSchema, args, pointerBase }: ArgumentsInput): Finding[] {
    const leaves = collectLeaves(args, pointerBase);
    const base = pointerTokens(pointerBase).length;
    const roles = leaves.map((leaf): ArgumentRole => {
      const tokens = pointerTokens(leaf.pointer).slice(base);
      return leaf.isName ? 'identifier' : roleOf(inputSchema, tokens, leaf.text, toolName);
    });
    let joined = '';
    for (const { key, text } of leaves) joined += `"${key}${VALUE_MARK}${text}`;
    const shapesOfRoles = roles.reduce((shapes, role) => shapes | roleShapes(role), 0);
    if (!this.mayHoldAny(joined, shapesOfRoles)) return [];
    return collapse(
      leaves.flatMap((leaf, i) => [...this.inspectLeaf(leaf, 'argument', roles[i] ?? 'free_text', null)]),
    );
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
  *inspectMessage(value: unknown, kind: MessageKind, pointerBase: string): Generator<void, Finding[]> {
    const leaves = collectLeaves(value, pointerBase);
    const totals = this.layers.map(nothingSeen);
    const findings: Finding[] = [];
    let units = 0;
    for (const leaf of leaves) {
      const steps = this.stepsOf(leaf, kind, 'free_text', totals);
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
    });
    return collapse(findings);
  }

  private *inspectLeaf(leaf: Leaf, surface: Surface, role: ArgumentRole, totals: Seen[] | null): Generator<Finding> {
    for (const { findings } of this.stepsOf(leaf, surface, role, totals)) yield* findings;
  }

  /** The findings of each slice of a leaf and of everything it decodes to; what its own text shows is added to `totals`. */
  private *stepsOf(
    leaf: Leaf,
    surface: Surface,
    role: ArgumentRole,
    totals: readonly Seen[] | null,
  ): Generator<{ findings: Finding[]; units: number }> {
    for (const slice of slicesOf(leaf.text, surface === 'argument' ? ARGUMENT_SLICE_UNITS : undefined)) {
      const sightings: Sighting[] = [];
      let units = 0;
      visitViews(slice, (view) => {
        units += view.text.length;
        let shapes = 0;
        this.layers.forEach((layer, i) => {
          const seen = scan(layer, leaf, view, surface, role);
          const total = totals?.[i];
          if (view.depth === 0 && total !== undefined) addSeen(total, seen);
          shapes |= seen.shapes;
          sightings.push(...this.run(layer, leaf, view, surface, role, seen));
        });
        return shapes;
      });
      yield { findings: toFindings(sightings, leaf.pointer, leaf.isName), units };
    }
  }

  private run(
    { program, selection }: Layer,
    leaf: Leaf,
    view: TextView,
    surface: Surface,
    role: ArgumentRole,
    seen: Readonly<Seen>,
  ): Sighting[] {
    const open = openDetectors((view.depth === 0 ? program.open : program.hidden)[surface], seen, selection);
    if (open.length === 0) return NONE;
    const subject = subjectOf(view, leaf.key, surface, role);
    return open.flatMap((index) => {
      const detector = program.detectors[index];
      if (detector === undefined) return NONE;
      return this.detect(detector, subject)
        .filter((hit) => !showsInTheOpen(view, leaf.text, hit))
        .map((hit) => ({ detector, hit, view }));
    });
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
    const subject = subjectOf(joined.view, '', surface, 'free_text');
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

const NONE: never[] = [];

export const hasAlways = ({ always }: Gates, selection: Selection): boolean =>
  always.some((detector) => selection[detector] === 1);

function scan(
  { program, scanner }: Layer,
  leaf: Leaf,
  view: TextView,
  surface: Surface,
  role: ArgumentRole,
): Readonly<Seen> {
  const seen = scanner.scanTexts(`"${leaf.key}":"`, view.text, '"');
  const shapes = shapesOf(program, seen);
  if (surface !== 'argument') return { words: seen.words, shapes };
  // In prose an apostrophe or an ampersand says nothing about commands; there only literals do.
  const own = argumentShapes(`${VALUE_MARK}${view.text}`) & (role === 'free_text' ? ~SHAPES.shell : ~0);
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

function subjectOf(view: TextView, key: string, surface: Surface, role: ArgumentRole): Subject {
  let script: ShellScript | null = null;
  return {
    text: view.text,
    view: view.kind,
    surface,
    role,
    key,
    script: () => {
      script ??= readScript(view.text);
      return script;
    },
  };
}
