import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { CatalogueView } from './_components/catalogue-view';
import { DetectorsHeader } from './_components/detectors-header';

export const metadata: Metadata = { title: 'Detectors' };

export default async function DetectorsPage({ params }: PageProps<'/[tenant]/detectors'>) {
  const { tenant } = await params;
  const [detectors, custom] = await Promise.all([
    load((api) => api.GET('/v1/orgs/{org}/detectors', { params: { path: { org: tenant } } })),
    load((api) => api.GET('/v1/orgs/{org}/custom-detectors', { params: { path: { org: tenant } } })),
  ]);
  if (!detectors.ok) return <PageProblem title="Detectors" problem={detectors.problem} />;
  if (!custom.ok) return <PageProblem title="Detectors" problem={custom.problem} />;
  return (
    <>
      <DetectorsHeader />
      <CatalogueView initial={detectors.data} initialCustom={custom.data} />
    </>
  );
}
