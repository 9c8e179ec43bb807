import { Badge } from '@/components/ui/badge';
import type { Definition } from '@/lib/api/types';

type Change = NonNullable<Definition['change']>;

const CHANGE = {
  none: { tone: 'neutral', label: 'No change', held: false },
  cosmetic: { tone: 'neutral', label: 'Cosmetic', held: false },
  widening: { tone: 'neutral', label: 'Widening', held: false },
  new_sink: { tone: 'hold', label: 'New place for data', held: true },
  new_instruction: { tone: 'deny', label: 'New instruction', held: true },
} as const satisfies Record<Change['change'], { tone: string; label: string; held: boolean }>;

/** What a change brings, and where: the analyst sees why the definition waits, or why it does not. */
export function ChangeSummary({ change: { change, reasons } }: { change: Change }) {
  return (
    <section aria-label="What the change brings" className="space-y-2 border-line border-t px-4 py-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={CHANGE[change].tone}>{CHANGE[change].label}</Badge>
        <span className="text-ink-muted">
          {CHANGE[change].held
            ? 'Calls wait until this is approved, unless the organisation allows changed definitions.'
            : 'Nothing in it has to wait for approval.'}
        </span>
      </p>
      <ul className="space-y-1">
        {reasons.map((reason) => (
          <li
            key={`${reason.change} ${reason.pointer} ${reason.evidence}`}
            className="wrap-anywhere text-ink-muted text-xs"
          >
            {CHANGE[reason.change].label}
            {reason.pointer !== '' && <code className="ml-1 font-mono">{reason.pointer}</code>}: {reason.evidence}
          </li>
        ))}
      </ul>
    </section>
  );
}
