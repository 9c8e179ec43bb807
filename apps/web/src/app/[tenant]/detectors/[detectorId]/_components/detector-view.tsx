'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { MODE_LABEL, MODE_TONE, ModeDialog, ORIGIN_LABEL } from '@/features/detectors';
import { SeverityBadge } from '@/features/findings';
import { useOrg, usePermission } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import { detectorsQuery } from '@/lib/api/detector-queries';
import type { Detector } from '@/lib/api/detector-types';
import { toLabel } from '@/lib/format';
import { paths } from '@/lib/paths';
import { DetectorPanels } from '../../_components/detector-panels';

interface DetectorViewProps {
  readonly id: string;
  readonly initial: { readonly items: Detector[] };
}

/** One detector that ships or came with a bundle. */
export function DetectorView({ id, initial }: DetectorViewProps) {
  const { org } = useOrg();
  const { data } = useQuery({ ...detectorsQuery(org.slug), initialData: initial });
  const [isChanging, setIsChanging] = useState(false);
  const mayChange = usePermission('detector:write');
  const detector = data.items.find((item) => item.id === id);
  if (!detector) return null;
  return (
    <>
      <PageHeader
        back={{ href: paths.detectors(org.slug), label: 'Detectors' }}
        title={
          <>
            {detector.title}
            <SeverityBadge severity={detector.severity} />
            <Badge tone={MODE_TONE[detector.mode]}>{MODE_LABEL[detector.mode]}</Badge>
          </>
        }
        description={
          <>
            <code className="font-mono text-xs">{detector.id}</code> · {toLabel(detector.category)} ·{' '}
            {ORIGIN_LABEL[detector.origin]}
          </>
        }
        actions={mayChange && <Button onClick={() => setIsChanging(true)}>Change mode</Button>}
      />
      <PageBody className="max-w-4xl space-y-5">
        <DetectorPanels detector={detector} />
      </PageBody>
      {isChanging && <ModeDialog detector={detector} onClose={() => setIsChanging(false)} />}
    </>
  );
}
