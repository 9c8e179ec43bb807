import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { ServerView } from './_components/server-view';

export const metadata: Metadata = { title: 'Server' };

export default async function ServerPage({ params }: PageProps<'/[tenant]/servers/[serverId]'>) {
  const { tenant, serverId } = await params;
  const server = await load((api) =>
    api.GET('/v1/orgs/{org}/servers/{serverId}', { params: { path: { org: tenant, serverId } } }),
  );
  if (!server.ok) return <PageProblem title="Server" problem={server.problem} />;
  return <ServerView initial={server.data} />;
}
