import type { RuleActivity } from '@/lib/api/analysis-types';
import { plural } from '@/lib/format';
import { activityDays, MODE_TEXT, MODES } from '../activity-days';

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Calls of each day by mode; the table that screen readers get says the same. */
export function ActivityChart({ activity }: { activity: RuleActivity }) {
  const days = activityDays(activity);
  const most = Math.max(1, ...days.map(({ calls }) => calls));
  const [first] = days;
  const last = days.at(-1);
  return (
    <figure className="px-4 pt-4 pb-3">
      <ol aria-label="Calls by day" className="flex h-28 items-end gap-1">
        {days.map(({ day, calls, byMode }) => (
          <li
            key={day}
            title={`${dayFormat.format(new Date(day))}: ${plural(calls, 'call')}`}
            className="flex h-full min-w-0 flex-1 flex-col justify-end"
          >
            <span className="sr-only">
              {dayFormat.format(new Date(day))}: {plural(calls, 'call')}
            </span>
            {MODES.map((mode) => (
              <span
                key={mode}
                aria-hidden
                className={`mx-auto block w-full max-w-10 first-of-type:rounded-t-sm ${MODE_TEXT[mode].swatch}`}
                style={{ height: `${(byMode[mode] / most) * 100}%` }}
              />
            ))}
            <span aria-hidden className="mx-auto block h-px w-full max-w-10 bg-line-strong" />
          </li>
        ))}
      </ol>
      <figcaption className="numeric mt-2 flex justify-between text-ink-faint text-xs">
        <span>{first && dayFormat.format(new Date(first.day))}</span>
        <span>{last && dayFormat.format(new Date(last.day))}</span>
      </figcaption>
    </figure>
  );
}
