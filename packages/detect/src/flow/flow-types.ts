import type { Finding } from '@sallyport/contracts';

/** A result as far as following its data needs it. */
export interface FlowResult {
  /** What its origin is called: the slug of a server; empty when it is not known. */
  readonly server: string;
  readonly tool: string;
  /** The message or text, UTF-8. Not kept. */
  readonly bytes: Uint8Array;
  /** Its text, for sentences that ask for something; null where nobody needs to look. */
  readonly text: (() => string) | null;
  /** Labels of the server, and what inspection found: `secret`, `pii`, `injection`. */
  readonly labels: readonly string[];
  /** Anybody may read it. */
  readonly isPublic: boolean;
  /** Anybody may have written it. */
  readonly isUntrusted: boolean;
  /** Arguments of the call it answers: what is repeated from them is no data of the server's. */
  readonly args: unknown;
  readonly at: number;
}

/** A call as far as following data needs it. */
export interface FlowCall {
  readonly server: string;
  readonly tool: string;
  readonly args: unknown;
  /** Pointer of the arguments inside the message. */
  readonly pointerBase: string;
  /** What is given to the server can leave the organisation. */
  readonly isOutside: boolean;
  readonly at: number;
}

/** Where the data in the arguments of a call comes from. What rules read as `flow`. */
export interface FlowFacts {
  /** Servers whose results it was in, sorted; the called server's own are not among them. */
  origins: string[];
  /** Labels of those results, sorted. */
  labels: string[];
  /** Greatest part of one argument that is the same as one result, 0 to 1. */
  overlap: number;
  /** Characters that are the same, letters and digits only. */
  chars: number;
  /** Some of it is encoded, reversed or cut in pieces. */
  disguised: boolean;
  /** Addresses it goes to, as the arguments name them. */
  destinations: string[];
  /** One of those addresses stands in a result that asks for something. */
  injectedDestination: boolean;
  /** A result asked for this call. */
  asked: boolean;
}

/** What the context did so far. What rules read as `session`. */
export interface SessionFacts {
  /** Calls of the last hour, this one included. */
  calls: number;
  /** Calls of the last minute, this one included. */
  callsPerMinute: number;
  /** Calls of the last hour that were the same, this one included. */
  repeats: number;
  /** Different arguments this tool was called with in the last hour, this call included. */
  variants: number;
  /** The principal has not called this tool before, as far as is remembered. */
  firstUse: boolean;
  /** Nor sent anything to one of these addresses. */
  firstDestination: boolean;
  privateSeen: boolean;
  untrustedSeen: boolean;
  /** Private data and untrusted text were seen, and this call reaches outside. */
  trifecta: boolean;
  /** Bytes sent to this tool in the last hour that are in no earlier result. */
  novelBytes: number;
}

export interface FlowVerdict {
  readonly findings: readonly Finding[];
  readonly flow: FlowFacts;
  readonly session: SessionFacts;
}

/** What another process knows of a result: hashes and labels. */
export interface SharedResult {
  readonly server: string;
  readonly tool: string;
  readonly labels: readonly string[];
  readonly isPublic: boolean;
  readonly isUntrusted: boolean;
  readonly at: number;
  readonly prints: Uint32Array;
  /** Addresses in sentences that ask for something, hashed like tokens. */
  readonly asked: readonly string[];
}
