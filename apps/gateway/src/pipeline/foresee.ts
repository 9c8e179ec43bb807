import { setImmediate } from 'node:timers/promises';
import { AppError, type Finding, kib } from '@sallyport/contracts';
import { nowUs } from '../evidence/evidence.js';
import type { Opinions } from '../opinions/opinions.js';
import type { Answered } from './exchange.js';
import { INSPECTION_BUDGET_US } from './inspect-request.js';
import { inspectorOf } from './inspector-of.js';
import { parseAnswer } from './parse-answer.js';

/** An answer longer than this is inspected in steps, with others served between them. */
const LONG_BYTES = kib(64);

/** What is known of an answer before it is judged. */
export interface Foreseen {
  readonly value: unknown;
  readonly found: readonly Finding[];
  /** What second opinions added. */
  readonly more: readonly Finding[];
}

/**
 * Inspects an answer ahead of its judgement where that takes waiting: because it is long, or because somebody is asked about it.
 * @returns null, at once, for all others
 */
export const foresee = (opinions: Opinions | null, exchange: Answered, raw: Buffer): Promise<Foreseen> | null => {
  const isLong = raw.length > LONG_BYTES;
  if ((opinions === null && !isLong) || exchange.spec.list !== null) return null;
  const inspector = inspectorOf(exchange);
  if (!inspector.inspectBytes(raw, 'result')) return null;
  const value = parseAnswer(raw);
  if (isLong) return inSteps(exchange, value).then((found) => withOpinions(opinions, exchange, { value, found }));
  const found = inspector.inspectMessage(value, 'result', '');
  const asked = opinions?.on(exchange, value, found) ?? null;
  return asked === null ? null : asked.then((more) => ({ value, found, more }));
};

const withOpinions = async (
  opinions: Opinions | null,
  exchange: Answered,
  seen: Pick<Foreseen, 'value' | 'found'>,
): Promise<Foreseen> => ({ ...seen, more: (await opinions?.on(exchange, seen.value, seen.found)) ?? [] });

const inSteps = async (exchange: Answered, value: unknown): Promise<readonly Finding[]> => {
  const { evidence } = exchange;
  let workedUs = 0;
  try {
    const steps = inspectorOf(exchange).inspectMessageSteps(value, 'result', '');
    for (;;) {
      const startedUs = nowUs();
      const used = process.cpuUsage();
      const step = steps.next();
      const { user, system } = process.cpuUsage(used);
      const tookUs = nowUs() - startedUs;
      // Work done, and not time gone by: whoever keeps the machine busy shall not have answers go unread. Other threads of the
      // process are counted in the one and not in the other.
      workedUs += Math.min(user + system, tookUs);
      evidence.inspectUs += tookUs;
      if (step.done) return step.value;
      if (workedUs > INSPECTION_BUDGET_US) return overBudget(exchange, step.value());
      await setImmediate();
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    evidence.reasons = ['inspection-failed'];
    throw new AppError('policy.denied', { detail: 'The answer could not be inspected.', cause });
  }
};

/**
 * What is left of the text is not read: closed where the server is sensitive, told of everywhere else. What was found before
 * stands: padding behind an attack does not hide it.
 */
const overBudget = ({ evidence, server }: Answered, found: readonly Finding[]): readonly Finding[] => {
  if (server.decided.tier === 'sensitive') {
    evidence.reasons = ['inspection-failed'];
    throw new AppError('policy.denied', { detail: 'The inspection took too long.' });
  }
  return [UNFINISHED, ...found];
};

const UNFINISHED: Finding = {
  detector: 'inspection.unfinished',
  category: 'protocol',
  severity: 'medium',
  confidence: 1,
  pointer: '/result',
  start: 0,
  end: 0,
  view: 'raw',
  evidence: '',
  title: 'The answer took too long to inspect, and was not read to its end',
  frameworks: [],
};
