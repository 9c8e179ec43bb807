import { AppError } from '@sallyport/contracts';
import { envelopeId, LATEST_LEGACY_VERSION, readEnvelope } from '@sallyport/mcp';
import { readDiscoverAnswer } from './discover-answer.js';
import { type InitializedServer, readInitializeAnswer } from './initialize-answer.js';
import { OWN_NAME, ownDiscover } from './own-call.js';
import type { ServerFacts } from './server-facts.js';

/** How a hosted process is greeted, and how it is told that it speaks the revision it was started for. */
export interface Handshake<Server> {
  /** The first line a process gets. */
  readonly hello: Buffer;
  /** What the process said to it: what it is; `refused` when it speaks another era; null for lines that are no answer. */
  read(line: Buffer): Server | 'refused' | null;
  /** Sent when it has answered. */
  readonly thanks: Buffer | null;
  /** How long a process may stay silent before that counts as a refusal, until one has answered; null when it never does. */
  readonly silenceMs: number | null;
}

const HELLO_ID = 0;

const line = (message: object): Buffer => Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

const isAnswer = (raw: Buffer): boolean => {
  const envelope = readEnvelope(raw);
  return envelope !== null && envelope.method === null && envelopeId(raw, envelope) === HELLO_ID;
};

const isError = (raw: Buffer): boolean => readEnvelope(raw)?.error != null;

/** Without any client capability: a process that serves many has nobody to ask. */
export const LEGACY_HANDSHAKE: Handshake<InitializedServer> = {
  hello: line({
    id: HELLO_ID,
    method: 'initialize',
    params: {
      protocolVersion: LATEST_LEGACY_VERSION,
      capabilities: {},
      clientInfo: { ...OWN_NAME, title: 'Sallyport' },
    },
  }),
  read: (raw) => {
    if (!isAnswer(raw)) return null;
    return isError(raw) ? 'refused' : (readInitializeAnswer(raw) ?? 'refused');
  },
  thanks: line({ method: 'notifications/initialized' }),
  silenceMs: null,
};

/**
 * The probe of the stdio page. Some older servers end or say nothing when the first thing they hear is not `initialize`.
 * @see MCP specification 2026-07-28, "stdio: Backward Compatibility"
 */
export const modernHandshake = (silenceMs: number): Handshake<ServerFacts> => ({
  hello: Buffer.concat([ownDiscover(HELLO_ID), Buffer.from('\n')]),
  read: (raw) => (isAnswer(raw) ? (readDiscoverAnswer(raw) ?? 'refused') : null),
  thanks: null,
  silenceMs,
});

/** The error of a process that speaks another era than it was started for. */
export const handshakeRefused = (): AppError =>
  new AppError('upstream.invalid', {
    detail: 'The server refused to be initialised',
    params: { handshakeRefused: true },
  });
