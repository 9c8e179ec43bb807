import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RequestAccessView } from '@/features/access-requests';
import { CallDetailView, CallOnItsWay, decidedAtOf } from '@/features/calls';
import { PageBody, PageHeader, PageProblem } from '@/features/shell';
import { load, loadMe } from '@/lib/api/server';
import { paths } from '@/lib/paths';

export const metadata: Metadata = { title: 'Call' };

/**
 * A call opened directly, for example from the link in a denial; from the list it opens as a panel at the same address.
 * People who may not see calls, and the link that says so, get the page where access is asked for.
 */
export default async function CallPage({ params, searchParams }: PageProps<'/[tenant]/calls/[callId]'>) {
  const { tenant, callId } = await params;
  if ((await searchParams).request === 'access' || !(await maySeeCalls(tenant)))
    return <RequestPage tenant={tenant} callId={callId} />;
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

const maySeeCalls = async (tenant: string): Promise<boolean> => {
  const me = await loadMe();
  const org = me.ok ? me.data.organisations.find(({ slug }) => slug === tenant) : undefined;
  return org?.permissions.includes('call:read') ?? false;
};

async function RequestPage({ tenant, callId }: { tenant: string; callId: string }) {
  const proposal = await load(
    (api) => api.GET('/v1/orgs/{org}/calls/{callId}/access-proposal', { params: { path: { org: tenant, callId } } }),
    { answersItself: 'call.not_found' },
  );
  if (!proposal.ok && proposal.problem.code === 'call.not_found') return <MissingCall callId={callId} />;
  if (!proposal.ok) return <PageProblem title="Request access" problem={proposal.problem} />;
  return (
    <>
      <PageHeader title="Request access" />
      <PageBody>
        <RequestAccessView proposal={proposal.data} />
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
