import { AppError, seconds } from '@sallyport/contracts';
import {
  ANSWER_LIMITS,
  isModernError,
  isModernVersion,
  LATEST_VERSION,
  META_KEYS,
  parseJson,
  supportedVersionsOf,
} from '@sallyport/mcp';
import { z } from 'zod';
import { capture } from './capture.js';
import { errorOf, isRefusal, type Outcome } from './outcome.js';
import { OWN_MODERN_PEER, ownRequest } from './own-call.js';
import type { ServerFacts } from './server-facts.js';
import type { Upstream } from './upstream.js';

export interface ModernProbeOptions {
  /** Time a server may take to answer. */
  readonly timeoutMs?: number;
  /** What was found out is not doubted again sooner than this. */
  readonly settledMs?: number;
  readonly onFacts?: (facts: ServerFacts) => void;
}

const TIMEOUT_MS = seconds(10);
const SETTLED_MS = seconds(30);

const discoverAnswerSchema = z.object({
  result: z.object({
    supportedVersions: z.array(z.string().max(64)).max(64),
    _meta: z
      .object({ [META_KEYS.serverInfo]: z.object({ name: z.string(), version: z.string() }) })
      .optional()
      .catch(undefined),
  }),
});

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
  private asking: Promise<boolean> | null = null;
  private foundAtMs = Number.NEGATIVE_INFINITY;

  constructor(modern: Pick<Upstream, 'send'>, options: ModernProbeOptions = {}) {
    this.modern = modern;
    this.options = options;
  }

  /** @throws AppError `upstream.*` when the server cannot be asked */
  find(): Promise<boolean> {
    if (this.speaks !== null) return Promise.resolve(this.speaks);
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** What an answer to something else has shown. */
  settle(speaks: boolean): void {
    this.speaks = speaks;
    this.foundAtMs = performance.now();
  }

  /** Forgets what was found, unless that was just now; true when {@link find} will ask again. */
  doubt(): boolean {
    const { settledMs = SETTLED_MS } = this.options;
    if (this.speaks !== null && performance.now() - this.foundAtMs < settledMs) return false;
    this.speaks = null;
    return true;
  }

  private async ask(): Promise<boolean> {
    const { timeoutMs = TIMEOUT_MS } = this.options;
    const question = ownRequest({
      peer: OWN_MODERN_PEER,
      id: 'sallyport-discover',
      method: 'server/discover',
      params: {
        _meta: {
          [META_KEYS.protocolVersion]: LATEST_VERSION,
          [META_KEYS.clientInfo]: OWN_MODERN_PEER.client,
          [META_KEYS.clientCapabilities]: {},
        },
      },
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
    const error = errorOf(outcome);
    if (error === null) return this.readResult(outcome.messages.at(-1));
    if (!isModernError(error)) return false;
    const versions = supportedVersionsOf(error);
    return versions.length === 0 || versions.some(isModernVersion);
  }

  private readResult(raw: Buffer | undefined): boolean {
    const parsed = discoverAnswerSchema.safeParse(raw === undefined ? null : parseJson(raw, ANSWER_LIMITS));
    if (!parsed.success) return false;
    const { supportedVersions, _meta } = parsed.data.result;
    const protocolVersion = supportedVersions.filter(isModernVersion).sort().at(-1);
    if (protocolVersion === undefined) return false;
    const info = _meta?.[META_KEYS.serverInfo];
    const serverInfo =
      info === undefined ? null : { name: info.name.slice(0, 120), version: info.version.slice(0, 60) };
    this.options.onFacts?.({ protocolVersion, serverInfo });
    return true;
  }
}

/** An answer that is none: how some old servers treat a method they have never heard of. A redirect is not one. */
const isNonsense = ({ code, params }: AppError): boolean =>
  code === 'upstream.invalid' && params.upstreamStatus === undefined;
