import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { RequestsView } from './_components/requests-view';

export const metadata: Metadata = { title: 'Requests' };

const LIMIT = 200;

export default async function RequestsPage({ params }: PageProps<'/[tenant]/requests'>) {
  const { tenant } = await params;
  const requests = await load((api) =>
    api.GET('/v1/orgs/{org}/access-requests', { params: { path: { org: tenant }, query: { limit: LIMIT } } }),
  );
  if (!requests.ok) return <PageProblem title="Requests" problem={requests.problem} />;
  return <RequestsView initial={requests.data} />;
}
