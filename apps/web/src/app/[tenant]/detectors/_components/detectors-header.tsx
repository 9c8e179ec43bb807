'use client';

import { Plus } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { buttonStyle } from '@/components/ui/button';
import { TabsNav } from '@/components/ui/tabs-nav';
import { useOrg, usePermission } from '@/features/session';
import { PageHeader } from '@/features/shell';
import { paths } from '@/lib/paths';

/** The head of the pages that list: the catalogue, the bundles and the registered secrets. */
export function DetectorsHeader() {
  const { org } = useOrg();
  const pathname = usePathname();
  const mayWrite = usePermission('detector:write');
  const tabs = [
    { href: paths.detectors(org.slug), label: 'Catalogue' },
    { href: paths.detectorBundles(org.slug), label: 'Bundles' },
    { href: paths.registeredSecrets(org.slug), label: 'Secrets' },
  ];
  return (
    <PageHeader
      title="Detectors"
      description="What Sallyport looks for in every message, why it matters, and what it found in your calls."
      actions={
        mayWrite && (
          <Link href={paths.newDetector(org.slug)} className={buttonStyle({ variant: 'primary' })}>
            <Plus aria-hidden />
            Write a detector
          </Link>
        )
      }
    >
      <TabsNav label="Detectors" tabs={tabs.map((tab) => ({ ...tab, isCurrent: pathname === tab.href }))} />
    </PageHeader>
  );
}
