'use client';

import { History } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Button, buttonStyle } from '@/components/ui/button';
import { useAnnounce } from '@/components/ui/toast';
import type { YamlEditorHandle } from '@/features/policy-editor';
import { useOrg, usePermission, whyNot } from '@/features/session';
import { PageHeader } from '@/features/shell';
import type { Policy } from '@/lib/api/types';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';
import { LeaveDialog } from '../../_components/leave-dialog';
import { PolicyWorkbench } from '../../_components/policy-workbench';
import { useDraft } from '../../_hooks/use-draft';
import { useLeaveGuard } from '../../_hooks/use-leave-guard';
import { usePolicyCheck } from '../../_hooks/use-policy-check';
import { whyNotReady } from '../../publish-readiness';
import { PublishDialog } from './publish-dialog';

interface PolicyEditorProps {
  readonly policy: Policy;
  /** Line to start at. */
  readonly line?: number | undefined;
  /** Older version whose text is put in front of the one in force, to be published anew. */
  readonly restored?: { readonly version: number; readonly text: string };
}

export function PolicyEditor({ policy, line, restored }: PolicyEditorProps) {
  const { org } = useOrg();
  const router = useRouter();
  const announce = useAnnounce();
  /** The version the draft is based on. It moves when the person publishes or takes over somebody else's version. */
  const [base, setBase] = useState(policy);
  const editor = useRef<YamlEditorHandle>(null);
  const draft = useDraft(`${org.slug}:${policy.id}:${base.version}`, base.text);
  const checked = usePolicyCheck(draft.text);
  const [isPublishing, setIsPublishing] = useState(false);
  const guard = useLeaveGuard(draft.isDirty);
  useBringBack(editor, restored?.text ?? draft.restored);
  const onPublished = (published: Policy) => {
    draft.forget();
    setBase(published);
    setIsPublishing(false);
    announce(`Version ${published.version} is in force`, 'Gateways enforce it within seconds.');
    router.refresh();
  };
  return (
    <div className="flex min-h-[calc(100dvh-3rem)] flex-col lg:h-dvh lg:min-h-0">
      <PageHeader
        back={{ href: paths.policies(org.slug), label: 'Policies' }}
        title={
          <>
            {base.name}
            <Badge className="numeric">Version {base.version}</Badge>
            {draft.isDirty && <Badge tone="hold">Unpublished changes</Badge>}
          </>
        }
        description={
          <>
            {plural(base.ruleCount, 'rule')}, published by {base.updatedBy} <RelativeTime at={base.updatedAt} />
          </>
        }
        actions={
          <EditorActions
            versionsHref={paths.policyVersions(org.slug, policy.id)}
            isDirty={draft.isDirty}
            reason={whyNotReady(checked, draft.isDirty)}
            onDiscard={() => editor.current?.replace(base.text)}
            onPublish={() => setIsPublishing(true)}
          />
        }
      />
      <PolicyWorkbench
        ref={editor}
        initialText={policy.text}
        initialLine={line}
        draft={checked}
        onChange={draft.change}
      />
      {isPublishing && (
        <PublishDialog
          base={base}
          text={draft.text}
          onRebase={setBase}
          onClose={() => setIsPublishing(false)}
          onPublished={onPublished}
        />
      )}
      <LeaveDialog isOpen={guard.isAsking} onStay={guard.stay} onLeave={guard.leave} />
    </div>
  );
}

/** Puts a kept draft or an older version into the editor, as a change that can be undone. */
const useBringBack = (editor: React.RefObject<YamlEditorHandle | null>, text: string | null): void => {
  const done = useRef(false);
  useEffect(() => {
    if (text === null || done.current) return;
    done.current = true;
    editor.current?.replace(text);
  }, [editor, text]);
};

interface EditorActionsProps {
  readonly versionsHref: string;
  readonly isDirty: boolean;
  /** Why publishing has to wait. */
  readonly reason: string | null;
  readonly onDiscard: () => void;
  readonly onPublish: () => void;
}

function EditorActions({ versionsHref, isDirty, reason, onDiscard, onPublish }: EditorActionsProps) {
  const { org } = useOrg();
  const mayPublish = usePermission('policy:publish');
  const mayWrite = usePermission('policy:write');
  return (
    <>
      <Link href={versionsHref} className={buttonStyle()}>
        <History aria-hidden />
        Versions
      </Link>
      {isDirty && <Button onClick={onDiscard}>Discard</Button>}
      {mayPublish && (
        <Button variant="primary" disabled={reason !== null} title={reason ?? undefined} onClick={onPublish}>
          Publish…
        </Button>
      )}
      {mayWrite && !mayPublish && (
        <p className="max-w-56 text-ink-faint text-xs">{whyNot(org.role, 'policy:publish')}</p>
      )}
    </>
  );
}
