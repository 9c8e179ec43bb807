import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { PoliciesView } from './_components/policies-view';

export const metadata: Metadata = { title: 'Policies' };

const LIMIT = 200;

export default async function PoliciesPage({ params }: PageProps<'/[tenant]/policies'>) {
  const { tenant } = await params;
  const path = { org: tenant };
  const query = { limit: LIMIT };
  const [policies, drafts, platform, settings] = await Promise.all([
    load((api) => api.GET('/v1/orgs/{org}/policies', { params: { path, query } })),
    load((api) => api.GET('/v1/orgs/{org}/policy-drafts', { params: { path, query } })),
    load((api) => api.GET('/v1/orgs/{org}/platform-policy', { params: { path } })),
    load((api) => api.GET('/v1/orgs/{org}/policy-settings', { params: { path } })),
  ]);
  if (!policies.ok) return <PageProblem title="Policies" problem={policies.problem} />;
  if (!drafts.ok) return <PageProblem title="Policies" problem={drafts.problem} />;
  if (!platform.ok) return <PageProblem title="Policies" problem={platform.problem} />;
  if (!settings.ok) return <PageProblem title="Policies" problem={settings.problem} />;
  return (
    <PoliciesView
      policies={policies.data.items}
      drafts={drafts.data.items}
      platform={platform.data}
      settings={settings.data}
    />
  );
}
