'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { CodeText } from '@/components/code-text';
import { detectorsQuery } from '@/lib/api/detector-queries';
import { paths } from '@/lib/paths';
import { useOrg, usePermission } from '../session';

const REMEMBERED_MS = 300_000;

/** Why a finding matters and what to do about it, for those who may see detectors. */
export function FindingAdvice({ detector: id }: { detector: string }) {
  const { org } = useOrg();
  const isAllowed = usePermission('detector:read');
  const { data } = useQuery({ ...detectorsQuery(org.slug), enabled: isAllowed, staleTime: REMEMBERED_MS });
  const detector = data?.items.find((item) => item.id === id);
  if (!detector) return null;
  return (
    <div className="space-y-1 text-pretty text-sm">
      {detector.why && (
        <p className="text-ink-muted">
          <CodeText text={detector.why} />
        </p>
      )}
      {detector.fix && (
        <p>
          <span className="text-ink-faint">What to do: </span>
          <CodeText text={detector.fix} />
        </p>
      )}
      <p className="text-xs">
        <Link href={paths.detector(org.slug, id)} prefetch={false} className="text-accent hover:underline">
          About this detector
        </Link>
      </p>
    </div>
  );
}
