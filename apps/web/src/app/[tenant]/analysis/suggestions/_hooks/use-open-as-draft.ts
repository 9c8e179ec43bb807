'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { unwrap } from '@/lib/api/problem';
import { paths } from '@/lib/paths';

interface WhichSuggestion {
  readonly policyId: string;
  readonly ruleId: string;
  readonly days: number;
}

/** Makes a draft of the policy with a suggestion applied, and goes there. */
export const useOpenAsDraft = () => {
  const { org } = useOrg();
  const router = useRouter();
  return useMutation({
    mutationFn: async ({ policyId, ruleId, days }: WhichSuggestion) => {
      const { text, baseVersion, suggestion } = await unwrap(
        browserApi.GET('/v1/orgs/{org}/policies/{policyId}/rules/{ruleId}/suggestion', {
          params: { path: { org: org.slug, policyId, ruleId }, query: { days } },
        }),
      );
      return unwrap(
        browserApi.POST('/v1/orgs/{org}/policy-drafts', {
          params: { path: { org: org.slug } },
          body: { policyId, baseVersion, text, title: `Narrow ${ruleId}`, note: suggestion.summary },
        }),
      );
    },
    onSuccess: ({ id }) => router.push(paths.policyDraft(org.slug, id)),
  });
};
