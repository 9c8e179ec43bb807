'use client';

import { usePathname } from 'next/navigation';
import { TabsNav } from '@/components/ui/tabs-nav';
import { useOrg } from '@/features/session';
import { PageHeader } from '@/features/shell';
import { paths } from '@/lib/paths';

export function AnalysisHeader() {
  const { org } = useOrg();
  const pathname = usePathname();
  const tabs = [
    { href: paths.whoMayCall(org.slug), label: 'Who may call' },
    { href: paths.whatMayBeDone(org.slug), label: 'What one may do' },
    { href: paths.coverage(org.slug), label: 'Coverage' },
    { href: paths.suggestions(org.slug), label: 'Suggestions' },
    { href: paths.simulations(org.slug), label: 'Simulations' },
  ];
  return (
    <PageHeader title="Analysis" description="What your policies say and do, and where they say nothing.">
      <TabsNav label="Analysis" tabs={tabs.map((tab) => ({ ...tab, isCurrent: pathname.startsWith(tab.href) }))} />
    </PageHeader>
  );
}
