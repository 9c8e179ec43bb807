import { StatusDot } from '@/components/status-dot';
import type { Server } from '@/lib/api/types';

const STATE = {
  up: { tone: 'good', label: 'Up' },
  starting: { tone: 'warn', label: 'Starting' },
  down: { tone: 'bad', label: 'Down' },
  unknown: { tone: 'unknown', label: 'Not seen yet' },
} as const;

/** How the gateways find the server, or that a person has switched it off. */
export function ServerState({ server }: { server: Pick<Server, 'state' | 'stateDetail' | 'enabled'> }) {
  const { tone, label } = server.enabled ? STATE[server.state] : ({ tone: 'unknown', label: 'Disabled' } as const);
  return (
    <span
      className="inline-flex items-center gap-1.5 whitespace-nowrap text-ink-muted text-xs"
      title={server.stateDetail || undefined}
    >
      <StatusDot tone={tone} />
      {label}
    </span>
  );
}
