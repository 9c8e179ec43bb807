import type { Finding, FlowFacts, SessionFacts } from '@sallyport/contracts';
import type { Sent } from './sent.js';

/** A result as far as following its data needs it. */
export interface FlowResult {
  /** What its origin is called: the slug of a server; empty when it is not known. */
  readonly server: string;
  readonly tool: string;
  /** The message or text, UTF-8. Not kept. */
  readonly bytes: Uint8Array;
  /** Where it is looked for sentences that ask for something: nowhere, around an address or a polite word, or everywhere. */
  readonly asks: 'nowhere' | 'around-cues' | 'everywhere';
  /** Labels of the server, and what inspection found: `secret`, `pii`, `injection`. */
  readonly labels: readonly string[];
  /** Anybody may read it. */
  readonly isPublic: boolean;
  /** Anybody may have written it. */
  readonly isUntrusted: boolean;
  /** Arguments of the call it answers: what is repeated from them is no data of the server's. */
  readonly args: unknown;
  /** These, where the call was examined: {@link FlowVerdict.sent}. */
  readonly sent?: Sent | undefined;
  readonly at: number;
}

/** A call as far as following data needs it. */
export interface FlowCall {
  readonly server: string;
  readonly tool: string;
  readonly args: unknown;
  /** Pointer of the arguments inside the message. */
  readonly pointerBase: string;
  /** The arguments, where the call was examined before: {@link FlowVerdict.sent}. */
  readonly sent?: Sent | undefined;
  /** What is given to the server can leave the organisation. */
  readonly isOutside: boolean;
  readonly at: number;
}

export interface FlowVerdict {
  readonly findings: readonly Finding[];
  readonly flow: FlowFacts;
  readonly session: SessionFacts;
  /** The arguments as they were read, so that what comes after need not read them again. */
  readonly sent: Sent;
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
