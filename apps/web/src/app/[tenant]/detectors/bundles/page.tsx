import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { DetectorsHeader } from '../_components/detectors-header';
import { BundlesView } from './_components/bundles-view';

export const metadata: Metadata = { title: 'Detector bundles' };

export default async function BundlesPage({ params }: PageProps<'/[tenant]/detectors/bundles'>) {
  const { tenant } = await params;
  const bundles = await load((api) =>
    api.GET('/v1/orgs/{org}/detector-bundles', { params: { path: { org: tenant } } }),
  );
  if (!bundles.ok) return <PageProblem title="Detector bundles" problem={bundles.problem} />;
  return (
    <>
      <DetectorsHeader />
      <BundlesView initial={bundles.data} />
    </>
  );
}
