'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { useAnnounce } from '@/components/ui/toast';
import type { YamlEditorHandle } from '@/features/policy-editor';
import { useOrg, usePermission } from '@/features/session';
import { PageHeader } from '@/features/shell';
import { policySettingsQuery } from '@/lib/api/queries';
import type { Policy, PolicyDraft } from '@/lib/api/types';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';
import { titleOf } from '../_hooks/draft-saver';
import { usePolicyCheck } from '../_hooks/use-policy-check';
import { useServerDraft } from '../_hooks/use-server-draft';
import { whyNotReady, whyNotReviewed } from '../publish-readiness';
import { DraftConflict } from './draft-conflict';
import { DraftNotices } from './draft-notices';
import { DraftStateBadge } from './draft-state';
import { EditorActions } from './editor-actions';
import { GitBanner } from './git-banner';
import { LevelBadge } from './level-badge';
import { PolicyWorkbench } from './policy-workbench';
import { PublishDialog } from './publish-dialog';
import { SaveStatus } from './save-status';

interface PolicyEditorProps {
  /** Null for a policy that does not exist yet. */
  readonly policy: Policy | null;
  readonly draft: PolicyDraft | null;
  /** Line to start at. */
  readonly line?: number | undefined;
  /** Text to begin with instead, such as that of an older version. */
  readonly text?: string | undefined;
}

/** A policy, or a draft of one, with everything that leads to its publication. */
export function PolicyEditor({ policy, draft: initial, line, text: startText }: PolicyEditorProps) {
  const { org } = useOrg();
  const router = useRouter();
  const announce = useAnnounce();
  const editor = useRef<YamlEditorHandle>(null);
  const edited = useServerDraft({ policy, draft: initial, text: startText });
  const checked = usePolicyCheck(edited.text);
  const settings = useQuery(policySettingsQuery(org.slug)).data;
  const [isPublishing, setIsPublishing] = useState(false);
  const isReadOnly = !usePermission('policy:write') || policy?.managedBy != null || policy?.level === 'platform';
  const { draft } = edited;
  const isApproved = draft?.state === 'approved' || draft?.state === 'scheduled';
  const onPublished = (published: PolicyDraft) => {
    edited.forget();
    setIsPublishing(false);
    if (published.state === 'scheduled') {
      edited.adopt(published);
      return announce('Scheduled', 'It takes effect by itself when its time comes.');
    }
    announce(`Version ${published.publishedVersion ?? 1} is in force`, 'Gateways enforce it within seconds.');
    if (published.policyId) router.push(paths.policy(org.slug, published.policyId));
    router.refresh();
  };
  return (
    <div className="flex min-h-[calc(100dvh-3rem)] flex-col lg:h-dvh lg:min-h-0">
      <PageHeader
        back={{ href: paths.policies(org.slug), label: 'Policies' }}
        title={
          <>
            {policy?.name ?? titleOf(edited.text)}
            {policy ? <Badge className="numeric">Version {policy.version}</Badge> : <Badge>New policy</Badge>}
            {policy && <LevelBadge {...policy} />}
            {edited.isDirty && <Badge tone="hold">Unpublished changes</Badge>}
            {draft && draft.state !== 'editing' && <DraftStateBadge state={draft.state} />}
          </>
        }
        description={
          policy ? (
            <>
              {plural(policy.ruleCount, 'rule')}, published by {policy.updatedBy} <RelativeTime at={policy.updatedAt} />
            </>
          ) : (
            'Nothing of it is in force before it is published.'
          )
        }
        actions={
          <EditorActions
            policy={policy}
            draft={draft}
            isDirty={edited.isDirty}
            isReadOnly={isReadOnly}
            isReviewRequired={settings?.requireReview === true}
            reason={
              whyNotReady(checked, edited.isDirty) ??
              whyNotReviewed({ isRequired: settings?.requireReview === true, isApproved })
            }
            onSave={edited.save}
            onChanged={edited.adopt}
            onDiscarded={() => {
              edited.change(policy?.text ?? '');
              edited.forget();
              if (policy) router.replace(paths.policy(org.slug, policy.id));
              else router.replace(paths.policies(org.slug));
              router.refresh();
            }}
            onPublish={() => setIsPublishing(true)}
          />
        }
      />
      {policy?.managedBy && <GitBanner managedBy={policy.managedBy} />}
      <PolicyWorkbench
        ref={editor}
        policy={policy}
        text={edited.text}
        initialLine={line}
        startsWith={policy ? 'text' : 'form'}
        isReadOnly={isReadOnly}
        checked={checked}
        onChange={edited.change}
        status={!isReadOnly && <SaveStatus edited={edited} />}
        notice={
          <>
            {edited.problem && <ProblemNotice problem={edited.problem} className="m-3" />}
            <DraftNotices policy={policy} draft={draft} onChanged={edited.adopt} />
          </>
        }
      />
      {edited.theirs && (
        <DraftConflict mine={edited.text} theirs={edited.theirs} onKeep={edited.goOnFrom} onTake={edited.adopt} />
      )}
      {isPublishing && (
        <PublishDialog
          policy={policy}
          before={policy?.text ?? ''}
          text={edited.text}
          save={edited.save}
          onRebased={edited.goOnFrom}
          onClose={() => setIsPublishing(false)}
          onPublished={onPublished}
        />
      )}
    </div>
  );
}
