import type { Detector, Gate, Surface } from './detectors/detector.js';
import { normalizeLiteral } from './scan/automaton.js';
import type { Seen } from './scan/scanner.js';
import { SHAPES } from './scan/shapes.js';

/** A gate as masks over what a scan reports. */
interface CompiledGate {
  readonly low: number;
  readonly high: number;
  readonly shapes: number;
}

export interface GatedDetector {
  readonly detector: Detector;
  readonly gates: readonly CompiledGate[];
}

/** Detectors with their gates as masks, by where they apply. */
export interface Program {
  /** Literal groups for the scanner; their index is their bit. */
  readonly groups: readonly (readonly string[])[];
  /** For texts as they stand. */
  readonly open: Readonly<Record<Surface, readonly GatedDetector[]>>;
  /** For decoded views. */
  readonly hidden: Readonly<Record<Surface, readonly GatedDetector[]>>;
}

/** Shapes behind which a decoded view may wait. */
export const DECODING_SHAPES =
  SHAPES.invisible | SHAPES.compat | SHAPES.percent | SHAPES.entity | SHAPES.base64 | SHAPES.hex;

/** Assigns a bit to each distinct literal group and turns gates into masks. */
export function compileProgram(detectors: readonly Detector[]): Program {
  const groups: (readonly string[])[] = [];
  const bits = new Map<string, number>();
  const bitOf = (literals: readonly string[]): number => {
    const normalized = [...new Set(literals.map(normalizeLiteral))].sort();
    const name = normalized.join('\n');
    const known = bits.get(name);
    if (known !== undefined) return known;
    bits.set(name, groups.length);
    return groups.push(normalized) - 1;
  };
  const gated = detectors.map((detector) => ({
    detector,
    gates: detector.gates.map((gate) => compileGate(gate, bitOf)),
  }));
  const bySurface = (applies: (detector: Detector, surface: Surface) => boolean) => {
    const on = (surface: Surface) => gated.filter(({ detector }) => applies(detector, surface));
    return {
      argument: on('argument'),
      result: on('result'),
      definition: on('definition'),
      server_message: on('server_message'),
    };
  };
  return {
    groups,
    open: bySurface((detector, surface) => detector.surfaces.includes(surface)),
    hidden: bySurface(
      (detector, surface) => detector.surfaces.includes(surface) || detector.hiddenSurfaces?.includes(surface) === true,
    ),
  };
}

function compileGate(gate: Gate, bitOf: (literals: readonly string[]) => number): CompiledGate {
  let low = 0;
  let high = 0;
  for (const literals of gate.literals ?? []) {
    const bit = bitOf(literals);
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  }
  return { low, high, shapes: (gate.shapes ?? []).reduce((mask, name) => mask | SHAPES[name], 0) };
}

/** True when what was seen satisfies one of the detector's gates. */
export function isOpen({ gates }: GatedDetector, { low, high, shapes }: Readonly<Seen>): boolean {
  for (const gate of gates) {
    if ((low & gate.low) === gate.low && (high & gate.high) === gate.high && (shapes & gate.shapes) === gate.shapes)
      return true;
  }
  return false;
}

/** One flat test over the gates of many detectors, for the pass that only asks whether anything is open. */
export function compileAnyOpen(gated: readonly GatedDetector[]): (seen: Readonly<Seen>) => boolean {
  const gates = gated.flatMap(({ gates }) => gates);
  const masks = Int32Array.from(gates.flatMap(({ low, high, shapes }) => [low, high, shapes]));
  return ({ low, high, shapes }) => {
    if ((low | high | shapes) === 0) return false;
    for (let i = 0; i < masks.length; i += 3) {
      const missing = ((masks[i] ?? 0) & ~low) | ((masks[i + 1] ?? 0) & ~high) | ((masks[i + 2] ?? 0) & ~shapes);
      if (missing === 0) return true;
    }
    return false;
  };
}
