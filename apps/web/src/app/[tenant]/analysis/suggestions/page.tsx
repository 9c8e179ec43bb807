import type { Metadata } from 'next';
import { parseAnalysisDays } from '../days.schema';
import { SuggestionsView } from './_components/suggestions-view';

export const metadata: Metadata = { title: 'Suggestions' };

export default async function SuggestionsPage({ searchParams }: PageProps<'/[tenant]/analysis/suggestions'>) {
  return <SuggestionsView days={parseAnalysisDays(await searchParams)} />;
}
