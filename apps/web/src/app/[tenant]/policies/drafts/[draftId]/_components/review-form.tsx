'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, MessageSquareText } from 'lucide-react';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Field, Textarea } from '@/components/ui/field';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg, usePermission, whyNot } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import type { PolicyDraft } from '@/lib/api/types';

type Verdict = 'approve' | 'request_changes';

interface ReviewFormProps {
  readonly draft: PolicyDraft;
  readonly onReviewed: (draft: PolicyDraft) => void;
}

/** Approve, or ask for changes with a comment. Nobody reviews what they wrote, and it says so. */
export function ReviewForm({ draft, onReviewed }: ReviewFormProps) {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const mayReview = usePermission('policy:review');
  const isOwn = [draft.author, ...draft.editors].some(({ id }) => id === org.memberId);
  const [comment, setComment] = useState('');
  const review = useMutation({
    mutationFn: (verdict: Verdict) =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/policy-drafts/{draftId}/reviews', {
          params: { path: { org: org.slug, draftId: draft.id } },
          body: { revision: draft.revision, verdict, comment },
        }),
      ),
    onSuccess: async (reviewed, verdict) => {
      setComment('');
      announce(verdict === 'approve' ? 'Approved' : 'Changes asked for');
      onReviewed(reviewed);
      await queries.invalidateQueries({ queryKey: [org.slug, 'policy-drafts'] });
    },
  });
  if (!mayReview || isOwn || draft.state !== 'in_review') {
    const why = isOwn
      ? 'You wrote a part of this draft. Somebody else reviews it.'
      : mayReview
        ? 'No review is asked for at the moment.'
        : whyNot(org.role, 'policy:review');
    return <p className="rounded-lg border border-line bg-surface px-4 py-3 text-ink-muted text-sm">{why}</p>;
  }
  return (
    <Panel>
      <PanelHeader title="Your review" />
      <div className="space-y-3 p-4">
        {review.error && <ProblemNotice problem={toProblem(review.error)} />}
        <Field label="Comment" hint="Needed when you ask for changes.">
          {(ids) => (
            <Textarea
              {...ids}
              rows={3}
              maxLength={2000}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" busy={review.isPending} onClick={() => review.mutate('approve')}>
            <Check aria-hidden />
            Approve
          </Button>
          <Button
            busy={review.isPending}
            disabled={comment.trim() === ''}
            title={comment.trim() === '' ? 'Say what has to change' : undefined}
            onClick={() => review.mutate('request_changes')}
          >
            <MessageSquareText aria-hidden />
            Ask for changes
          </Button>
        </div>
      </div>
    </Panel>
  );
}
