'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { CalendarClock, MessageSquareText, Users } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { AbsoluteTime, Deadline } from '@/components/time';
import { Button } from '@/components/ui/button';
import { zoneName } from '@/features/policy-editor';
import { useOrg, usePermission } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { policyDraftsQuery } from '@/lib/api/queries';
import type { Policy, PolicyDraft } from '@/lib/api/types';
import { paths } from '@/lib/paths';

interface DraftNoticesProps {
  readonly policy: Policy | null;
  readonly draft: PolicyDraft | null;
  readonly onChanged: (draft: PolicyDraft) => void;
}

/** What a person should know before they write on: what a reviewer asked for, when it takes effect, who else has a draft. */
export function DraftNotices({ policy, draft, onChanged }: DraftNoticesProps) {
  const asked = draft?.state === 'changes_requested' ? draft.reviews[0] : undefined;
  return (
    <>
      {draft?.state === 'scheduled' && draft.publishAt && (
        <Scheduled draft={draft} at={draft.publishAt} onChanged={onChanged} />
      )}
      {draft?.problem && <Notice icon={CalendarClock}>It was not published when its time came: {draft.problem}</Notice>}
      {asked && (
        <Notice icon={MessageSquareText}>
          <span className="font-medium">{asked.reviewer.name} asks for changes:</span> {asked.comment || 'no comment'}
        </Notice>
      )}
      {policy && <OtherDrafts policyId={policy.id} draftId={draft?.id ?? null} />}
    </>
  );
}

function Notice({ icon: Icon, children }: { icon: typeof Users; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2.5 border-line border-b bg-hold-wash px-4 py-2 text-sm sm:px-6">
      <Icon className="mt-0.5 size-4 shrink-0 text-hold" aria-hidden />
      <div className="wrap-anywhere min-w-0 flex-1">{children}</div>
    </div>
  );
}

function Scheduled({
  draft,
  at,
  onChanged,
}: {
  draft: PolicyDraft;
  at: string;
  onChanged: (draft: PolicyDraft) => void;
}) {
  const { org } = useOrg();
  const mayPublish = usePermission('policy:publish');
  const cancel = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.DELETE('/v1/orgs/{org}/policy-drafts/{draftId}/publication', {
          params: { path: { org: org.slug, draftId: draft.id } },
        }),
      ),
    onSuccess: onChanged,
  });
  return (
    <Notice icon={CalendarClock}>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span>
          Takes effect <AbsoluteTime at={at} className="numeric font-medium" /> ({zoneName()}), <Deadline at={at} />. A
          change of the text takes this back.
        </span>
        {mayPublish && (
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel the schedule
          </Button>
        )}
      </span>
      {cancel.error && <ProblemNotice problem={toProblem(cancel.error)} className="mt-2" />}
    </Notice>
  );
}

function OtherDrafts({ policyId, draftId }: { policyId: string; draftId: string | null }) {
  const { org } = useOrg();
  const drafts = useQuery(policyDraftsQuery(org.slug, policyId)).data?.items ?? [];
  const others = drafts.filter(({ id, author }) => id !== draftId && author.id !== org.memberId);
  if (others.length === 0) return null;
  return (
    <Notice icon={Users}>
      {others.length === 1 ? 'There is another draft of this policy: ' : 'There are other drafts of this policy: '}
      {others.map(({ id, author }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link href={paths.policyDraftReview(org.slug, id)} className="font-medium text-accent hover:underline">
            by {author.name}
          </Link>
        </span>
      ))}
      .
    </Notice>
  );
}
