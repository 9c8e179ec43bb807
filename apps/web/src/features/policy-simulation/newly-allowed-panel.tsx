import Link from 'next/link';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { SimulationReport } from '@/lib/api/analysis-types';
import { formatCount, plural } from '@/lib/format';
import { paths } from '@/lib/paths';
import { useOrg } from '../session';
import { CallTarget } from './call-target';

/** Who could do what they cannot do today: the part of a report to read before anything else. */
export function NewlyAllowedPanel({ report: { newlyAllowed, counts } }: { report: SimulationReport }) {
  const { org } = useOrg();
  const shown = newlyAllowed.reduce((sum, { calls }) => sum + calls, 0);
  return (
    <Panel className="border-deny-fill">
      <PanelHeader
        title={<span className="text-deny">Newly allowed</span>}
        detail={`${plural(counts.newlyAllowed, 'call')} that did not go through would`}
        level={3}
      />
      <ul className="divide-y divide-line">
        {newlyAllowed.map(({ principal, server, method, target, calls, sampleCallId }) => (
          <li
            key={`${principal.id} ${server} ${method} ${target.name}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 bg-deny-wash px-4 py-2 @lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_5rem_6rem]"
          >
            <span className="truncate font-medium text-sm">{principal.name}</span>
            <CallTarget
              server={server}
              method={method}
              target={target}
              className="order-last col-span-2 @lg:order-none @lg:col-span-1"
            />
            <span className="numeric whitespace-nowrap text-deny text-xs @lg:text-right">{plural(calls, 'call')}</span>
            <Link
              href={paths.call(org.slug, sampleCallId)}
              prefetch={false}
              className="hidden whitespace-nowrap text-right text-accent text-xs hover:underline @lg:block"
            >
              One of them
            </Link>
          </li>
        ))}
      </ul>
      {shown < counts.newlyAllowed && (
        <p className="border-line border-t px-4 py-2 text-ink-muted text-xs">
          And {formatCount(counts.newlyAllowed - shown)} calls more.
        </p>
      )}
    </Panel>
  );
}
