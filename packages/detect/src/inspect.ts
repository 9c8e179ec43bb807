import type { ArgumentRole, Finding } from '@sallyport/contracts';
import type { Detector, Subject, Surface } from './detectors/detector.js';
import { DETECTORS } from './detectors/index.js';
import { collapse, type Sighting, toFindings } from './findings.js';
import { joinLeaves } from './leaves/join.js';
import { collectLeaves, type Leaf } from './leaves/leaves.js';
import { compileAnyOpen, compileProgram, DECODING_SHAPES, isOpen, type Program } from './program.js';
import { pointerTokens, roleOf } from './roles/argument-roles.js';
import { argumentShapes, VALUE_MARK } from './scan/argument-shapes.js';
import { createScanner, type Scanner, type Seen } from './scan/scanner.js';
import { SHAPES } from './scan/shapes.js';
import { readScript, type ShellScript } from './shell/script.js';
import { visitViews } from './views/expand.js';
import { rawView, type TextView } from './views/view.js';

export interface ArgumentsInput {
  readonly toolName?: string;
  /** The tool's JSON Schema; roles are inferred from names and values where it says nothing. */
  readonly inputSchema?: unknown;
  readonly args: unknown;
  /** Pointer of `args` inside the message, such as `/params/arguments`. */
  readonly pointerBase: string;
}

export type MessageKind = 'result' | 'definition' | 'server_message';

export interface InspectorOptions {
  /** Ids of detectors to leave out. */
  readonly disabled?: readonly string[];
  /** Called before a detector is run on a text; for measuring. */
  readonly onRun?: (detectorId: string) => void;
}

/**
 * Looks for attacks and secrets in MCP messages. Holds one scanner, so one call at a time (calls are synchronous). Makes
 * findings, at most 100 per call, worst first; decides nothing. Never throws on any input.
 */
export interface Inspector {
  /** Findings in the arguments of a call. About 2 µs for a small clean object. */
  inspectArguments(input: ArgumentsInput): Finding[];
  /**
   * One pass over the raw bytes of a JSON message from a server. False means that {@link inspectMessage} would find nothing
   * in it, whatever its kind. About 1.1 ns per byte, in constant memory.
   */
  inspectBytes(raw: Uint8Array): boolean;
  /**
   * Findings in a parsed message from a server; cost follows what the scan of each string calls for.
   * @param pointerBase pointer of `value` inside the message; empty for the message itself
   */
  inspectMessage(value: unknown, kind: MessageKind, pointerBase?: string): Finding[];
}

/** Compiles the detectors. Costs some 20 ms; make one per process. */
export function createInspector(options: InspectorOptions = {}): Inspector {
  const detectors = DETECTORS.filter(({ id }) => options.disabled?.includes(id) !== true);
  return createInspectorOf(detectors, options.onRun);
}

/** As {@link createInspector}, for a given list of detectors. */
export function createInspectorOf(detectors: readonly Detector[], onRun?: (detectorId: string) => void): Inspector {
  const program = compileProgram(detectors);
  const scanner = createScanner(program.groups);
  const session = new Session(program, scanner, onRun ?? (() => undefined));
  const anyInbound = compileAnyOpen([
    ...program.open.result,
    ...program.open.definition,
    ...program.open.server_message,
  ]);
  const needsLook = (seen: Readonly<Seen>): boolean => (seen.shapes & DECODING_SHAPES) !== 0 || anyInbound(seen);
  return {
    inspectArguments: (input) => session.inspectArguments(input),
    inspectBytes: (raw) => needsLook(scanner.scanJson(raw, needsLook)),
    inspectMessage: (value, kind, pointerBase = '') => session.inspectMessage(value, kind, pointerBase),
  };
}

class Session {
  private readonly anyArgument: (seen: Readonly<Seen>) => boolean;

  constructor(
    private readonly program: Program,
    private readonly scanner: Scanner,
    private readonly onRun: (detectorId: string) => void,
  ) {
    this.anyArgument = compileAnyOpen(program.open.argument);
  }

  inspectArguments({ toolName = '', inputSchema, args, pointerBase }: ArgumentsInput): Finding[] {
    const leaves = collectLeaves(args, pointerBase);
    let joined = '';
    for (const { key, text } of leaves) joined += `"${key}${VALUE_MARK}${text}`;
    const seen = { ...this.scanner.scanTexts(joined) };
    seen.shapes |= argumentShapes(joined);
    if ((seen.shapes & DECODING_SHAPES) === 0 && !this.anyArgument(seen)) return [];
    const base = pointerTokens(pointerBase).length;
    return collapse(
      leaves.flatMap((leaf) => {
        const tokens = pointerTokens(leaf.pointer).slice(base);
        const role = leaf.isName ? 'identifier' : roleOf(inputSchema, tokens, leaf.text, toolName);
        return this.inspectLeaf(leaf, 'argument', role).findings;
      }),
    );
  }

  inspectMessage(value: unknown, kind: MessageKind, pointerBase: string): Finding[] {
    const leaves = collectLeaves(value, pointerBase);
    const total: Seen = { low: 0, high: 0, shapes: 0 };
    const findings: Finding[] = [];
    for (const leaf of leaves) {
      const { seen, findings: found } = this.inspectLeaf(leaf, kind, 'free_text');
      total.low |= seen.low;
      total.high |= seen.high;
      total.shapes |= seen.shapes;
      findings.push(...found);
    }
    findings.push(...this.inspectJoined(leaves, kind, total));
    return collapse(findings);
  }

  /** What the leaf's own text shows, and the findings in it and in everything it decodes to. */
  private inspectLeaf(leaf: Leaf, surface: Surface, role: ArgumentRole): { seen: Seen; findings: Finding[] } {
    const sightings: Sighting[] = [];
    let own: Seen = { low: 0, high: 0, shapes: 0 };
    visitViews(rawView(leaf.text), (view) => {
      const seen = this.scan(leaf, view, surface, role);
      if (view.depth === 0) own = seen;
      const candidates = view.depth === 0 ? this.program.open[surface] : this.program.hidden[surface];
      const subject = subjectOf(view, leaf.key, surface, role);
      for (const { detector } of candidates.filter((candidate) => isOpen(candidate, seen))) {
        this.onRun(detector.id);
        const hits = detector.detect(subject).filter((hit) => !showsInTheOpen(view, leaf.text, hit));
        sightings.push(...hits.map((hit) => ({ detector, hit, view })));
      }
      return seen.shapes;
    });
    return { seen: own, findings: toFindings(sightings, leaf.pointer, leaf.isName) };
  }

  private scan(leaf: Leaf, view: TextView, surface: Surface, role: ArgumentRole): Seen {
    const seen = { ...this.scanner.scanTexts(`"${leaf.key}":"${view.text}`) };
    if (surface !== 'argument') return seen;
    // In prose an apostrophe or an ampersand says nothing about commands; there only literals do.
    const shapes = argumentShapes(`${VALUE_MARK}${view.text}`) & (role === 'free_text' ? ~SHAPES.shell : ~0);
    return { ...seen, shapes: seen.shapes | shapes };
  }

  /** Text cut over several leaves reads as one; a hit counts when it crosses a border. */
  private inspectJoined(leaves: readonly Leaf[], surface: Surface, total: Readonly<Seen>): Finding[] {
    const candidates = this.program.open[surface].filter(
      (gated) => gated.detector.joins === true && isOpen(gated, total),
    );
    if (candidates.length === 0) return [];
    const joined = joinLeaves(leaves);
    if (joined === null) return [];
    const subject = subjectOf(joined.view, '', surface, 'free_text');
    return candidates.flatMap(({ detector }) => {
      this.onRun(detector.id);
      return detector.detect(subject).flatMap((hit) => {
        const place = joined.locate(hit.start, hit.end);
        if (place === null) return [];
        const [finding] = toFindings([{ detector, hit, view: joined.view }], place.pointer, false);
        return finding === undefined ? [] : [{ ...finding, start: place.start, end: place.end }];
      });
    });
  }
}

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
