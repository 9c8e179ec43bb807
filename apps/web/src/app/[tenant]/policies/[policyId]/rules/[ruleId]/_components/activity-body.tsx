import { Bot, ShieldQuestion, User } from 'lucide-react';
import Link from 'next/link';
import { AbsoluteTime, RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { useOrg } from '@/features/session';
import type { RuleActivity } from '@/lib/api/analysis-types';
import { formatCount, plural } from '@/lib/format';
import { paths } from '@/lib/paths';
import { callsByMode, MODE_TEXT } from '../activity-days';
import { ActivityChart } from './activity-chart';

export function ActivityBody({ activity }: { activity: RuleActivity }) {
  if (activity.calls === 0)
    return (
      <Panel>
        <EmptyState icon={ShieldQuestion} title="It took part in no call">
          {activity.countedSince ? (
            <>
              Counted since <AbsoluteTime at={activity.countedSince} />.
            </>
          ) : (
            'Nothing is counted yet.'
          )}
        </EmptyState>
      </Panel>
    );
  return (
    <div className="space-y-5">
      <Panel>
        <PanelHeader
          title={`${plural(activity.calls, 'call')} by ${plural(activity.principalCount, 'caller')}`}
          actions={<Legend activity={activity} />}
        />
        <ActivityChart activity={activity} />
      </Panel>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
        <CallersPanel activity={activity} />
        <TargetsPanel activity={activity} />
      </div>
    </div>
  );
}

function Legend({ activity }: { activity: RuleActivity }) {
  return (
    <dl className="flex flex-wrap gap-x-4 text-xs">
      {callsByMode(activity).map(({ mode, calls }) => (
        <div key={mode} className="flex items-center gap-1.5">
          <span aria-hidden className={`size-2 rounded-[2px] ${MODE_TEXT[mode].swatch}`} />
          <dt className="text-ink-muted">{MODE_TEXT[mode].title}</dt>
          <dd className="numeric font-medium">{formatCount(calls)}</dd>
        </div>
      ))}
    </dl>
  );
}

function CallersPanel({ activity: { principals, principalCount } }: { activity: RuleActivity }) {
  const { org } = useOrg();
  return (
    <Panel>
      <PanelHeader title="Who" detail="most calls first" />
      <ul className="divide-y divide-line">
        {principals.map(({ id, kind, name, calls, lastAt, lastCallId, modes }) => {
          const Icon = kind === 'user' ? User : Bot;
          return (
            <li
              key={id ?? name}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[minmax(0,1fr)_auto_4.5rem_5.5rem]"
            >
              <span className="flex min-w-0 items-center gap-2">
                <Icon className="size-3.5 shrink-0 text-ink-faint" aria-hidden />
                <span className="truncate font-medium text-sm">{name}</span>
              </span>
              <span className="flex gap-1">
                {modes.map((mode) => (
                  <Badge key={mode} tone={mode === 'enforce' ? 'accent' : mode === 'warn' ? 'hold' : 'outline'}>
                    {MODE_TEXT[mode].title}
                  </Badge>
                ))}
              </span>
              <span className="numeric whitespace-nowrap text-ink-muted text-xs sm:text-right">
                {plural(calls, 'call')}
              </span>
              <Link
                href={paths.call(org.slug, lastCallId)}
                prefetch={false}
                className="whitespace-nowrap text-right text-accent text-xs hover:underline"
              >
                <RelativeTime at={lastAt} />
                <span className="sr-only">, newest call of {name}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      {principals.length < principalCount && (
        <p className="border-line border-t px-4 py-2 text-ink-muted text-xs">
          And {formatCount(principalCount - principals.length)} more.
        </p>
      )}
    </Panel>
  );
}

function TargetsPanel({ activity: { targets } }: { activity: RuleActivity }) {
  const { org } = useOrg();
  return (
    <Panel>
      <PanelHeader title="What" detail="tools, prompts and resources" />
      <ul className="divide-y divide-line">
        {targets.map(({ server, target, calls, lastCallId }) => (
          <li
            key={`${server} ${target.kind} ${target.name}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-4 px-4 py-2"
          >
            <Link
              href={paths.call(org.slug, lastCallId)}
              prefetch={false}
              className="truncate font-mono text-xs hover:underline"
            >
              <span className="text-ink-faint">{server}/</span>
              <span className="font-medium">{target.name || 'no target'}</span>
            </Link>
            <span className="numeric whitespace-nowrap text-ink-muted text-xs">{plural(calls, 'call')}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
