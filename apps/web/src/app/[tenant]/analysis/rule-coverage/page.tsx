import type { Metadata } from 'next';
import { parseAnalysisDays } from '../days.schema';
import { CoverageView } from './_components/coverage-view';

export const metadata: Metadata = { title: 'Coverage' };

export default async function CoveragePage({ searchParams }: PageProps<'/[tenant]/analysis/rule-coverage'>) {
  return <CoverageView days={parseAnalysisDays(await searchParams)} />;
}
