import type {
  Approvers,
  ArgumentRoles,
  Behaviour,
  ClientInfo,
  DefinitionState,
  Effect,
  Finding,
  Limit,
  Principal,
  Reason,
  Redaction,
  RuleRef,
  ServerTier,
  Severity,
  Target,
  ToolCapability,
  ToolRisk,
} from '@sallyport/contracts';

/** The server a message goes to or comes from. */
export interface DecisionServer {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly tier: ServerTier;
  readonly egress: 'internal' | 'external';
  readonly transport: 'streamable-http' | 'stdio';
  readonly labels: readonly string[];
}

/** The definition of a tool that is known, and what it lets one tell of the tool. */
export interface DecisionTool {
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly state: DefinitionState;
  readonly capabilities: readonly ToolCapability[];
  readonly risk: ToolRisk;
}

/** One message to be decided, already parsed and inspected. */
export interface DecisionInput {
  /** `request`: from the client. `response`: a result, a notification or a request from the server. */
  readonly direction: 'request' | 'response';
  /** The method of the message; for a result, the method of the request it answers. */
  readonly method: string;
  readonly principal: Principal;
  /** Null when the client has not named itself. */
  readonly client: ClientInfo | null;
  readonly server: DecisionServer;
  readonly target: Target;
  /** The pinned definition, when the target is a tool that is known. */
  readonly tool?: DecisionTool | undefined;
  /** Parsed arguments, null when there are none, **undefined when they are not known** (entries of lists). */
  readonly args: unknown;
  /** UTF-8 size of the arguments as received. */
  readonly argumentsBytes: number;
  /** The parsed result; absent for requests, and may be left out when {@link Program.readsResult} is false. */
  readonly result?: unknown;
  /** Findings in this message: of the arguments when it is a request, of the result when it is a response. */
  readonly findings: readonly Finding[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Where the data in the arguments is from and what the session did; absent where nobody looked, as in lists and answers. */
  readonly behaviour?: Behaviour | undefined;
  /** True when its behaviour was known when it was decided and is not any more. Of decisions made again from records. */
  readonly behaviourLost?: boolean | undefined;
  /** Address the client calls from; null on stdio. */
  readonly address: string | null;
  /** What the strings in the arguments are for, by JSON pointer into the arguments; empty when they are not known. */
  readonly argumentRoles: ArgumentRoles;
  /**
   * True when the arguments are not known but were when they were inspected: findings and `argumentsBytes` are then those of the
   * message. Of decisions made again from records.
   */
  readonly inspected?: boolean | undefined;
}

/** One limit that a rule puts on a call; the gateway counts. */
export interface DecisionLimit {
  policyId: string;
  ruleId: string;
  limit: Limit;
  /** What is counted together, apart from everything else: `principal=prn_1,tool=srv_1/read_file`; empty for all calls. */
  key: string;
}

/** What has to happen besides the effect. All of it is empty when the message is denied. */
export interface DecisionObligations {
  /** The most urgent of the rules that ask for one; rules in `warn` may. */
  alert: Severity | null;
  /** What to keep as evidence. */
  capture: { arguments: boolean; result: boolean };
  /** Sorted, each once; at most 32. */
  labels: string[];
  limits: DecisionLimit[];
  /** The strictest of the rules that ask for a recent sign-in. */
  stepUp: { maxAgeMs: number } | null;
}

/** What is to be done with one message, and why. */
export interface Decision {
  effect: Effect;
  /** At least one. */
  reasons: Reason[];
  /** Enforced rules that took part, the deciding one first; at most 32. */
  rules: RuleRef[];
  /** Rules in observe or warn mode that would have matched; at most 32. */
  observed: RuleRef[];
  /** The deciding rule's own sentence for the person, when it has one. */
  message: string | null;
  /** What to redact; empty when the message is denied. */
  redactions: Redaction[];
  /** Who may release it, when the effect is `approve`: the strictest of the rules that ask. */
  approval: Approvers | null;
  /**
   * True when it could not be told for certain because arguments were not known. The effect is then the mildest that
   * some arguments could bring about.
   */
  unknown: boolean;
  obligations: DecisionObligations;
  /** Ids of the exceptions that the message needed: without them other rules would have taken part. At most 32, sorted. */
  exceptions: string[];
}

/** Nothing to do but what the effect says. */
export const NO_OBLIGATIONS: DecisionObligations = Object.freeze({
  alert: null,
  capture: Object.freeze({ arguments: false, result: false }),
  labels: Object.freeze([]) as unknown as string[],
  limits: Object.freeze([]) as unknown as DecisionLimit[],
  stepUp: null,
});
