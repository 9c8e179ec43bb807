import type { Metadata } from 'next';
import { WhatMayBeDoneView } from './_components/what-may-be-done-view';
import { parseWhatMayBeDoneQuery } from './filters.schema';

export const metadata: Metadata = { title: 'What one may do' };

export default async function WhatMayBeDonePage({ searchParams }: PageProps<'/[tenant]/analysis/what-may-be-done'>) {
  const { principal } = parseWhatMayBeDoneQuery(await searchParams);
  return <WhatMayBeDoneView key={principal ?? ''} principal={principal ?? ''} />;
}
