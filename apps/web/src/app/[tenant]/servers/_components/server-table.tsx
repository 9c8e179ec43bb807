import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { describeTransport, ServerState } from '@/features/servers';
import type { Server } from '@/lib/api/types';
import { formatCount, plural } from '@/lib/format';
import { paths } from '@/lib/paths';

const HEAD = 'px-4 py-2 text-left font-medium whitespace-nowrap';
const CELL = 'px-4 py-2.5 align-middle';

export function ServerTable({ org, servers }: { org: string; servers: readonly Server[] }) {
  if (servers.length === 0) return <p className="py-8 text-center text-ink-muted text-sm">No server matches.</p>;
  return (
    <Panel className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead className="border-line border-b text-ink-faint text-xs">
          <tr>
            <th scope="col" className={HEAD}>
              Server
            </th>
            <th scope="col" className={HEAD}>
              State
            </th>
            <th scope="col" className={`${HEAD} hidden md:table-cell`}>
              Offers
            </th>
            <th scope="col" className={`${HEAD} hidden lg:table-cell`}>
              To look at
            </th>
            <th scope="col" className={`${HEAD} hidden text-right sm:table-cell`}>
              Calls, 24 h
            </th>
            <th scope="col" className={`${HEAD} hidden text-right sm:table-cell`}>
              Denied, 24 h
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {servers.map((server) => (
            <ServerRow key={server.id} org={org} server={server} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function ServerRow({ org, server }: { org: string; server: Server }) {
  const { counts } = server;
  return (
    <tr className="hover:bg-raised">
      <td className={CELL}>
        <Link href={paths.server(org, server.id)} data-list-item className="font-medium hover:underline">
          {server.name}
        </Link>
        {server.tier === 'sensitive' && (
          <Badge tone="hold" className="ml-2">
            Sensitive
          </Badge>
        )}
        <p className="text-ink-faint text-xs">
          <span className="font-mono">{server.slug}</span> · {describeTransport(server.transport)}
        </p>
      </td>
      <td className={CELL}>
        <ServerState server={server} />
      </td>
      <td className={`${CELL} numeric hidden whitespace-nowrap text-ink-muted text-xs md:table-cell`}>
        {plural(counts.tools, 'tool')} · {plural(counts.prompts, 'prompt')} · {plural(counts.resources, 'resource')}
      </td>
      <td className={`${CELL} hidden lg:table-cell`}>
        <span className="flex gap-1.5">
          {counts.drifted > 0 && <Badge tone="hold">{counts.drifted} drifted</Badge>}
          {counts.blocked > 0 && <Badge tone="deny">{counts.blocked} blocked</Badge>}
          {counts.findings > 0 && <Badge tone="high">{plural(counts.findings, 'finding')}</Badge>}
          {counts.drifted + counts.blocked + counts.findings === 0 && (
            <span className="text-ink-faint text-xs">Nothing</span>
          )}
        </span>
      </td>
      <td className={`${CELL} numeric hidden text-right sm:table-cell`}>
        <Link
          href={paths.calls(org, { server: server.slug, range: '24h' })}
          prefetch={false}
          className="hover:underline"
        >
          {formatCount(counts.calls24h)}
        </Link>
      </td>
      <td className={`${CELL} numeric hidden text-right sm:table-cell`}>
        <Link
          href={paths.calls(org, { server: server.slug, effect: 'deny', range: '24h' })}
          prefetch={false}
          className={counts.denied24h > 0 ? 'text-deny hover:underline' : 'text-ink-faint hover:underline'}
        >
          {formatCount(counts.denied24h)}
        </Link>
      </td>
    </tr>
  );
}
