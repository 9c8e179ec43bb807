import type { RulesDiff } from '@sallyport/policy';
import type { PolicyFile } from '../files/policy-file.js';
import type { Simulation, SimulationReport } from './simulate.js';

/** What pushing one file would do. */
export interface PlannedFile extends PolicyFile {
  readonly policy: string;
  /** Null for a policy that does not exist yet. */
  readonly policyId: string | null;
  readonly version: number | null;
  /** Whether the texts differ at all, be it in a comment. */
  readonly isChanged: boolean;
  /** Null when the text in force cannot be compared. */
  readonly rules: RulesDiff | null;
  /** Null when nothing changed, or none was wanted. */
  readonly effect: { readonly simulation: Simulation; readonly report: SimulationReport } | null;
}
