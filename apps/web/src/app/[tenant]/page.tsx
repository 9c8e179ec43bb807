import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { OverviewView } from './_components/overview-view';
import { parseOverviewWindow } from './filters.schema';
import { redirectToFirstPermitted } from './start-page';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage({ params, searchParams }: PageProps<'/[tenant]'>) {
  const { tenant } = await params;
  const window = parseOverviewWindow(await searchParams);
  await redirectToFirstPermitted(tenant);
  const overview = await load((api) =>
    api.GET('/v1/orgs/{org}/overview', { params: { path: { org: tenant }, query: { window } } }),
  );
  if (!overview.ok) return <PageProblem title="Overview" problem={overview.problem} />;
  return <OverviewView initial={overview.data} window={window} />;
}
