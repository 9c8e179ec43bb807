'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg, usePermission } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import type { PolicySettings } from '@/lib/api/types';
import { plural } from '@/lib/format';

/** Whether a second person has to approve every publication. */
export function ReviewSetting({ settings }: { settings: PolicySettings }) {
  const { org } = useOrg();
  const id = useId();
  const router = useRouter();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const mayChange = usePermission('settings:write');
  const update = useMutation({
    mutationFn: (requireReview: boolean) =>
      unwrap(
        browserApi.PATCH('/v1/orgs/{org}/policy-settings', {
          params: { path: { org: org.slug } },
          body: { requireReview },
        }),
      ),
    onSuccess: async ({ requireReview }) => {
      await queries.invalidateQueries({ queryKey: [org.slug, 'policy-settings'] });
      announce(requireReview ? 'A second person approves from now on' : 'Publishing needs no second person any more');
      router.refresh();
    },
  });
  return (
    <section aria-label="Review" className="space-y-3 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex items-start gap-3">
        <input
          id={id}
          type="checkbox"
          className="mt-0.5 size-4 accent-accent-solid"
          checked={update.variables ?? settings.requireReview}
          disabled={!mayChange || update.isPending}
          aria-describedby={`${id}-hint`}
          onChange={(event) => update.mutate(event.target.checked)}
        />
        <div className="min-w-0">
          <label htmlFor={id} className="font-medium text-sm">
            A second person approves every publication
          </label>
          <p id={`${id}-hint`} className="text-ink-faint text-xs">
            {plural(settings.reviewers.length, 'person', 'people')} may review; nobody reviews what they wrote. An owner
            changes this.
          </p>
        </div>
      </div>
      {update.error && <ProblemNotice problem={toProblem(update.error)} />}
    </section>
  );
}
