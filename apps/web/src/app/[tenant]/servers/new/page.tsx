import type { Metadata } from 'next';
import { PageBody, PageHeader } from '@/features/shell';
import { paths } from '@/lib/paths';
import { NewServer } from '../_components/new-server';

export const metadata: Metadata = { title: 'Add server' };

export default async function NewServerPage({ params }: PageProps<'/[tenant]/servers/new'>) {
  const { tenant } = await params;
  return (
    <>
      <PageHeader
        title="Add server"
        description="Clients will reach it through the gateway; its own address stays with you."
        back={{ href: paths.servers(tenant), label: 'Servers' }}
      />
      <PageBody>
        <NewServer />
      </PageBody>
    </>
  );
}
