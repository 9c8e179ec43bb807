import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { ActivityView } from './_components/activity-view';

export const metadata: Metadata = { title: 'Activity' };

const LIMIT = 50;

export default async function ActivityPage({ params, searchParams }: PageProps<'/[tenant]/activity'>) {
  const { tenant } = await params;
  const { cursor } = await searchParams;
  const query = { limit: LIMIT, ...(typeof cursor === 'string' ? { cursor } : {}) };
  const changes = await load((api) =>
    api.GET('/v1/orgs/{org}/admin-changes', { params: { path: { org: tenant }, query } }),
  );
  if (!changes.ok) return <PageProblem title="Activity" problem={changes.problem} />;
  return <ActivityView org={tenant} page={changes.data} isFirst={typeof cursor !== 'string'} />;
}
