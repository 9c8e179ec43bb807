import { ClockTime } from '@/components/time';
import type { CallDetail } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { formatBytes, formatMicroseconds } from '@/lib/format';
import { REASON_TEXT } from './reasons';
import { OUTCOME_LABEL } from './verdict';
import { VerdictBadge } from './verdict-badge';

type Timing = NonNullable<CallDetail['completed']>['timing'];

/** When the call was decided and when it ended, and where the time went. */
export function CallTimeline({ call }: { call: CallDetail }) {
  const { decided, completed } = call;
  return (
    <div className="space-y-4 px-4 py-3">
      <ol className="space-y-3">
        <Moment at={decided.at} title="Decided" badge={<VerdictBadge effect={decided.effect} />}>
          {decided.reasons.map((reason) => REASON_TEXT[reason]).join(', ')}
        </Moment>
        {completed ? (
          <Moment
            at={completed.at}
            title={OUTCOME_LABEL[completed.outcome]}
            badge={<VerdictBadge effect={completed.effect} />}
          >
            {completed.errorCode ?? `${formatBytes(completed.resultBytes)} returned`}
          </Moment>
        ) : (
          <Moment at={null} title={OUTCOME_LABEL[call.outcome]}>
            {call.outcome === 'open' ? 'Waiting for the server.' : 'No completion was recorded.'}
          </Moment>
        )}
      </ol>
      {completed && <Waterfall timing={completed.timing} />}
    </div>
  );
}

interface MomentProps {
  readonly at: string | null;
  readonly title: string;
  readonly badge?: React.ReactNode;
  readonly children: React.ReactNode;
}

function Moment({ at, title, badge, children }: MomentProps) {
  return (
    <li className="grid grid-cols-[4.5rem_auto_1fr] items-baseline gap-x-3 text-sm">
      {at ? (
        <ClockTime at={at} className="numeric text-ink-faint text-xs" />
      ) : (
        <span className="text-ink-faint text-xs">–</span>
      )}
      <span className="font-medium">{title}</span>
      <span className="flex min-w-0 flex-wrap items-center gap-2 text-ink-muted text-xs">
        {badge}
        {children}
      </span>
    </li>
  );
}

interface Span {
  readonly label: string;
  readonly us: number;
  readonly startUs: number;
  readonly style: string;
}

/** The stages one after another; what is left over is transport, evidence and, for a stream, waiting for its end. */
const toSpans = ({ inspectUs, decideUs, upstreamUs, totalUs }: Timing): Span[] => [
  { label: 'Inspect', us: inspectUs, startUs: 0, style: 'bg-redact-fill' },
  { label: 'Decide', us: decideUs, startUs: inspectUs, style: 'bg-accent' },
  { label: 'Server', us: upstreamUs, startUs: inspectUs + decideUs, style: 'bg-line-strong' },
  { label: 'Total', us: totalUs, startUs: 0, style: 'bg-ink-faint' },
];

function Waterfall({ timing }: { timing: Timing }) {
  const whole = Math.max(timing.totalUs, timing.inspectUs + timing.decideUs + timing.upstreamUs, 1);
  return (
    <div className="space-y-1.5">
      <dl className="space-y-1.5">
        {toSpans(timing).map(({ label, us, startUs, style }) => (
          <div key={label} className="grid grid-cols-[4.5rem_1fr_4.5rem] items-center gap-3 text-xs">
            <dt className="text-ink-faint">{label}</dt>
            <dd aria-hidden className="h-2 rounded-sm bg-raised">
              <div
                className={cn('h-full min-w-0.5 rounded-sm', style)}
                style={{ marginLeft: `${(startUs / whole) * 100}%`, width: `${(us / whole) * 100}%` }}
              />
            </dd>
            <dd className="numeric text-right">{formatMicroseconds(us)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-ink-faint text-xs">
        {formatMicroseconds(timing.inspectUs + timing.decideUs)} went into inspecting and deciding.
      </p>
    </div>
  );
}
