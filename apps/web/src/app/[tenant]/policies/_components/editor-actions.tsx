'use client';

import { useMutation } from '@tanstack/react-query';
import { Eye, History, Trash2, UserCheck } from 'lucide-react';
import Link from 'next/link';
import { useId, useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button, buttonStyle } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg, usePermission, whyNot } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import type { Policy, PolicyDraft } from '@/lib/api/types';
import { paths } from '@/lib/paths';

interface EditorActionsProps {
  readonly policy: Policy | null;
  readonly draft: PolicyDraft | null;
  readonly isDirty: boolean;
  readonly isReadOnly: boolean;
  readonly isReviewRequired: boolean;
  /** Why publishing has to wait. */
  readonly reason: string | null;
  readonly onSave: () => Promise<PolicyDraft | null>;
  readonly onChanged: (draft: PolicyDraft) => void;
  readonly onDiscarded: () => void;
  readonly onPublish: () => void;
}

export function EditorActions(props: EditorActionsProps) {
  const { policy, draft, isDirty, isReadOnly, isReviewRequired, reason, onPublish } = props;
  const { org } = useOrg();
  const reasonId = useId();
  const mayPublish = usePermission('policy:publish');
  const mayWrite = usePermission('policy:write');
  return (
    <>
      {policy && (
        <Link href={paths.policyVersions(org.slug, policy.id)} className={buttonStyle()}>
          <History aria-hidden />
          Versions
        </Link>
      )}
      {draft && draft.state !== 'editing' && (
        <Link href={paths.policyDraftReview(org.slug, draft.id)} className={buttonStyle()}>
          <Eye aria-hidden />
          Review
        </Link>
      )}
      {!isReadOnly && (draft || isDirty) && <Discard {...props} />}
      {!isReadOnly && isDirty && <AskForReview {...props} isMain={isReviewRequired || !mayPublish} />}
      {!isReadOnly && mayPublish && (
        <>
          <Button
            variant="primary"
            disabled={reason !== null}
            title={reason ?? undefined}
            aria-describedby={reason ? reasonId : undefined}
            onClick={onPublish}
          >
            Publish…
          </Button>
          {reason && isDirty && (
            <p id={reasonId} className="max-w-40 text-ink-faint text-xs">
              {reason}
            </p>
          )}
        </>
      )}
      {mayWrite && !mayPublish && (
        <p className="max-w-56 text-ink-faint text-xs">{whyNot(org.role, 'policy:publish')}</p>
      )}
    </>
  );
}

function AskForReview({ draft, onSave, onChanged, isMain }: EditorActionsProps & { isMain: boolean }) {
  const { org } = useOrg();
  const announce = useAnnounce();
  const ask = useMutation({
    mutationFn: async () => {
      const saved = await onSave();
      if (!saved) return null;
      return unwrap(
        browserApi.POST('/v1/orgs/{org}/policy-drafts/{draftId}/review-requests', {
          params: { path: { org: org.slug, draftId: saved.id } },
          body: { revision: saved.revision },
        }),
      );
    },
    onSuccess: (asked) => {
      if (!asked) return;
      onChanged(asked);
      announce('Review asked for', 'Whoever may review finds it under Policies.');
    },
  });
  if (draft && ['in_review', 'approved', 'scheduled'].includes(draft.state)) return null;
  return (
    <>
      <Button variant={isMain ? 'primary' : 'secondary'} busy={ask.isPending} onClick={() => ask.mutate()}>
        <UserCheck aria-hidden />
        Ask for review
      </Button>
      {ask.error && (
        <Dialog open onOpenChange={() => ask.reset()} title="The review could not be asked for">
          <ProblemNotice problem={toProblem(ask.error)} />
        </Dialog>
      )}
    </>
  );
}

function Discard({ draft, onDiscarded }: EditorActionsProps) {
  const { org } = useOrg();
  const [isAsking, setIsAsking] = useState(false);
  const discard = useMutation({
    mutationFn: async () => {
      if (draft)
        await unwrap(
          browserApi.DELETE('/v1/orgs/{org}/policy-drafts/{draftId}', {
            params: { path: { org: org.slug, draftId: draft.id } },
          }),
        );
    },
    onSuccess: () => {
      setIsAsking(false);
      onDiscarded();
    },
  });
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>
        <Trash2 aria-hidden />
        Discard
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Discard this draft?"
        description="What is in force stays as it is. The draft cannot be brought back."
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>Keep it</Button>
            <Button variant="danger" busy={discard.isPending} onClick={() => discard.mutate()}>
              Discard
            </Button>
          </>
        }
      >
        {discard.error ? <ProblemNotice problem={toProblem(discard.error)} /> : null}
      </Dialog>
    </>
  );
}
