'use client';

import { useQuery } from '@tanstack/react-query';
import { ProblemNotice } from '@/components/problem-notice';
import { RelativeTime } from '@/components/time';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { DiffView } from '@/features/diff';
import { useOrg } from '@/features/session';
import { toProblem } from '@/lib/api/problem';
import { policyQuery } from '@/lib/api/queries';
import type { Policy } from '@/lib/api/types';

interface ConflictViewProps {
  readonly base: Policy;
  readonly text: string;
  readonly onRebase: (newer: Policy) => void;
  readonly onClose: () => void;
}

/** What the other person changed, and what publishing this text now would change on top of it. */
export function ConflictView({ base, text, onRebase, onClose }: ConflictViewProps) {
  const { org } = useOrg();
  const { data: newer, error } = useQuery({ ...policyQuery(org.slug, base.id), staleTime: 0 });
  if (error) return <ProblemNotice problem={toProblem(error)} />;
  if (!newer || newer.version === base.version) return <Skeleton className="h-48" />;
  return (
    <div className="space-y-5">
      <section className="space-y-2">
        <h3 className="font-medium text-sm">
          What {newer.updatedBy} changed in version {newer.version}, <RelativeTime at={newer.updatedAt} />
        </h3>
        <DiffView label={`Changes of version ${newer.version}`} before={base.text} after={newer.text} />
      </section>
      <section className="space-y-2">
        <h3 className="font-medium text-sm">What your text would change in version {newer.version}</h3>
        <DiffView label="Changes of your text" before={newer.text} after={text} />
      </section>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Go on editing</Button>
        <Button variant="primary" onClick={() => onRebase(newer)}>
          Put my text on top of version {newer.version}
        </Button>
      </div>
    </div>
  );
}
