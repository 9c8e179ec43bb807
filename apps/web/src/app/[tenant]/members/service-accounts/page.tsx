import type { Metadata } from 'next';
import { ProblemNotice } from '@/components/problem-notice';
import { PageBody } from '@/features/shell';
import { load } from '@/lib/api/server';
import { ServiceAccountsView } from './_components/service-accounts-view';

export const metadata: Metadata = { title: 'Service accounts' };

const LIMIT = 200;

export default async function ServiceAccountsPage({ params }: PageProps<'/[tenant]/members/service-accounts'>) {
  const { tenant } = await params;
  const accounts = await load((api) =>
    api.GET('/v1/orgs/{org}/service-accounts', { params: { path: { org: tenant }, query: { limit: LIMIT } } }),
  );
  return (
    <PageBody>
      {accounts.ok ? (
        <ServiceAccountsView initial={accounts.data} />
      ) : (
        <ProblemNotice problem={accounts.problem} className="max-w-2xl" />
      )}
    </PageBody>
  );
}
