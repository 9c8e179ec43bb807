import type { Metadata } from 'next';
import { WhoMayCallView } from './_components/who-may-call-view';
import { parseWhoMayCallQuery } from './filters.schema';

export const metadata: Metadata = { title: 'Who may call' };

export default async function WhoMayCallPage({ searchParams }: PageProps<'/[tenant]/analysis/who-may-call'>) {
  return <WhoMayCallView initial={parseWhoMayCallQuery(await searchParams)} />;
}
