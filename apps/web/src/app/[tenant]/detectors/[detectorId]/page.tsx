import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { DetectorEditorView } from '../_components/detector-editor-view';
import { DetectorView } from './_components/detector-view';

export const metadata: Metadata = { title: 'Detector' };

export default async function DetectorPage({ params }: PageProps<'/[tenant]/detectors/[detectorId]'>) {
  const { tenant, detectorId } = await params;
  const id = decodeURIComponent(detectorId);
  const [detectors, custom] = await Promise.all([
    load((api) => api.GET('/v1/orgs/{org}/detectors', { params: { path: { org: tenant } } })),
    load((api) => api.GET('/v1/orgs/{org}/custom-detectors', { params: { path: { org: tenant } } })),
  ]);
  if (!detectors.ok) return <PageProblem title="Detector" problem={detectors.problem} />;
  if (!custom.ok) return <PageProblem title="Detector" problem={custom.problem} />;
  const own = custom.data.items.find(({ definition }) => definition.id === id);
  const detector = detectors.data.items.find((item) => item.id === id);
  if (own) return <DetectorEditorView key={own.revision} own={own} inForce={detector ?? null} />;
  if (!detector) notFound();
  return <DetectorView id={id} initial={detectors.data} />;
}
