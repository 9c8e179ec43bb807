/** A policy to start from: a whole document that checks without a warning and whose tests pass. */
export interface PolicyTemplate {
  /** Stable, lower-case with hyphens. */
  readonly id: string;
  readonly title: string;
  /** What it does and what it does not, in a sentence or three. */
  readonly summary: string;
  /** YAML. */
  readonly text: string;
}
