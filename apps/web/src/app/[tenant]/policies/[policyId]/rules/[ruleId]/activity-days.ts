import type { RuleActivity } from '../../../../../../lib/api/analysis-types';

type Mode = RuleActivity['series'][number]['mode'];

export const MODES = ['enforce', 'warn', 'observe'] as const;

/** What a rule did to a call, by its mode at the time. */
export const MODE_TEXT: Readonly<
  Record<Mode, { readonly title: string; readonly did: string; readonly swatch: string }>
> = {
  enforce: { title: 'Enforced', did: 'enforced', swatch: 'bg-accent-solid' },
  warn: { title: 'Warned', did: 'warned', swatch: 'bg-hold-fill' },
  observe: { title: 'Observed', did: 'observed', swatch: 'bg-line-strong' },
};

export interface ActivityDay {
  /** `2026-11-21`, UTC. */
  readonly day: string;
  readonly calls: number;
  readonly byMode: Readonly<Record<Mode, number>>;
}

const DAY_MS = 86_400_000;

/** Every day of the range, oldest first, days without calls included: a gap is a fact too. */
export const activityDays = ({ from, to, series }: Pick<RuleActivity, 'from' | 'to' | 'series'>): ActivityDay[] => {
  const days: ActivityDay[] = [];
  for (let at = Date.parse(from.slice(0, 10)); at <= Date.parse(to); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    const byMode = { enforce: 0, warn: 0, observe: 0 };
    for (const entry of series) if (entry.day === day) byMode[entry.mode] += entry.calls;
    days.push({ day, byMode, calls: byMode.enforce + byMode.warn + byMode.observe });
  }
  return days;
};

/** Calls by mode over the whole range; modes without calls are left out. */
export const callsByMode = ({
  byMode,
}: Pick<RuleActivity, 'byMode'>): { readonly mode: Mode; readonly calls: number }[] =>
  MODES.map((mode) => ({
    mode,
    calls: byMode.filter((entry) => entry.mode === mode).reduce((sum, { calls }) => sum + calls, 0),
  })).filter(({ calls }) => calls > 0);
