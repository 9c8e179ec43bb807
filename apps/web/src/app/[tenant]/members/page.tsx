import type { Metadata } from 'next';
import { ProblemNotice } from '@/components/problem-notice';
import { PageBody } from '@/features/shell';
import { load } from '@/lib/api/server';
import { MembersView } from './_components/members-view';

export const metadata: Metadata = { title: 'Members' };

const LIMIT = 200;

export default async function MembersPage({ params }: PageProps<'/[tenant]/members'>) {
  const { tenant } = await params;
  const members = await load((api) =>
    api.GET('/v1/orgs/{org}/members', { params: { path: { org: tenant }, query: { limit: LIMIT } } }),
  );
  return (
    <PageBody>
      {members.ok ? (
        <MembersView initial={members.data} />
      ) : (
        <ProblemNotice problem={members.problem} className="max-w-2xl" />
      )}
    </PageBody>
  );
}
