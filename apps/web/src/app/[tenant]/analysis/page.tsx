import { redirect } from 'next/navigation';
import { paths } from '@/lib/paths';

export default async function AnalysisPage({ params }: PageProps<'/[tenant]/analysis'>) {
  redirect(paths.whoMayCall((await params).tenant));
}
