import type { ASTNode } from '@marcbachmann/cel-js';
import { Fault } from './fault.js';
import type { Evaluate, Origin, Run } from './run.js';
import { DYN, type MessageVariable, type StaticType } from './vocabulary.js';

/** Something wrong with an expression; offsets are UTF-16 units in its text. */
export interface ConditionProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A field of the message that a condition reads although it may be missing. */
export interface UnguardedRead {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A place in the arguments or the result, as a condition names it; null is any element, or a key that is computed. */
export interface MessagePath {
  readonly root: 'args' | 'result';
  readonly tokens: readonly (string | null)[];
}

/** A field of the message that a condition names, so that it can be looked for in the schemas of tools. */
export interface FieldRead {
  readonly path: MessagePath;
  /** As written: `args.filter.team`. */
  readonly text: string;
  /** The place of each token, as many as the path has. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
  /** It is asked whether it is there, or does not matter. */
  readonly guarded: boolean;
}

/** JSON types a value may need to have for what a condition does with it. */
export type JsonType = 'string' | 'number' | 'boolean' | 'list' | 'map';

/** What a condition does with a field of the message. */
export interface FieldUse {
  readonly path: MessagePath;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `compare`: equal to one of `values`. `order`: smaller or greater than them. `take`: as a parameter of `by`. */
  readonly kind: 'compare' | 'order' | 'take';
  readonly values: readonly { readonly value: unknown; readonly start: number; readonly end: number }[];
  readonly types: readonly JsonType[];
  readonly by: string;
}

/** One expression made ready to run. */
export interface Compiled {
  readonly evaluate: Evaluate;
  readonly type: StaticType;
  /** Number of nodes: what evaluating it once costs, inside a comprehension. */
  readonly weight: number;
  /** The text of a string literal. */
  readonly literal?: string;
  /** The value of any literal. */
  readonly constant?: { readonly value: unknown };
  /** The field of the message it reads, and how it is written. */
  readonly field?: { readonly path: MessagePath; readonly text: string };
  /** Where its value comes from, when it is read from the message. */
  readonly origin?: (run: Run) => Origin | null;
}

/** The iteration variables that are in sight. */
export type Scope = ReadonlyMap<
  string,
  { readonly slot: number; readonly type: StaticType; readonly path: MessagePath | null }
>;

const NOT_COMPILED = new Fault('the condition was not compiled');

/** Stands for an expression with a problem, so that the rest of the condition is checked too. */
export const BROKEN: Compiled = { evaluate: () => NOT_COMPILED, type: DYN, weight: 1 };

/** Collects what compiling one condition finds out. */
export class Builder {
  readonly problems: ConditionProblem[] = [];
  readonly reads = new Set<MessageVariable>();
  readonly variables = new Set<string>();
  readonly messageReads: UnguardedRead[] = [];
  readonly fieldReads: FieldRead[] = [];
  readonly fieldUses: FieldUse[] = [];
  readonly guards = new Set<string>();
  private slotCount = 0;

  constructor(private readonly compileNode: (node: ASTNode, scope: Scope, builder: Builder) => Compiled) {}

  expression(node: ASTNode, scope: Scope): Compiled {
    return this.compileNode(node, scope, this);
  }

  slot(): number {
    this.slotCount += 1;
    return this.slotCount - 1;
  }

  /** Notes a problem and gives something to carry on with, so that the rest is checked too. */
  reject(where: { readonly start: number; readonly end: number }, message: string): Compiled {
    this.problems.push({ severity: 'error', message, start: where.start, end: where.end });
    return BROKEN;
  }
}
