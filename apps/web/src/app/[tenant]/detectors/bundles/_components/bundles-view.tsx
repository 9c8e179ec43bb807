'use client';

import { useQuery } from '@tanstack/react-query';
import { PackageOpen, Upload } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { useOrg, usePermission } from '@/features/session';
import { PageBody } from '@/features/shell';
import { detectorBundlesQuery } from '@/lib/api/detector-queries';
import type { DetectorBundle } from '@/lib/api/detector-types';
import { BundleCard } from './bundle-card';
import { ImportDialog } from './import-dialog';

const REFRESH_MS = 15_000;

export function BundlesView({ initial }: { initial: { readonly items: DetectorBundle[] } }) {
  const { org } = useOrg();
  const { data } = useQuery({
    ...detectorBundlesQuery(org.slug),
    initialData: initial,
    refetchInterval: REFRESH_MS,
  });
  const mayImport = usePermission('detector:write');
  const [isImporting, setIsImporting] = useState(false);
  const importButton = mayImport && (
    <Button onClick={() => setIsImporting(true)}>
      <Upload aria-hidden />
      Import a bundle
    </Button>
  );
  return (
    <PageBody className={data.items.length === 0 ? '' : 'max-w-4xl space-y-4'}>
      {data.items.length === 0 ? (
        <EmptyState icon={PackageOpen} title="No bundles" action={importButton}>
          A bundle brings signed detectors from outside. It begins with a share of your people and agents, and is taken
          back by itself when it flags more than it should.
        </EmptyState>
      ) : (
        <>
          <div className="flex justify-end">{importButton}</div>
          <ul className="space-y-4">
            {data.items.map((bundle) => (
              <li key={`${bundle.name} ${bundle.version}`}>
                <BundleCard bundle={bundle} />
              </li>
            ))}
          </ul>
        </>
      )}
      {isImporting && <ImportDialog onClose={() => setIsImporting(false)} />}
    </PageBody>
  );
}
