import { Waypoints } from 'lucide-react';
import { StatusDot } from '@/components/status-dot';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { Overview } from '@/lib/api/types';
import { formatCount } from '@/lib/format';

type Gateway = Overview['gateways'][number];

export function GatewaysPanel({ overview: { gateways } }: { overview: Overview }) {
  return (
    <Panel>
      <PanelHeader title="Gateways" detail="and the policy snapshot each one enforces" />
      {gateways.length === 0 ? (
        <EmptyState icon={Waypoints} title="No gateway has reported yet">
          A gateway appears here with its first heartbeat.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {gateways.map((gateway) => (
            <GatewayRow key={gateway.id} gateway={gateway} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function GatewayRow({ gateway }: { gateway: Gateway }) {
  const { id, online, lastSeenAt, snapshotVersion, currentVersion, unshippedRecords, spoolWritable } = gateway;
  const isCurrent = snapshotVersion >= currentVersion;
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5 text-sm">
      <span className="flex min-w-40 items-center gap-2 font-medium">
        <StatusDot tone={online ? 'good' : 'bad'} />
        {id}
      </span>
      <span className="text-ink-muted text-xs">
        {online ? 'Online, seen' : 'Offline, last seen'} <RelativeTime at={lastSeenAt} className="numeric" />
      </span>
      <span className="numeric flex items-center gap-1.5 text-ink-muted text-xs">
        Enforces snapshot {snapshotVersion}
        {isCurrent ? <Badge tone="allow">Current</Badge> : <Badge tone="hold">Behind {currentVersion}</Badge>}
      </span>
      <span className="numeric text-ink-muted text-xs">
        {unshippedRecords === 0 ? 'All records shipped' : `${formatCount(unshippedRecords)} records to ship`}
      </span>
      {!spoolWritable && <Badge tone="deny">Spool not writable</Badge>}
    </li>
  );
}
