import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { ServersView } from './_components/servers-view';

export const metadata: Metadata = { title: 'Servers' };

const LIMIT = 200;

export default async function ServersPage({ params }: PageProps<'/[tenant]/servers'>) {
  const { tenant } = await params;
  const servers = await load((api) =>
    api.GET('/v1/orgs/{org}/servers', { params: { path: { org: tenant }, query: { limit: LIMIT } } }),
  );
  if (!servers.ok) return <PageProblem title="Servers" problem={servers.problem} />;
  return <ServersView initial={servers.data} />;
}
