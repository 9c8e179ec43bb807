import type { Diagnostic } from '@sallyport/contracts';
import type { Path } from '../document/source-tree.js';

/** Something wrong with a rule; `path` is relative to the rule, and `key` points at the key instead of its value. */
export interface RuleProblem {
  readonly severity: Diagnostic['severity'];
  readonly message: string;
  readonly path: Path;
  readonly key?: boolean;
  /** UTF-16 offsets inside the text at `path`. */
  readonly inside?: { readonly start: number; readonly end: number };
}

/** What exists in the organisation, as far as the caller knows: what is left out is not checked. */
export interface CheckContext {
  readonly servers?: readonly { readonly slug: string }[];
  readonly tools?: readonly CheckedTool[];
  /** Now, milliseconds since the epoch: what has expired is told. */
  readonly now?: number;
  /** False: a level above lets no group allow anything, so that allows of group policies change nothing. */
  readonly groupsMayAllow?: boolean;
  /** Ids of rules of other policies that exceptions may speak of. */
  readonly otherRules?: readonly string[];
}

/** A tool that is pinned, with the schemas conditions are typed by. */
export interface CheckedTool {
  readonly server: string;
  readonly name: string;
  readonly inputSchema?: unknown;
  readonly outputSchema?: unknown;
}

export const error = (message: string, path: Path, options: Partial<RuleProblem> = {}): RuleProblem => ({
  severity: 'error',
  message,
  path,
  ...options,
});

export const warning = (message: string, path: Path, options: Partial<RuleProblem> = {}): RuleProblem => ({
  ...error(message, path, options),
  severity: 'warning',
});
