import type {
  Approvers,
  ClientInfo,
  DefinitionState,
  Effect,
  Finding,
  Principal,
  Reason,
  Redaction,
  RuleRef,
  ServerTier,
  Target,
} from '@sallyport/contracts';

/** The server a message goes to or comes from. */
export interface DecisionServer {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly tier: ServerTier;
  readonly egress: 'internal' | 'external';
  readonly transport: 'streamable-http' | 'stdio';
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
  readonly tool?:
    | { readonly annotations: Readonly<Record<string, unknown>>; readonly state: DefinitionState }
    | undefined;
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
}
