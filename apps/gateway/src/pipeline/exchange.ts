import type { AppError, ArgumentRoles, Behaviour, Finding, Principal, Target } from '@sallyport/contracts';
import type { McpMessage, MethodSpec } from '@sallyport/mcp';
import type { Decision } from '@sallyport/policy';
import type { ResolvedDefinition } from '../definitions/resolve-definition.js';
import type { ServerDefinitions } from '../definitions/server-definitions.js';
import type { Evidence, RecordedOutcome } from '../evidence/evidence.js';
import type { RequestHead } from '../http/request-head.js';
import type { Flight } from '../sessions/in-flight.js';
import type { OpenExchange } from '../sessions/request-state.js';
import type { Session } from '../sessions/session-store.js';
import type { OrgRuntime, ServerRuntime } from '../snapshot/org-runtime.js';
import type { Peer, Upstream } from '../upstream/upstream.js';
import type { Answer } from './answer.js';
import type { ReadBody, Reply } from './transport.js';

/** How an exchange ended. */
export type Outcome = RecordedOutcome;

/**
 * One step of the pipeline. It hands the next step what it was given together with what it found out (`learn`), and refuses
 * by an `AppError`, thrown or rejected alike: steps that wait for nothing make no promise of their own.
 */
export type Stage<In, Out> = (next: (exchange: Out) => Promise<Outcome>) => (exchange: In) => Promise<Outcome>;

/** A request that names an MCP endpoint. Its head reads like HTTP whatever transport it came by. */
export interface Incoming {
  readonly evidence: Evidence;
  readonly head: RequestHead;
  readonly readBody: ReadBody;
  readonly reply: Reply;
  readonly orgSlug: string;
  readonly serverSlug: string;
}

/** Takes a request, answers it and records it. Rejects only when the gateway itself is broken. */
export type Pipeline = (incoming: Incoming) => Promise<Outcome>;

/** A message or stream request on its way into the pipeline, by whatever transport it came. */
export type Arrival = Omit<Incoming, 'evidence'>;

/** The one way into the pipeline. Resolves to null when the gateway itself is broken; the client is then given nothing. */
export type Enter = (arrival: Arrival) => Promise<Outcome | null>;

/** Its caller is known and belongs to the organisation it names. */
export interface Authenticated extends Incoming {
  readonly org: OrgRuntime;
  readonly principal: Principal;
  /** When the caller signed in, milliseconds since the epoch; null for those who do not, as service accounts. */
  readonly signedInAt: number | null;
}

/** The server it names is one this organisation has. */
export interface Placed extends Authenticated {
  readonly server: ServerRuntime;
  readonly upstream: Upstream;
  readonly definitions: ServerDefinitions;
}

/** Its body is there, and no batch. */
export interface Read extends Placed {
  readonly body: Buffer;
}

/** Its body is one well-formed message. */
export interface Parsed extends Read {
  readonly message: McpMessage;
}

/** It is known which client speaks, and how. */
export interface Recognised extends Parsed {
  readonly peer: Peer;
  /** Null for `initialize`, and for everything a modern client sends. */
  readonly session: Session | null;
}

/** From here on a cancellation finds it. */
export interface Tracked extends Recognised {
  /** Null for what is no request. */
  readonly flight: Flight | null;
}

/** A message of a known method, with everything policy wants to know of it but the findings. */
export interface Resolved extends Tracked {
  /** Row of the message's method; for a client's answer, of the server's request it answers. */
  readonly spec: MethodSpec;
  /** The server's own id of the question a client's answer is for; null for everything else. */
  readonly questionId: string | number | null;
  readonly target: Target;
  /** Definition of the tool or prompt that is addressed. */
  readonly definition: ResolvedDefinition | null;
  /** What policy calls `args`: null when there is nothing of the kind. */
  readonly args: unknown;
  readonly argumentsBytes: number;
}

/** A retry of a modern request is known to continue what was asked of this very client. */
export interface Continued extends Resolved {
  /** Null when it is no retry. `responses` are the client's, by the keys of the questions. */
  readonly continued: (OpenExchange & { readonly responses: Readonly<Record<string, unknown>> }) | null;
}

export interface Inspected extends Continued {
  readonly findings: readonly Finding[];
  /** What the strings in the arguments are for, by JSON pointer into the arguments; empty where nobody asks. */
  readonly argumentRoles: ArgumentRoles;
  /** Where the data in it is from and what its principal did before; null for messages nobody follows. */
  readonly behaviour: Behaviour | null;
}

export interface Decided extends Inspected {
  readonly decision: Decision;
  /** Of a request for several things: for each of them, in their order, whether it is asked for. Null for other requests. */
  readonly keptParts: readonly boolean[] | null;
}

/** What the rules want done when a call's answer is there. */
export interface Dues {
  /**
   * The answer as the server sent it, before it goes to the client.
   * @param findings  what was found in it; null when that could not be told, so that nothing of it may be kept
   */
  onAnswer(raw: Buffer, findings: readonly Finding[] | null): void;
  /** The call is over, with or without an answer. */
  settle(): void;
}

/** What the rules want besides is done, as far as it can be before the answer. */
export interface Obliged extends Decided {
  /** What the caller hears although the effect of the rules is another: a limit, or a sign-in that is too old. */
  readonly refusal: AppError | null;
  /** Null when nothing is due once the answer comes. */
  readonly dues: Dues | null;
}

/** The server has begun to answer. */
export interface Answered extends Obliged {
  readonly answer: Answer;
}
