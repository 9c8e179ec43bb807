'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg, usePermission, whyNot } from '@/features/session';
import { PageHeader } from '@/features/shell';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { policiesQuery } from '@/lib/api/queries';
import { paths } from '@/lib/paths';
import { useDraft } from '../_hooks/use-draft';
import { useLeaveGuard } from '../_hooks/use-leave-guard';
import { usePolicyCheck } from '../_hooks/use-policy-check';
import { POLICY_TEMPLATE } from '../policy-template';
import { whyNotReady } from '../publish-readiness';
import { LeaveDialog } from './leave-dialog';
import { PolicyWorkbench } from './policy-workbench';

export function NewPolicy() {
  const { org } = useOrg();
  const router = useRouter();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { text, isDirty, change, forget } = useDraft(`${org.slug}:new`, POLICY_TEMPLATE);
  const draft = usePolicyCheck(text);
  const create = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/policies', {
          params: { path: { org: org.slug } },
          body: { text, note: 'First version' },
        }),
      ),
    onSuccess: async ({ id, name }) => {
      forget();
      await queries.invalidateQueries({ queryKey: policiesQuery(org.slug).queryKey });
      announce(`${name} is in force`, 'Gateways enforce it within seconds.');
      router.replace(paths.policy(org.slug, id));
    },
  });
  const guard = useLeaveGuard(isDirty && !create.isPending && !create.isSuccess);
  const reason = whyNotReady(draft, isDirty);
  const mayPublish = usePermission('policy:publish');
  return (
    <div className="flex min-h-[calc(100dvh-3rem)] flex-col lg:h-dvh lg:min-h-0">
      <PageHeader
        title="New policy"
        back={{ href: paths.policies(org.slug), label: 'Policies' }}
        actions={
          mayPublish && (
            <Button
              variant="primary"
              disabled={reason !== null}
              title={reason ?? undefined}
              busy={create.isPending}
              onClick={() => create.mutate()}
            >
              Create and publish
            </Button>
          )
        }
      />
      {mayPublish ? (
        <PolicyWorkbench
          initialText={POLICY_TEMPLATE}
          draft={draft}
          onChange={change}
          notice={create.error && <ProblemNotice problem={toProblem(create.error)} className="m-3" />}
        />
      ) : (
        <EmptyState icon={Lock} title="You cannot create policies">
          {whyNot(org.role, 'policy:publish')}
        </EmptyState>
      )}
      <LeaveDialog isOpen={guard.isAsking} onStay={guard.stay} onLeave={guard.leave} />
    </div>
  );
}
