'use client';

import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Button, buttonStyle } from '@/components/ui/button';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { useAnnounce } from '@/components/ui/toast';
import { TwoUpDiff } from '@/features/diff';
import { YamlEditor } from '@/features/policy-editor';
import { useOrg, usePermission } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import { policyDraftQuery, policySettingsQuery } from '@/lib/api/queries';
import type { Policy, PolicyDraft } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { ChangeList } from '../../../_components/change-list';
import { DraftNotices } from '../../../_components/draft-notices';
import { DraftStateBadge } from '../../../_components/draft-state';
import { PublishDialog } from '../../../_components/publish-dialog';
import { RolloutHint } from '../../../_components/rollout-hint';
import { TestResults } from '../../../_components/test-results';
import { usePolicyCheck } from '../../../_hooks/use-policy-check';
import { whyNotReady, whyNotReviewed } from '../../../publish-readiness';
import { ReviewForm } from './review-form';
import { ReviewList } from './review-list';

const OVER: readonly PolicyDraft['state'][] = ['published', 'discarded'];

/** A draft as somebody sees who has to say yes or no to it: what changes, whether it checks, and what others said. */
export function ReviewView({ initial, policy }: { initial: PolicyDraft; policy: Policy | null }) {
  const { org } = useOrg();
  const router = useRouter();
  const announce = useAnnounce();
  const [draft, setDraft] = useState(initial);
  const newer = useQuery({ ...policyDraftQuery(org.slug, draft.id), initialData: initial, refetchOnMount: false }).data;
  const shown = newer.revision > draft.revision ? newer : draft;
  const checked = usePolicyCheck(shown.text);
  const settings = useQuery(policySettingsQuery(org.slug)).data;
  const [isPublishing, setIsPublishing] = useState(false);
  const mayPublish = usePermission('policy:publish');
  const mayWrite = usePermission('policy:write');
  const isOver = OVER.includes(shown.state);
  const before = shown.currentText ?? shown.baseText ?? '';
  const isApproved = shown.state === 'approved' || shown.state === 'scheduled';
  const reason =
    whyNotReady(checked, shown.text !== before) ??
    whyNotReviewed({ isRequired: settings?.requireReview === true, isApproved });
  const actions = !isOver && (
    <>
      {mayWrite && (
        <Link href={paths.policyDraft(org.slug, shown.id)} className={buttonStyle()}>
          <Pencil aria-hidden />
          Edit
        </Link>
      )}
      {mayPublish && (
        <Button
          variant="primary"
          disabled={reason !== null}
          title={reason ?? undefined}
          onClick={() => setIsPublishing(true)}
        >
          Publish…
        </Button>
      )}
    </>
  );
  return (
    <>
      <PageHeader
        back={{ href: paths.policies(org.slug), label: 'Policies' }}
        title={
          <>
            {shown.title}
            <Badge>{policy ? `Draft on version ${shown.baseVersion ?? ''}` : 'New policy'}</Badge>
            <DraftStateBadge state={shown.state} />
          </>
        }
        description={
          <>
            By {shown.author.name}, changed <RelativeTime at={shown.updatedAt} />
            {shown.note && `: ${shown.note}`}
          </>
        }
        actions={actions}
      />
      <DraftNotices policy={null} draft={shown} onChanged={setDraft} />
      <PageBody className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-4">
          <h2 className="font-semibold text-sm">What changes</h2>
          <ChangeList before={before} after={shown.text} />
          <RolloutHint before={before} after={shown.text} />
          {before === '' ? (
            <Panel>
              <PanelHeader title="Text" />
              <div className="h-[60dvh]">
                <YamlEditor key={shown.revision} label="Text of the draft" initialText={shown.text} isReadOnly />
              </div>
            </Panel>
          ) : (
            <TwoUpDiff
              before={before}
              after={shown.text}
              beforeLabel={`Version ${shown.currentVersion ?? shown.baseVersion ?? ''}, in force`}
              afterLabel="The draft"
              label="Changes of the draft"
            />
          )}
        </div>
        <div className="space-y-5">
          {!isOver && <ReviewForm draft={shown} onReviewed={setDraft} />}
          <TestResults checked={checked} />
          <ReviewList reviews={shown.reviews} />
        </div>
      </PageBody>
      {isPublishing && (
        <PublishDialog
          policy={policy}
          before={before}
          text={shown.text}
          save={async () => shown}
          onRebased={setDraft}
          onClose={() => setIsPublishing(false)}
          onPublished={(published) => {
            setDraft(published);
            setIsPublishing(false);
            announce(published.state === 'scheduled' ? 'Scheduled' : `${published.title} is in force`);
            if (published.state === 'published' && published.policyId)
              router.push(paths.policy(org.slug, published.policyId));
            router.refresh();
          }}
        />
      )}
    </>
  );
}
