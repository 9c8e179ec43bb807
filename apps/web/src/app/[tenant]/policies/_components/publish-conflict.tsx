'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { ProblemNotice } from '@/components/problem-notice';
import { RelativeTime } from '@/components/time';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { TwoUpDiff } from '@/features/diff';
import { useOrg } from '@/features/session';
import { toProblem } from '@/lib/api/problem';
import { policyQuery } from '@/lib/api/queries';
import type { Policy } from '@/lib/api/types';

interface PublishConflictProps {
  readonly base: Policy;
  readonly text: string;
  readonly onRebase: (newer: Policy) => Promise<void>;
  readonly onClose: () => void;
}

/** What the other person changed, and what publishing this text now would change on top of it. */
export function PublishConflict({ base, text, onRebase, onClose }: PublishConflictProps) {
  const { org } = useOrg();
  const { data: newer, error } = useQuery({ ...policyQuery(org.slug, base.id), staleTime: 0 });
  const rebase = useMutation({ mutationFn: onRebase });
  if (error) return <ProblemNotice problem={toProblem(error)} />;
  if (!newer || newer.version === base.version) return <Skeleton className="h-48" />;
  return (
    <div className="space-y-5">
      <section className="space-y-2">
        <h3 className="font-medium text-sm">
          What {newer.updatedBy} changed in version {newer.version}, <RelativeTime at={newer.updatedAt} />
        </h3>
        <TwoUpDiff
          label={`Changes of version ${newer.version}`}
          before={base.text}
          after={newer.text}
          beforeLabel={`Version ${base.version}`}
          afterLabel={`Version ${newer.version}`}
        />
      </section>
      <section className="space-y-2">
        <h3 className="font-medium text-sm">What your text would change in version {newer.version}</h3>
        <TwoUpDiff
          label="Changes of your text"
          before={newer.text}
          after={text}
          beforeLabel={`Version ${newer.version}`}
          afterLabel="Yours"
        />
      </section>
      {rebase.error && <ProblemNotice problem={toProblem(rebase.error)} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Go on editing</Button>
        <Button variant="primary" busy={rebase.isPending} onClick={() => rebase.mutate(newer)}>
          Put my text on top of version {newer.version}
        </Button>
      </div>
    </div>
  );
}
