import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { DetectorsHeader } from '../_components/detectors-header';
import { SecretsView } from './_components/secrets-view';

export const metadata: Metadata = { title: 'Registered secrets' };

export default async function SecretsPage({ params }: PageProps<'/[tenant]/detectors/secrets'>) {
  const { tenant } = await params;
  const secrets = await load((api) =>
    api.GET('/v1/orgs/{org}/registered-secrets', { params: { path: { org: tenant } } }),
  );
  if (!secrets.ok) return <PageProblem title="Registered secrets" problem={secrets.problem} />;
  return (
    <>
      <DetectorsHeader />
      <SecretsView initial={secrets.data} />
    </>
  );
}
