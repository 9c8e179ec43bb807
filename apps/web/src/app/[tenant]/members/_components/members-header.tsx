'use client';

import { usePathname } from 'next/navigation';
import { TabsNav } from '@/components/ui/tabs-nav';
import { useOrg, usePermission } from '@/features/session';
import { PageHeader } from '@/features/shell';
import { paths } from '@/lib/paths';

export function MembersHeader() {
  const { org } = useOrg();
  const pathname = usePathname();
  const seesAccounts = usePermission('service_account:read');
  const tabs = [
    { href: paths.members(org.slug), label: 'People' },
    ...(seesAccounts ? [{ href: paths.serviceAccounts(org.slug), label: 'Service accounts' }] : []),
  ];
  return (
    <PageHeader
      title="Members"
      description="People sign in through your identity provider; agents use service accounts."
    >
      <TabsNav label="Members" tabs={tabs.map((tab) => ({ ...tab, isCurrent: tab.href === pathname }))} />
    </PageHeader>
  );
}
