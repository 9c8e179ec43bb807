import type { CallGate, Detector } from '../detectors/detector.js';
import { perName } from '../roles/names.js';

/** Which detectors have to look at a call as a whole, as one bit each in their order among those that ever do. */
export interface CallGates {
  /** Places of the detectors in the program. */
  readonly places: readonly number[];
  readonly ofTool: (name: string) => number;
  readonly ofMember: (name: string) => number;
  readonly withSchema: number;
  readonly opened: number;
  readonly always: number;
}

/** Files the gates. What a name stands for is found out once per name. */
export function compileCallGates(detectors: readonly Detector[]): CallGates {
  const places = detectors.flatMap(({ detectCall }, place) => (detectCall === undefined ? [] : [place]));
  const gates = places.map((place) => detectors[place]?.callGate);
  const bits = (holds: (gate: CallGate | undefined) => boolean): number =>
    gates.reduce((all, gate, bit) => (holds(gate) ? all | (1 << bit) : all), 0);
  return {
    places,
    ofTool: perName((name) => bits((gate) => gate?.tool?.(name) === true)),
    ofMember: perName((name) => bits((gate) => gate?.member?.(name) === true)),
    withSchema: bits((gate) => gate?.schema === true),
    opened: bits((gate) => gate?.opened === true),
    always: bits((gate) => gate === undefined),
  };
}
