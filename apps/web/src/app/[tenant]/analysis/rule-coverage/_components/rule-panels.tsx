import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { VerdictBadge } from '@/features/calls';
import { useOrg } from '@/features/session';
import type { Coverage } from '@/lib/api/analysis-types';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';

type RuleIdentity = Coverage['neverMatched'][number];

export function NeverMatchedPanel({ rules, days }: { rules: readonly RuleIdentity[]; days: number }) {
  return (
    <Panel>
      <PanelHeader title="Rules that never matched" detail={`in the last ${days} days, or since calls are counted`} />
      {rules.length === 0 ? (
        <EmptyState icon={CircleCheck} title="None known">
          Every rule that was in force all that time took part in a call.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {rules.map((rule) => (
            <li key={`${rule.policyId} ${rule.ruleId}`} className="px-4 py-2">
              <RuleLine rule={rule} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function UntestedPanel({ rules }: { rules: Coverage['untested'] }) {
  return (
    <Panel>
      <PanelHeader title="Rules no test would miss" detail="changed in small ways, with no test failing" />
      {rules.length === 0 ? (
        <EmptyState icon={CircleCheck} title="None">
          Any small change of any rule makes a test of its policy fail.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {rules.map((rule) => (
            <li key={`${rule.policyId} ${rule.ruleId}`} className="space-y-1.5 px-4 py-2">
              <RuleLine rule={rule} />
              <Mutations mutations={rule.mutations} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Mutations({ mutations }: { mutations: Coverage['untested'][number]['mutations'] }) {
  return (
    <details>
      <summary className="text-ink-muted text-xs hover:text-ink">
        {plural(mutations.length, 'change')} went unnoticed
      </summary>
      <ul className="mt-1 list-disc space-y-0.5 pl-5 text-ink-muted text-xs">
        {mutations.map(({ line, description }) => (
          <li key={`${line} ${description}`} className="wrap-anywhere">
            {description}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A rule, where it stands, and what it did. */
function RuleLine({ rule }: { rule: RuleIdentity }) {
  const { org } = useOrg();
  const isOurs = rule.level !== 'platform';
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <VerdictBadge effect={rule.effect} />
      {isOurs ? (
        <Link
          href={paths.rule(org.slug, rule.policyId, rule.ruleId)}
          className="wrap-anywhere font-medium font-mono text-xs hover:underline"
        >
          {rule.ruleId}
        </Link>
      ) : (
        <code className="wrap-anywhere font-medium font-mono text-xs">{rule.ruleId}</code>
      )}
      {rule.mode !== 'enforce' && <Badge tone="outline">{rule.mode} only</Badge>}
      {isOurs ? (
        <Link
          href={paths.policy(org.slug, rule.policyId, { line: rule.line })}
          className="ml-auto text-accent text-xs hover:underline"
        >
          {rule.policyName}, line {rule.line}
        </Link>
      ) : (
        <span className="ml-auto text-ink-faint text-xs">ships with Sallyport</span>
      )}
    </div>
  );
}
