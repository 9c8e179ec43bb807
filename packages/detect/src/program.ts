import { type CallGates, compileCallGates } from './arguments/call-gates.js';
import type { Detector, Gate, Surface } from './detectors/detector.js';
import { normalizeLiteral } from './scan/automaton.js';
import type { NearRule } from './scan/near.js';
import { hasBit, RULE_BIT, SEEN_WORDS, type Seen } from './scan/scanner.js';
import { SHAPES } from './scan/shapes.js';
import { TELLS, type Tell } from './views/tells.js';

/** A gate as bits over what a scan reports; the bit it is filed under left out. */
interface CompiledGate {
  /** Place of the detector in the program. */
  readonly detector: number;
  readonly bits: readonly number[];
  readonly shapes: number;
  /** Opens only where the classifier is in doubt. */
  readonly soft: boolean;
}

/** Gates of the detectors that apply somewhere, filed so that a scan that saw nothing looks at next to none. */
export interface Gates {
  readonly byBit: readonly (readonly CompiledGate[] | undefined)[];
  /** Those without a literal. */
  readonly byShape: readonly CompiledGate[];
  /** Detectors that run on every text. */
  readonly always: readonly number[];
}

/** Which detectors of a program take part, by their place in it. */
export type Selection = Uint8Array;

/** Detectors with their gates as bits, by where they apply. */
export interface Program {
  readonly detectors: readonly Detector[];
  /** Those that judge the arguments of a call as a whole. */
  readonly ofCalls: CallGates;
  /** Places of those that judge how a message is built. */
  readonly ofMessages: readonly number[];
  /**
   * Per detector and bit, how far before its mark what opens the detector may begin, plus one; 0 where the bit does not matter.
   * Null for a detector that shapes alone may open.
   */
  readonly reaches: ReadonlyMap<Detector, Uint16Array | null>;
  /** Literal groups for the scanner; their index is their bit. */
  readonly groups: readonly (readonly string[])[];
  /** Rules for the scanner; index and {@link RULE_BIT} make their bit. */
  readonly near: readonly NearRule[];
  /** The bits that gates and tells ask for by themselves; of the others the scanner need not tell. */
  readonly wanted: Uint32Array;
  /** For texts as they stand. */
  readonly open: Readonly<Record<Surface, Gates>>;
  /** For decoded views. */
  readonly hidden: Readonly<Record<Surface, Gates>>;
  /** For all that comes from a server. */
  readonly inbound: Gates;
  /** What stands for a shape that only words tell of. */
  readonly tells: readonly { readonly bit: number; readonly shape: number }[];
}

const placesOf = (detectors: readonly Detector[], is: (detector: Detector) => boolean): number[] =>
  detectors.flatMap((detector, place) => (is(detector) ? [place] : []));

/**
 * Assigns a bit to each distinct literal group and to each distinct pair that has to stand together, and files the gates.
 * @param tells what besides detectors is to be looked for
 * @throws RangeError when they are more than a scanner's tables hold
 */
export function compileProgram(detectors: readonly Detector[], tells: readonly Tell[] = TELLS): Program {
  const groups = new Numbering<readonly string[]>();
  const rules = new Numbering<NearRule>();
  const bitOf = (literals: readonly string[]): number => {
    const normalized = [...new Set(literals.map(normalizeLiteral))].sort();
    return groups.of(normalized.join('\n'), normalized);
  };
  const compile = ({ literals = [], near, shapes = [], hard = false }: Gate): Compiled['gates'][number] => {
    const bits = literals.map(bitOf);
    const mask = shapes.reduce((all, name) => all | SHAPES[name], 0);
    if (near === undefined || bits.length < 2) return { bits, shapes: mask, hard };
    const rule = { groups: [...bits].sort((a, b) => a - b), reach: near };
    return { bits: [RULE_BIT + rules.of(JSON.stringify(rule), rule)], shapes: mask, hard };
  };
  const compiled = detectors.map((detector) => ({ detector, gates: detector.gates.map(compile) }));
  const told = tells.map(({ gate, shape }) => ({ bit: compile(gate).bits[0] ?? 0, shape }));
  const file = (applies: (detector: Detector) => boolean): Gates => fileGates(compiled, applies);
  const bySurface = (applies: (detector: Detector, surface: Surface) => boolean) => {
    const on = (surface: Surface) => file((detector) => applies(detector, surface));
    return {
      argument: on('argument'),
      result: on('result'),
      definition: on('definition'),
      server_message: on('server_message'),
    };
  };
  const isInbound = ({ surfaces }: Detector) => surfaces.some((surface) => surface !== 'argument');
  return {
    detectors,
    ofCalls: compileCallGates(detectors),
    ofMessages: placesOf(detectors, ({ detectMessage }) => detectMessage !== undefined),
    reaches: new Map(
      compiled.map(({ detector, gates }) => [detector, detector.always === true ? null : reachesOf(gates, rules.all)]),
    ),
    groups: groups.all,
    near: rules.all,
    wanted: wantedBits([
      ...compiled.flatMap(({ gates }) => gates.flatMap(({ bits }) => bits)),
      ...told.map(({ bit }) => bit),
    ]),
    open: bySurface((detector, surface) => detector.surfaces.includes(surface)),
    hidden: bySurface(
      (detector, surface) => detector.surfaces.includes(surface) || detector.hiddenSurfaces?.includes(surface) === true,
    ),
    inbound: file(isInbound),
    tells: told,
  };
}

const BITS = 512;

function wantedBits(bits: readonly number[]): Uint32Array {
  const words = new Uint32Array(BITS / 32);
  for (const bit of bits) words[bit >> 5] = (words[bit >> 5] ?? 0) | (1 << (bit & 31));
  return words;
}

/** What only arguments show; there stretches are not asked for. */
const OF_ARGUMENTS = SHAPES.shell | SHAPES.dash | SHAPES.url | SHAPES.drive | SHAPES.program | SHAPES.query;

function reachesOf(gates: Compiled['gates'], rules: readonly NearRule[]): Uint16Array | null {
  const reaches = new Uint16Array(BITS);
  for (const { bits, shapes } of gates) {
    if (bits.length === 0 && (shapes & OF_ARGUMENTS) === 0) return null;
    // Literals that may stand anywhere are all places to look at.
    for (const bit of bits) reaches[bit] = Math.min(0xffff, 1 + (rules[bit - RULE_BIT]?.reach ?? 0));
  }
  return reaches;
}

/** Numbers things by name, in the order they come. */
class Numbering<T> {
  readonly all: T[] = [];
  private readonly numbers = new Map<string, number>();

  of(name: string, thing: T): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.all.length);
    return this.all.push(thing) - 1;
  }
}

interface Compiled {
  readonly detector: Detector;
  readonly gates: readonly { readonly bits: readonly number[]; readonly shapes: number; readonly hard: boolean }[];
}

function fileGates(compiled: readonly Compiled[], applies: (detector: Detector) => boolean): Gates {
  const byBit: CompiledGate[][] = [];
  const byShape: CompiledGate[] = [];
  const always: number[] = [];
  compiled.forEach(({ detector, gates }, index) => {
    if (!applies(detector)) return;
    if (detector.always === true) {
      always.push(index);
      return;
    }
    for (const { bits, shapes, hard } of gates) {
      // The last list of a gate is the one its author thought of last, and as a rule the rarer.
      const key = bits.at(-1);
      const gate = { detector: index, bits: bits.slice(0, -1), shapes, soft: detector.soft === true && !hard };
      if (key === undefined) byShape.push(gate);
      else {
        byBit[key] ??= [];
        byBit[key].push(gate);
      }
    }
  });
  return { byBit, byShape, always };
}

const holds = ({ bits, shapes }: CompiledGate, seen: Readonly<Seen>): boolean => {
  if ((seen.shapes & shapes) !== shapes) return false;
  for (const bit of bits) if (!hasBit(seen, bit)) return false;
  return true;
};

/** Shapes that the scan saw, and those that words tell of. */
export function shapesOf({ tells }: Program, seen: Readonly<Seen>): number {
  let { shapes } = seen;
  for (const { bit, shape } of tells) if (hasBit(seen, bit)) shapes |= shape;
  return shapes;
}

/** Calls `visit` with each gate that what was seen satisfies, until it says true. */
function visitOpen({ byBit, byShape }: Gates, seen: Readonly<Seen>, visit: (gate: CompiledGate) => boolean): boolean {
  for (let w = 0; w < SEEN_WORDS; w++) {
    for (let word = seen.words[w] ?? 0; word !== 0; word &= word - 1) {
      const gates = byBit[w * 32 + 31 - Math.clz32(word & -word)];
      if (gates === undefined) continue;
      for (const gate of gates) if (holds(gate, seen) && visit(gate)) return true;
    }
  }
  if (seen.shapes === 0) return false;
  for (const gate of byShape) if (holds(gate, seen) && visit(gate)) return true;
  return false;
}

/**
 * True when one of the selected detectors has an open gate; those that always run are not asked.
 * @param doubt  whether the classifier is in doubt, without which soft gates stay shut
 */
export function anyOpen(gates: Gates, seen: Readonly<Seen>, selection: Selection, doubt: boolean): boolean {
  return visitOpen(gates, seen, ({ detector, soft }) => selection[detector] === 1 && (doubt || !soft));
}

/** Selected detectors that are to run on what was seen, in the order of the program; `doubt` as in {@link anyOpen}. */
export function openDetectors(gates: Gates, seen: Readonly<Seen>, selection: Selection, doubt: boolean): number[] {
  const open: number[] = [];
  for (const detector of gates.always) if (selection[detector] === 1) open.push(detector);
  visitOpen(gates, seen, ({ detector, soft }) => {
    if (selection[detector] === 1 && (doubt || !soft) && !open.includes(detector)) open.push(detector);
    return false;
  });
  return open.length > 1 ? open.sort((a, b) => a - b) : open;
}
