'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, Check } from 'lucide-react';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useAnnounce } from '@/components/ui/toast';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import type { Definition } from '@/lib/api/types';
import { useOrg, usePermission } from '../session';

type Verdict = 'approve' | 'block';

const WORDS = {
  approve: {
    title: 'Approve',
    done: 'approved',
    detail: 'What the server sends now becomes the pinned definition. Gateways serve it within seconds.',
  },
  block: {
    title: 'Block',
    done: 'blocked',
    detail: 'Gateways hide it from every client and refuse calls to it within seconds.',
  },
} as const;

/** The digest a review speaks of: what the server sends now, or what is pinned while nothing has changed. */
const reviewedDigest = ({ observedDigest, digest }: Definition): string => observedDigest ?? digest;

export function ReviewActions({ definition }: { definition: Definition }) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  if (!usePermission('definition:review')) return null;
  return (
    <div className="flex gap-2">
      {definition.state !== 'pinned' && (
        <Button size="sm" onClick={() => setVerdict('approve')}>
          <Check aria-hidden />
          Approve
        </Button>
      )}
      {definition.state !== 'blocked' && (
        <Button size="sm" onClick={() => setVerdict('block')}>
          <Ban aria-hidden />
          Block
        </Button>
      )}
      {verdict && <ReviewDialog definition={definition} verdict={verdict} onClose={() => setVerdict(null)} />}
    </div>
  );
}

interface ReviewDialogProps {
  readonly definition: Definition;
  readonly verdict: Verdict;
  readonly onClose: () => void;
}

function ReviewDialog({ definition, verdict, onClose }: ReviewDialogProps) {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const words = WORDS[verdict];
  const review = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/definitions/{definitionId}/review', {
          params: { path: { org: org.slug, definitionId: definition.id } },
          body: { verdict, digest: reviewedDigest(definition) },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [org.slug, 'servers'] });
      announce(`${definition.name} ${words.done}`);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${words.title} ${definition.name}?`}
      description={words.detail}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={verdict === 'block' ? 'danger' : 'primary'}
            busy={review.isPending}
            onClick={() => review.mutate()}
          >
            {words.title}
          </Button>
        </>
      }
    >
      {review.error ? (
        <ProblemNotice problem={toProblem(review.error)} />
      ) : (
        <p className="text-ink-muted text-sm">
          Reviewed version <code className="break-all font-mono text-xs">{reviewedDigest(definition)}</code>
        </p>
      )}
    </Dialog>
  );
}
