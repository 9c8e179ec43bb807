import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { RuleView } from './_components/rule-view';
import { parseRuleQuery } from './filters.schema';

export const metadata: Metadata = { title: 'Rule' };

export default async function RulePage({
  params,
  searchParams,
}: PageProps<'/[tenant]/policies/[policyId]/rules/[ruleId]'>) {
  const { tenant, policyId, ruleId } = await params;
  const { days } = parseRuleQuery(await searchParams);
  const policy = await load((api) =>
    api.GET('/v1/orgs/{org}/policies/{policyId}', { params: { path: { org: tenant, policyId } } }),
  );
  if (!policy.ok) return <PageProblem title="Rule" problem={policy.problem} />;
  return <RuleView policy={policy.data} ruleId={ruleId} days={days} />;
}
