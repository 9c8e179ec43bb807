import type { Finding, PolicyException } from '@sallyport/contracts';
import { compilePrincipals, type PrincipalTest } from '../criteria/principals.js';
import type { DecisionInput } from '../decision-input.js';

/** An exception made ready. Immutable. */
export interface CompiledException {
  readonly id: string;
  readonly server: string;
  readonly tool: string;
  /** Group of the policy it stands in; it is for members only. */
  readonly group: string | null;
  readonly appliesTo: PrincipalTest;
  /** Milliseconds since the epoch; from then on it is not there. */
  readonly expiresAt: number;
  /** The rule that does not apply; null when it is about a detector. */
  readonly rule: string | null;
  readonly hides: (finding: Finding) => boolean;
}

const ARGUMENTS = '/params/arguments';
const hidesNothing = (): boolean => false;

const hidesAt = (detector: string, argument: string): ((finding: Finding) => boolean) => {
  const leaf = `${ARGUMENTS}${argument}`;
  const below = `${leaf}/`;
  return (finding) => finding.detector === detector && (finding.pointer === leaf || finding.pointer.startsWith(below));
};

const anyone: PrincipalTest = () => true;

/** One that names both a rule and a detector, or neither, excepts from nothing: what is unclear opens nothing. */
export const compileException = (exception: PolicyException, group: string | null): CompiledException => {
  const { id, server, tool, detector, argument, rule, principals, expires } = exception;
  const aboutRule = rule !== undefined && detector === undefined;
  const aboutDetector = rule === undefined && detector !== undefined && argument !== undefined;
  return Object.freeze({
    id,
    server,
    tool,
    group,
    appliesTo: principals === undefined ? anyone : compilePrincipals(principals),
    expiresAt: Date.parse(expires),
    rule: aboutRule ? rule : null,
    hides: aboutDetector ? hidesAt(detector, argument) : hidesNothing,
  });
};

const NONE: readonly CompiledException[] = Object.freeze([]);

/** Exceptions, found by the tool they are for. */
export class ExceptionSet {
  private readonly byServer = new Map<string, Map<string, CompiledException[]>>();
  readonly isEmpty: boolean;

  constructor(exceptions: readonly CompiledException[]) {
    this.isEmpty = exceptions.length === 0;
    for (const exception of exceptions) {
      const tools = this.byServer.get(exception.server) ?? new Map<string, CompiledException[]>();
      this.byServer.set(exception.server, tools);
      tools.set(exception.tool, [...(tools.get(exception.tool) ?? []), exception]);
    }
  }

  /** Those that are for this tool and this caller, as long as they last. */
  concerning({ server, target, principal }: DecisionInput): readonly CompiledException[] {
    if (this.isEmpty || target.kind !== 'tool') return NONE;
    const found = this.byServer.get(server.slug)?.get(target.name) ?? NONE;
    return found.filter(
      ({ group, appliesTo }) => (group === null || principal.groups.includes(group)) && appliesTo(principal),
    );
  }
}

/** Those of them that are not over. */
export const inForceAt = (exceptions: readonly CompiledException[], now: number): readonly CompiledException[] =>
  exceptions.length === 0 ? NONE : exceptions.filter(({ expiresAt }) => now < expiresAt);
