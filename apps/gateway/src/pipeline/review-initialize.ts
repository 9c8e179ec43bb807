import { AppError } from '@sallyport/contracts';
import { editObject, isSupportedVersion, locate, SUPPORTED_VERSIONS, splice } from '@sallyport/mcp';
import { decide } from '@sallyport/policy';
import { INSTRUCTIONS_NAME, observeInstructions } from '../definitions/observe-list.js';
import { isHeldBack, resolveDefinition } from '../definitions/resolve-definition.js';
import { NO_TARGET } from '../evidence/evidence.js';
import type { Session, SessionStore } from '../sessions/session-store.js';
import type { Decided } from './exchange.js';
import { inspectorOf } from './inspector-of.js';
import { parseAnswer } from './parse-answer.js';
import { ownerOf } from './recognise.js';
import { keptPrivate, type ReviewedAnswer } from './review-answer.js';
import { assertLetThrough, type Reviewer } from './review-message.js';

export interface Initialized extends ReviewedAnswer {
  /** Null when the server refused to initialise. */
  readonly session: Session | null;
}

/**
 * Judges the answer to `initialize`, and wraps the server's session in one of ours, or to `server/discover`. Its instructions are a definition: what is
 * not approved is emptied, and the rest of the answer stays as it is.
 */
export class InitializeReviewer {
  private readonly reviewer: Reviewer;
  private readonly sessions: Pick<SessionStore, 'create'>;

  constructor(reviewer: Reviewer, sessions: Pick<SessionStore, 'create'>) {
    this.reviewer = reviewer;
    this.sessions = sessions;
  }

  /** @throws AppError `upstream.invalid`, `mcp.version_unsupported`, `policy.denied` */
  review(exchange: Decided, raw: Buffer, upstreamSessionId: string | null): Initialized {
    const { result } = parseAnswer(raw) as { result?: Readonly<Record<string, unknown>> };
    const refused = result === undefined;
    const begins = !refused && exchange.spec.method === 'initialize';
    const version = begins ? this.noteVersion(exchange, result.protocolVersion) : '';
    const judged = refused ? raw : this.judgeInstructions(exchange, raw, result.instructions);
    // An error's text and the server's titles are read by people and models just as well.
    const subject = { raw: judged, kind: 'definition', method: exchange.spec.method, target: NO_TARGET } as const;
    const { bytes, decision: said, findings } = this.reviewer.review(exchange, subject);
    const { effect, reasons, rules } = said.effect === 'redact' ? said : exchange.decision;
    const outcome = {
      effect,
      reasons,
      rules,
      findings,
      errorCode: null,
      result: raw,
    };
    if (refused) return { bytes, session: null, outcome: { ...outcome, outcome: 'rpc_error' } };
    const delivered = { ...outcome, outcome: bytes === raw ? 'delivered' : 'redacted' } as const;
    if (!begins) return { bytes: discovered(exchange, bytes), session: null, outcome: delivered };
    const { peer } = exchange;
    const session = this.sessions.create(ownerOf(exchange), {
      protocolVersion: version,
      client: peer.client,
      capabilities: peer.capabilities,
      upstream: { id: upstreamSessionId, protocolVersion: version },
    });
    return { bytes, session, outcome: delivered };
  }

  private noteVersion({ evidence }: Decided, version: unknown): string {
    if (typeof version !== 'string' || !isSupportedVersion(version)) {
      throw new AppError('upstream.invalid', { detail: 'The MCP server speaks no protocol version we support.' });
    }
    evidence.protocolVersion = version;
    return version;
  }

  private judgeInstructions(exchange: Decided, raw: Buffer, instructions: unknown): Buffer {
    if (typeof instructions !== 'string') return raw;
    const { definitions, server, org } = exchange;
    const observed = observeInstructions(inspectorOf(exchange), instructions);
    definitions.observe('instructions', [observed]);
    const definition = resolveDefinition(server.pins, definitions, 'instructions', INSTRUCTIONS_NAME);
    if (definition?.state === 'blocked' || isHeldBack(definition, org.settings)) return emptied(raw);
    const input = this.reviewer.toInput(
      exchange,
      { method: exchange.spec.method, target: NO_TARGET },
      observed.findings,
      undefined,
    );
    const decision = decide(org.program, input);
    if (decision.effect === 'redact') return emptied(raw);
    assertLetThrough(exchange, decision, observed.findings);
    return raw;
  }
}

/** The gateway speaks every revision to its clients, whatever the server behind it speaks. */
const discovered = (exchange: Decided, bytes: Buffer): Buffer =>
  keptPrivate(exchange, editObject(bytes, '/result', { set: { supportedVersions: SPOKEN } }));

const SPOKEN = JSON.stringify([...SUPPORTED_VERSIONS].reverse());

const emptied = (raw: Buffer): Buffer => {
  const span = locate(raw, '/result/instructions');
  return span === null ? raw : splice(raw, [{ ...span, replacement: Buffer.from('""') }]);
};
