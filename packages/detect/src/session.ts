import type { Finding } from '@sallyport/contracts';
import { type ArgumentLeaf, readArguments } from './arguments/read-arguments.js';
import type { Call, Surface, ToolContext } from './detectors/detector.js';
import { collapse, toFindings, toMessageFinding } from './findings.js';
import { joinLeaves } from './leaves/join.js';
import { collectLeaves, type Leaf } from './leaves/leaves.js';
import { SLICE_UNITS } from './leaves/slices.js';
import type { NamedTool } from './names/tool-collisions.js';
import { anyOpen, type Gates, openDetectors, type Selection, shapesOf } from './program.js';
import { type Layer, type Place, Reader, roleShapes, type Slice, subjectOf } from './reading.js';
import { placeShapes, shellShape, startShapes } from './scan/argument-shapes.js';
import { nothingSeen, type Seen } from './scan/scanner.js';
import { DECODING_SHAPES } from './views/expand.js';

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
/** What a string costs besides its text. */
const LEAF_UNITS = 64;

/** Looks through texts with one or more layers of detectors. One call at a time: the layers' scanners hold the state of a scan. */
export class Session {
  /** What a name stands for to the detectors that ship; an organisation's own judge texts. */
  private readonly ofMember: (name: string) => number;
  private readonly reader: Reader;

  constructor(
    private readonly layers: readonly Layer[],
    onRun: (detectorId: string) => void,
  ) {
    this.reader = new Reader(layers, onRun);
    this.ofMember = layers[0]?.program.ofCalls.ofMember ?? (() => 0);
  }

  inspectArguments(input: ArgumentsInput): Finding[] {
    const call = this.readCall(input);
    for (const leaf of call.open) {
      if (call.open.length > 1 && !this.mayHoldAny([leaf], HELD)) continue;
      for (const { findings } of this.slicesOf(placeOf(leaf, call), null)) addFrom(leaf, findings, call.found);
    }
    return call.found.length === 0 ? call.found : collapse(call.found);
  }

  /** As {@link inspectArguments}, with pauses after every {@link STEP_UNITS} or so. */
  *inspectArgumentsSteps(input: ArgumentsInput): Generator<undefined, Finding[]> {
    const call = this.readCall(input);
    let units = 0;
    for (const leaf of call.open) {
      units += LEAF_UNITS;
      const isOpen = call.open.length === 1 || this.mayHoldAny([leaf], HELD);
      for (const slice of isOpen ? this.slicesOf(placeOf(leaf, call), null) : [closed(leaf)]) {
        addFrom(leaf, slice.findings, call.found);
        units += slice.units;
        if (units < STEP_UNITS) continue;
        units = 0;
        yield;
      }
    }
    return collapse(call.found);
  }

  /** What the arguments show as a whole, and the strings that are to be read one by one for more. */
  private readCall(input: ArgumentsInput): ReadCall {
    const { toolName = '', args, inputSchema, pointerBase } = input;
    const tool: ToolContext = { name: toolName, readOnly: readOnlyHint(input.annotations) };
    const { leaves, members } = readArguments(input, tool, this.ofMember);
    const opened = this.mayHoldAny(leaves, NAMED);
    const found: Finding[] = [];
    for (const layer of this.layers) {
      const called = layer === this.layers[0] ? members : 0;
      inspectCall(layer, { tool, args, inputSchema }, { members: called, opened }, pointerBase, found);
    }
    return { tool, found, open: opened ? leaves : NONE };
  }

  /** Whether a gate is open on the texts, read as one: then on some of them it may be. */
  private mayHoldAny(leaves: readonly ArgumentLeaf[], between: string): boolean {
    let joined = '';
    let spoken = '';
    let shapes = 0;
    for (const { key, text, role } of leaves) {
      const named = `"${key}${between}${text}"`;
      if (role === 'free_text') spoken += named;
      else joined += named;
      shapes |= startShapes(text) | roleShapes(role);
    }
    if (joined !== '') shapes |= shellShape(joined);
    joined += spoken;
    shapes |= placeShapes(joined);
    for (const { program, scanner, selection } of this.layers) {
      const scanned = scanner.scanTexts(joined);
      const seen = { words: scanned.words, shapes: shapesOf(program, scanned) | shapes };
      const gates = program.open.argument;
      if ((seen.shapes & DECODING_SHAPES) !== 0 || hasAlways(gates, selection) || anyOpen(gates, seen, selection, true))
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
      for (const slice of this.slicesOf({ leaf, surface: kind, role: 'free_text' }, totals)) {
        if (slice.findings.length > 0) findings.push(...slice.findings);
        units += slice.units;
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

  /** Slice by slice where a text is longer than one. */
  private slicesOf(place: Place, totals: readonly Seen[] | null): Iterable<Slice> {
    return place.leaf.text.length <= SLICE_UNITS
      ? [this.reader.readWhole(place, totals)]
      : this.reader.slices(place, totals);
  }

  /** Text cut over several leaves reads as one; a hit counts when it crosses a border. */
  private inspectJoined(
    { program, selection }: Layer,
    leaves: readonly Leaf[],
    surface: Surface,
    total: Readonly<Seen>,
  ): Finding[] {
    const candidates = openDetectors(program.open[surface], total, selection, true)
      .map((index) => program.detectors[index])
      .filter((detector) => detector?.joins === true);
    if (candidates.length === 0) return [];
    const joined = joinLeaves(leaves);
    if (joined === null) return [];
    const subject = subjectOf(joined.view.text, joined.view, { leaf: JOINED_LEAF, surface, role: 'free_text' });
    return candidates.flatMap((detector) => {
      if (detector === undefined) return [];
      return this.reader.run(detector, subject).flatMap((hit) => {
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

/** A call as far as it was read. */
interface ReadCall {
  readonly tool: ToolContext;
  readonly found: Finding[];
  readonly open: readonly ArgumentLeaf[];
}

const closed = ({ text }: ArgumentLeaf): Slice => ({ findings: NONE, units: text.length });

const placeOf = (leaf: ArgumentLeaf, { tool }: ReadCall): Place => ({
  leaf,
  surface: 'argument',
  role: leaf.role,
  tool,
});

/** Inside an embedded text spans are not the string's own. */
function addFrom({ embedded }: ArgumentLeaf, findings: readonly Finding[], to: Finding[]): void {
  for (const finding of findings) to.push(embedded === undefined ? finding : { ...finding, start: 0, end: 0 });
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

/**
 * Between a name and its value. A secret under a name that asks for one is where it belongs, so that alone opens nothing; beside
 * what does, it is told.
 */
const NAMED = '\u0001"';
const HELD = '":"';
