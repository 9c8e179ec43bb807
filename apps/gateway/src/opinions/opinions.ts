import { digestBytes } from '@sallyport/audit';
import { AppError, type Finding, minutes } from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import { heeded } from '../behaviour/modes.js';
import type { Placed } from '../pipeline/exchange.js';
import { excerpt } from './excerpt.js';
import { findingOf, type Opinion, type Opinionated } from './opinion.js';
import { uncertain } from './uncertain.js';

export interface OpinionsOptions {
  readonly asked: readonly Opinionated[];
  /** Longest a call waits for all of them together. */
  readonly deadlineMs: number;
  readonly logger: Pick<Logger, 'warn'>;
  readonly now: () => number;
}

const REMEMBERED_MAX = 2_000;
const REMEMBERED_MS = minutes(10);

/** Whose message it is, and how much care it needs. */
type About = Pick<Placed, 'org' | 'orgSlug' | 'server' | 'evidence'>;

/**
 * Asks for second opinions on messages that rules and classifier are not sure of. An opinion only adds findings. Who is turned
 * off is not asked; whose opinions only observe closes no call.
 * @see docs/decisions/0018-second-opinions.md
 */
export class Opinions {
  private readonly remembered = new Map<string, { readonly opinion: Opinion; readonly until: number }>();

  constructor(private readonly options: OpinionsOptions) {}

  /**
   * @param value  the parsed message
   * @returns what the opinions add; null, at once, when there is nobody to ask or nothing to ask about
   * @throws (rejects) AppError `policy.denied` when one is missing and the server is sensitive
   */
  on(about: About, value: unknown, findings: readonly Finding[]): Promise<readonly Finding[]> | null {
    const finding = uncertain(findings);
    if (finding === null) return null;
    const { orgSlug, org } = about;
    const asked = this.options.asked.filter((one) => org.inspection.modeOf(one.id) !== 'off' && one.serves(orgSlug));
    if (asked.length === 0) return null;
    const text = excerpt(value, findings, finding);
    return text === null ? null : this.ask(about, asked, text, finding);
  }

  async close(): Promise<void> {
    await Promise.all(this.options.asked.map((one) => one.close()));
  }

  private async ask(
    { org, orgSlug, server, evidence }: About,
    asked: readonly Opinionated[],
    text: string,
    about: Finding,
  ): Promise<readonly Finding[]> {
    const signal = AbortSignal.timeout(this.options.deadlineMs);
    const question = { orgId: org.orgId, orgSlug, text, signal };
    const opinions = await Promise.all(asked.map(async (one) => ({ one, opinion: await this.recall(one, question) })));
    const missing = opinions.filter(({ opinion }) => 'missing' in opinion);
    for (const { one, opinion } of missing)
      this.options.logger.warn({ orgId: org.orgId, by: one.id, ...opinion }, 'no second opinion');
    const observes = (one: Opinionated): boolean => org.inspection.modeOf(one.id) === 'observe';
    if (missing.some(({ one }) => !observes(one)) && server.decided.tier === 'sensitive') {
      evidence.reasons = ['inspection-failed'];
      throw new AppError('policy.denied', { detail: 'A second opinion was due and did not come.' });
    }
    const added = opinions.flatMap(({ one, opinion }): Finding[] => {
      const finding = findingOf(opinion, one.id, about);
      if (finding === null) return [];
      return [observes(one) ? { ...finding, observed: true } : finding];
    });
    return heeded(org.inspection, added);
  }

  private async recall(one: Opinionated, question: Parameters<Opinionated['ask']>[0]): Promise<Opinion> {
    // The organisation is part of the key: whether somebody else saw the same text is not to be told from the time it takes.
    const key = `${one.id} ${question.orgId} ${digestBytes(Buffer.from(question.text))}`;
    const known = this.remembered.get(key);
    if (known !== undefined && known.until > this.options.now()) return known.opinion;
    const opinion = await inTime(one.ask(question), question.signal);
    if ('missing' in opinion) return opinion;
    if (this.remembered.size >= REMEMBERED_MAX) this.remembered.clear();
    this.remembered.set(key, { opinion, until: this.options.now() + REMEMBERED_MS });
    return opinion;
  }
}

/** Whoever is asked may forget the time. */
const inTime = (asked: Promise<Opinion>, signal: AbortSignal): Promise<Opinion> =>
  Promise.race([
    asked.catch((): Opinion => ({ missing: 'failed' })),
    new Promise<Opinion>((resolve) =>
      signal.addEventListener('abort', () => resolve({ missing: 'late' }), { once: true }),
    ),
  ]);
