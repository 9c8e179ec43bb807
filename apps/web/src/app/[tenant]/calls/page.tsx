import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { CallExplorer } from './_components/call-explorer';
import { CALLS_PER_PAGE } from './calls-per-page';
import { parseCallFilters, resolveRange } from './filters.schema';

export const metadata: Metadata = { title: 'Calls' };

export default async function CallsPage({ params, searchParams }: PageProps<'/[tenant]/calls'>) {
  const { tenant } = await params;
  const query = resolveRange(parseCallFilters(await searchParams), Date.now());
  const page = await load((api) =>
    api.GET('/v1/orgs/{org}/calls', { params: { path: { org: tenant }, query: { ...query, limit: CALLS_PER_PAGE } } }),
  );
  if (!page.ok) return <PageProblem title="Calls" problem={page.problem} />;
  return <CallExplorer initialQuery={query} initialPage={page.data} />;
}
