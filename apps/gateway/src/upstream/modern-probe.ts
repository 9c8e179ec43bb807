import { type AppError, seconds } from '@sallyport/contracts';
import { capture } from './capture.js';
import { readDiscoverAnswer } from './discover-answer.js';
import { isRefusal, type Outcome } from './outcome.js';
import { DISCOVER_PARAMS, OWN_MODERN_PEER, ownRequest } from './own-call.js';
import type { ServerFacts } from './server-facts.js';
import type { Upstream } from './upstream.js';

export interface ModernProbeOptions {
  /** Time a server may take to answer. */
  readonly timeoutMs?: number;
  /** What was found out is not doubted again sooner than this after the last doubt. */
  readonly settledMs?: number;
  readonly onFacts?: (facts: ServerFacts) => void;
}

const TIMEOUT_MS = seconds(10);
const SETTLED_MS = seconds(1);

/**
 * Whether a server speaks a modern revision: asked once, with `server/discover`, by all who want to know at the same time; the
 * answer is kept until somebody has reason to doubt it. A server that is down has no era, and is asked again.
 * @see MCP specification 2026-07-28, "Versioning: Backward Compatibility"
 */
export class ModernProbe {
  /** Null until found out. */
  speaks: boolean | null = null;
  private readonly modern: Pick<Upstream, 'send'>;
  private readonly options: ModernProbeOptions;
  /** By the principal in whose name it is asked: who may not ask spoils nobody else's answer. */
  private readonly asking = new Map<string | null, Promise<boolean>>();
  private doubtedAtMs = Number.NEGATIVE_INFINITY;

  constructor(modern: Pick<Upstream, 'send'>, options: ModernProbeOptions = {}) {
    this.modern = modern;
    this.options = options;
  }

  /** @throws AppError `upstream.*` when the server cannot be asked */
  find(principalId: string | null): Promise<boolean> {
    if (this.speaks !== null) return Promise.resolve(this.speaks);
    const asked = this.asking.get(principalId);
    if (asked !== undefined) return asked;
    const asking = this.ask(principalId).finally(() => this.asking.delete(principalId));
    this.asking.set(principalId, asking);
    return asking;
  }

  /** What an answer to something else has shown. */
  settle(speaks: boolean): void {
    this.speaks = speaks;
  }

  /** Forgets what was found, unless that was doubted just now; true when {@link find} will ask again. */
  doubt(): boolean {
    if (this.speaks === null) return true;
    const { settledMs = SETTLED_MS } = this.options;
    const now = performance.now();
    if (now - this.doubtedAtMs < settledMs) return false;
    this.doubtedAtMs = now;
    this.speaks = null;
    return true;
  }

  private async ask(principalId: string | null): Promise<boolean> {
    const { timeoutMs = TIMEOUT_MS } = this.options;
    const question = ownRequest({
      peer: { ...OWN_MODERN_PEER, principalId },
      id: 'sallyport-discover',
      method: 'server/discover',
      params: DISCOVER_PARAMS,
      session: null,
      timeoutMs,
    });
    const outcome = await new Promise<Outcome>((resolve) => capture(this.modern, question, resolve));
    const speaks = this.read(outcome);
    this.settle(speaks);
    return speaks;
  }

  private read(outcome: Outcome): boolean {
    if (outcome.kind === 'failed') {
      if (isRefusal(outcome) || isNonsense(outcome.error)) return false;
      throw outcome.error;
    }
    const answer = outcome.messages.at(-1);
    const facts = answer === undefined ? null : readDiscoverAnswer(answer);
    if (facts !== null) this.options.onFacts?.(facts);
    return facts !== null;
  }
}

/** An answer that is none: how some old servers treat a method they have never heard of. A redirect is not one. */
const isNonsense = ({ code, params }: AppError): boolean =>
  code === 'upstream.invalid' && params.upstreamStatus === undefined;
