import type { DetectorMode, Finding } from '@sallyport/contracts';
import type { Detector } from './detectors/detector.js';
import { DETECTORS } from './detectors/index.js';
import { collapse } from './findings.js';
import { mayHoldOrder, scoresOf } from './intent/intent.js';
import type { JsonScores } from './intent/scorer.js';
import type { NamedTool } from './names/tool-collisions.js';
import { anyOpen, compileProgram, type Selection, shapesOf } from './program.js';
import type { Layer } from './reading.js';
import { createScanner, type Seen } from './scan/scanner.js';
import { type ArgumentsInput, hasAlways, type MessageKind, Session } from './session.js';
import { DECODING_SHAPES } from './views/expand.js';
import { TELLS, type Tell } from './views/tells.js';

export type { ArgumentsInput, MessageKind } from './session.js';

export interface InspectorOptions {
  /** Ids of detectors to leave out. */
  readonly disabled?: readonly string[];
  /** Called before a detector is run on a text that its gates opened for; for measuring. */
  readonly onRun?: (detectorId: string) => void;
}

/** What one organisation makes of the detectors. */
export interface InspectorSettings {
  /** `off`: does not run. `observe`: its findings carry `observed`. Unknown ids are passed over. */
  readonly modes?: Readonly<Record<string, DetectorMode>>;
  /** More detectors, such as {@link compileCustomDetector} makes. */
  readonly detectors?: readonly Detector[];
}

/**
 * Looks for attacks and secrets in MCP messages. Holds one scanner, so one call at a time (calls are synchronous). Makes
 * findings, at most 100 per call, worst first; decides nothing. Never throws on any input.
 */
export interface Inspector {
  /** Findings in the arguments of a call. About 2 µs for a small clean object. */
  inspectArguments(input: ArgumentsInput): Finding[];
  /**
   * As {@link inspectArguments}, in steps: pauses after every 32 KiB or so of text. Between two steps anything else may be asked
   * of this inspector.
   */
  inspectArgumentsSteps(input: ArgumentsInput): Generator<undefined, Finding[]>;
  /**
   * One pass over the raw bytes of a JSON message from a server. False means that {@link inspectMessage} would find nothing
   * in it. Some 2 ns per byte, and some 3 more for the classifier where the words do not tell; in constant memory.
   * @param kind what the message is; without it the answer holds for every kind
   */
  inspectBytes(raw: Uint8Array, kind?: MessageKind): boolean;
  /**
   * Findings in a parsed message from a server; cost follows what the scan of each string calls for.
   * @param pointerBase pointer of `value` inside the message; empty for the message itself
   * @param peers tools of other servers that stand beside a definition; with them it is also seen when it imitates one or gives
   *   orders about one
   */
  inspectMessage(value: unknown, kind: MessageKind, pointerBase?: string, peers?: readonly NamedTool[]): Finding[];
  /**
   * As {@link inspectMessage}, in steps: pauses after every 32 KiB or so of text, and returns the findings at last. Between two
   * steps anything else may be asked of this inspector: no step keeps anything in its scanner. Each pause tells, when it is asked,
   * what was found up to there: for a caller that goes no further.
   */
  inspectMessageSteps(value: unknown, kind: MessageKind, pointerBase?: string): Generator<() => Finding[], Finding[]>;
  /**
   * The same detectors as an organisation wants them. Shares what was compiled: costs microseconds and some hundred bytes, and
   * with detectors of its own some milliseconds and half a megabyte.
   * @throws RangeError when `detectors` are more than a scanner's tables hold
   */
  derive(settings: InspectorSettings): Inspector;
}

/** Compiles the detectors. Costs some 20 ms; make one per process, and {@link Inspector.derive} from it. */
export function createInspector({ disabled = [], onRun }: InspectorOptions = {}): Inspector {
  const inspector = createInspectorOf(DETECTORS, onRun);
  if (disabled.length === 0) return inspector;
  return inspector.derive({ modes: Object.fromEntries(disabled.map((id) => [id, 'off'])) });
}

/** As {@link createInspector}, for a given list of detectors. */
export function createInspectorOf(detectors: readonly Detector[], onRun?: (detectorId: string) => void): Inspector {
  return assemble([compileLayer(detectors)], onRun ?? (() => undefined), NO_IDS);
}

const NO_IDS: ReadonlySet<string> = new Set();

function compileLayer(detectors: readonly Detector[], tells: readonly Tell[] = TELLS): Layer {
  const program = compileProgram(detectors, tells);
  return {
    program,
    scanner: createScanner(program.groups, program.near, program.wanted),
    selection: new Uint8Array(detectors.length).fill(1),
  };
}

function assemble(
  layers: readonly Layer[],
  onRun: (detectorId: string) => void,
  observed: ReadonlySet<string>,
): Inspector {
  const session = new Session(layers, onRun);
  const marked = (findings: Finding[]): Finding[] =>
    observed.size === 0
      ? findings
      : findings.map((finding) => (observed.has(finding.detector) ? { ...finding, observed: true as const } : finding));
  return {
    inspectArguments: (input) => marked(session.inspectArguments(input)),
    *inspectArgumentsSteps(input) {
      return marked(yield* session.inspectArgumentsSteps(input));
    },
    inspectBytes: (raw, kind) => layers.some((layer) => needsLook(layer, raw, kind)),
    inspectMessage: (value, kind, pointerBase = '', peers = []) => {
      const steps = session.inspectMessage(value, kind, pointerBase, peers);
      let step = steps.next();
      while (!step.done) step = steps.next();
      return marked(step.value);
    },
    *inspectMessageSteps(value, kind, pointerBase = '') {
      const steps = session.inspectMessage(value, kind, pointerBase);
      let step = steps.next();
      while (!step.done) {
        const found = step.value;
        yield () => marked(collapse(found));
        step = steps.next();
      }
      return marked(step.value);
    },
    derive({ modes = {}, detectors = [] }) {
      const masked = layers.map((layer) => ({ ...layer, selection: select(layer, modes) }));
      const own = detectors.length === 0 ? [] : [compileLayer(detectors, [])];
      const ids = Object.keys(modes).filter((id) => modes[id] === 'observe');
      return assemble(
        [...masked, ...own.map((layer) => ({ ...layer, selection: select(layer, modes) }))],
        onRun,
        new Set(ids),
      );
    },
  };
}

function select({ program, selection }: Layer, modes: Readonly<Record<string, DetectorMode>>): Selection {
  return Uint8Array.from(program.detectors, ({ id }, i) =>
    Object.hasOwn(modes, id) && modes[id] === 'off' ? 0 : (selection[i] ?? 0),
  );
}

/** Whether something in the bytes opens a gate. All texts of a message count as one here, so that no order or split hides one. */
function needsLook(layer: Layer, raw: Uint8Array, kind: MessageKind | undefined): boolean {
  const { program, scanner, selection } = layer;
  const gates = kind === undefined ? program.inbound : program.open[kind];
  const opens = (seen: Readonly<Seen>): boolean =>
    (shapesOf(program, seen) & DECODING_SHAPES) !== 0 || anyOpen(gates, seen, selection, false);
  const seen = scanner.scanJson(raw, opens);
  if (opens(seen)) return true;
  const scores = scoresOf(raw);
  const kinds = kind === undefined ? KINDS : [kind];
  if (anyOpen(gates, seen, selection, true) && kinds.some((surface) => mayHoldOrder(surface, scores))) return true;
  return hasAlways(gates, selection) && suspected(program.detectors, gates.always, selection, scores);
}

const KINDS: readonly MessageKind[] = ['result', 'definition'];

const suspected = (
  detectors: readonly Detector[],
  always: readonly number[],
  selection: Selection,
  scores: JsonScores,
): boolean => always.some((index) => selection[index] === 1 && detectors[index]?.suspects?.(scores) !== false);
