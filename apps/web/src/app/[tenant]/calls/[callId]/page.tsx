import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CallDetailView, CallOnItsWay, decidedAtOf } from '@/features/calls';
import { PageBody, PageHeader, PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { paths } from '@/lib/paths';

export const metadata: Metadata = { title: 'Call' };

/** A call opened directly, for example from the link in a denial; from the list it opens as a panel at the same address. */
export default async function CallPage({ params }: PageProps<'/[tenant]/calls/[callId]'>) {
  const { tenant, callId } = await params;
  const call = await load(
    (api) => api.GET('/v1/orgs/{org}/calls/{callId}', { params: { path: { org: tenant, callId } } }),
    { answersItself: 'call.not_found' },
  );
  if (!call.ok && call.problem.code === 'call.not_found') return <MissingCall callId={callId} />;
  if (!call.ok) return <PageProblem title="Call" problem={call.problem} />;
  return (
    <>
      <PageHeader title="Call" back={{ href: paths.calls(tenant), label: 'Calls' }} />
      <PageBody className="max-w-5xl">
        <CallDetailView org={tenant} call={call.data} />
      </PageBody>
    </>
  );
}

/** Longer than a record needs to arrive even when the control plane restarts; older calls that are missing do not exist. */
const ARRIVES_WITHIN_MS = 60_000;

function MissingCall({ callId }: { callId: string }) {
  const decidedAt = decidedAtOf(callId);
  if (decidedAt === null || Math.abs(Date.now() - decidedAt) > ARRIVES_WITHIN_MS) notFound();
  return (
    <>
      <PageHeader title="Call" />
      <PageBody>
        <CallOnItsWay />
      </PageBody>
    </>
  );
}
