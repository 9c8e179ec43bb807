'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Server as ServerIcon } from 'lucide-react';
import Link from 'next/link';
import { CopyButton } from '@/components/copy-button';
import { ListFilter, useListFilter } from '@/components/list-filter';
import { buttonStyle } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { allServers } from '@/features/connect';
import { useListKeys } from '@/features/keyboard';
import { useOrg, usePermission } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import { serversQuery } from '@/lib/api/queries';
import type { Server } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { ServerTable } from './server-table';

const REFRESH_MS = 15_000;

interface ServersViewProps {
  readonly initial: { readonly items: Server[]; readonly nextCursor: string | null };
}

export function ServersView({ initial }: ServersViewProps) {
  const { org } = useOrg();
  const { data } = useQuery({ ...serversQuery(org.slug), initialData: initial, refetchInterval: REFRESH_MS });
  const { shown, filter } = useListFilter(
    data.items,
    ({ name, slug, description }) => `${name} ${slug} ${description}`,
  );
  const mayAdd = usePermission('server:write');
  useListKeys();
  const [first, second] = data.items;
  const together = first && second && allServers(org.slug, first);
  const add = mayAdd && (
    <Link href={paths.newServer(org.slug)} className={buttonStyle({ variant: 'primary' })}>
      <Plus aria-hidden />
      Add server
    </Link>
  );
  return (
    <>
      <PageHeader
        title="Servers"
        description="Every MCP server your people and agents reach through Sallyport."
        actions={add}
      />
      <PageBody>
        {data.items.length === 0 ? (
          <EmptyState icon={ServerIcon} title="No server yet" action={add}>
            Add the first one; clients then connect to its address here instead of to the server itself.
          </EmptyState>
        ) : (
          <>
            {together && <TogetherAddress url={together.url} />}
            <ListFilter label="Filter servers" {...filter} />
            <ServerTable org={org.slug} servers={shown} />
          </>
        )}
      </PageBody>
    </>
  );
}

/** For clients that want one connection: every tool is then named after its server. */
function TogetherAddress({ url }: { readonly url: string }) {
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-muted text-sm">
      <span>All of them at one address:</span>
      <code className="wrap-anywhere min-w-0 font-mono text-ink text-xs">{url}</code>
      <CopyButton text={url} label="Copy address of all servers" />
    </p>
  );
}
