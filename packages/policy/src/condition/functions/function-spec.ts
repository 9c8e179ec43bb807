import type { Run } from '../run.js';
import type { MessageVariable, StaticType } from '../vocabulary.js';

/** What a parameter takes at run time. `number` is int or double; `sized` is a string, a list or a map; `json` anything. */
export type ParameterKind = 'string' | 'int' | 'number' | 'sized' | 'timestamp' | 'scalar' | 'json';

/** Computes the call from evaluated values, the receiver first. Gives a value or a fault; never throws. */
export type Apply = (run: Run, values: readonly unknown[]) => unknown;

/** A call made ready when the rule is compiled, or what is wrong with one of its literal parameters. */
export type Bound = { readonly apply: Apply } | { readonly parameter: number; readonly message: string };

/** One function a condition can call: `f(a, b)`, or `a.f(b)` when it is a method. */
export interface FunctionSpec {
  readonly name: string;
  /** True for `text.name(…)`: the first parameter is the receiver. */
  readonly method: boolean;
  readonly parameters: readonly ParameterKind[];
  /** How many of the last parameters may be left out. */
  readonly optional?: number;
  /** As the documentation shows it. */
  readonly signature: string;
  readonly doc: string;
  /** CEL signatures to declare; empty when CEL itself has the function. */
  readonly declares: readonly string[];
  /** Type of the value, where it says more than CEL's. */
  readonly result?: StaticType;
  /** The parameter that is a JSON pointer into the first. */
  readonly pointer?: number;
  /** A variable the call reads without naming it. */
  readonly reads?: MessageVariable;
  /** Parameters that have to be written as text, so that they can be checked when the rule is saved. */
  readonly literal?: readonly number[];
  /** `literals` holds the text of every parameter that is a string literal, the receiver first. */
  bind(literals: readonly (string | undefined)[]): Bound;
}

/** A function that does not look at its parameters when the rule is compiled. */
export const plain =
  (apply: Apply): FunctionSpec['bind'] =>
  () => ({ apply });
