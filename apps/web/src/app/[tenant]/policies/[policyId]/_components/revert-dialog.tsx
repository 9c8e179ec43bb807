'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { useAnnounce } from '@/components/ui/toast';
import { TwoUpDiff } from '@/features/diff';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { policySettingsQuery, policyVersionQuery } from '@/lib/api/queries';
import type { Policy } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { ChangeList } from '../../_components/change-list';

interface RevertDialogProps {
  readonly policy: Policy;
  readonly toVersion: number;
  readonly onClose: () => void;
}

/** Puts an older text in force again at once, after one look at what that changes. */
export function RevertDialog({ policy, toVersion, onClose }: RevertDialogProps) {
  const { org } = useOrg();
  const router = useRouter();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [note, setNote] = useState('');
  const older = useQuery(policyVersionQuery(org.slug, policy.id, toVersion));
  const settings = useQuery(policySettingsQuery(org.slug)).data;
  const revert = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/policies/{policyId}/revert', {
          params: { path: { org: org.slug, policyId: policy.id } },
          body: { toVersion, note, baseVersion: policy.version },
        }),
      ),
    onSuccess: async ({ version }) => {
      await queries.invalidateQueries({ queryKey: [org.slug, 'policies'] });
      onClose();
      announce(`Version ${toVersion} is in force again`, `As version ${version}, at every gateway within seconds.`);
      router.push(paths.policyVersions(org.slug, policy.id));
      router.refresh();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revert to version ${toVersion}?`}
      description="Its text is published anew, as the newest version. Nothing of the history is lost."
      className="max-w-6xl"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" busy={revert.isPending} disabled={!older.data} onClick={() => revert.mutate()}>
            Revert now
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        {revert.error && <ProblemNotice problem={toProblem(revert.error)} />}
        {older.error && <ProblemNotice problem={toProblem(older.error)} />}
        {settings?.requireReview && (
          <p className="rounded-lg bg-hold-wash px-3 py-2 text-sm">
            A revert goes round the review your organisation asks for. It is kept as an emergency in the history.
          </p>
        )}
        {older.data ? (
          <>
            <ChangeList before={policy.text} after={older.data.text} />
            <TwoUpDiff
              before={policy.text}
              after={older.data.text}
              beforeLabel={`Version ${policy.version}, in force`}
              afterLabel={`Version ${toVersion}`}
              label={`From version ${policy.version} to version ${toVersion}`}
            />
          </>
        ) : (
          !older.error && <Skeleton className="h-48" />
        )}
        <Field label="Note" hint="Why, for whoever reads the history." optional>
          {(ids) => <Input {...ids} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />}
        </Field>
      </div>
    </Dialog>
  );
}
