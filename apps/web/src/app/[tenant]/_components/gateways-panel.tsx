import { Waypoints } from 'lucide-react';
import { StatusDot } from '@/components/status-dot';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { Overview } from '@/lib/api/types';
import { formatCount } from '@/lib/format';

type Gateway = Overview['gateways'][number];

const REFUSALS = {
  malformed: 'Refused a snapshot it cannot read',
  signature_invalid: 'Refused a snapshot with a bad signature',
  foreign_org: 'Refused a snapshot of another organisation',
  version_stale: 'Refused a snapshot older than its own',
  not_compiled: 'Refused policies that do not compile',
} as const satisfies Record<NonNullable<Gateway['refusal']>, string>;

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
  const { id, online, lastSeenAt, snapshotVersion, currentVersion, unshippedRecords, spoolWritable, refusal } = gateway;
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
      {refusal !== null && <Badge tone="deny">{REFUSALS[refusal]}</Badge>}
      {!spoolWritable && <Badge tone="deny">Spool not writable</Badge>}
    </li>
  );
}
