import { ArrowUpRight } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import type { RuleRef } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { VerdictBadge } from './verdict-badge';

interface RuleListProps {
  readonly org: string;
  readonly rules: readonly RuleRef[];
  /** The one that settled the call. */
  readonly deciding: RuleRef | null;
}

/** Rules that took part, the values that made them true, and the line they are written on. */
export function RuleList({ org, rules, deciding }: RuleListProps) {
  return (
    <ol className="divide-y divide-line">
      {rules.map((rule) => (
        <li key={`${rule.policyId} ${rule.ruleId} ${rule.effect}`} className="space-y-2 px-4 py-3">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <VerdictBadge effect={rule.effect} />
            {rule.policyId.startsWith('pol_') ? (
              <Link
                href={paths.rule(org, rule.policyId, rule.ruleId)}
                className="font-medium font-mono text-xs hover:underline"
              >
                {rule.ruleId}
              </Link>
            ) : (
              <code className="font-medium font-mono text-xs">{rule.ruleId}</code>
            )}
            {deciding === rule && <Badge tone="accent">Decided</Badge>}
            {rule.mode !== 'enforce' && <Badge tone="outline">{rule.mode} only</Badge>}
            <Link
              href={paths.policy(org, rule.policyId, { version: rule.policyVersion, line: rule.line })}
              className="ml-auto inline-flex items-center gap-0.5 text-accent text-xs hover:underline"
            >
              {rule.policyName} v{rule.policyVersion}, line {rule.line}
              <ArrowUpRight className="size-3.5" aria-hidden />
            </Link>
          </div>
          {rule.because.length > 0 && (
            <ul aria-label="Values that made it true" className="space-y-1">
              {rule.because.map((value) => (
                <li
                  key={value}
                  className="wrap-anywhere rounded-md border border-line bg-canvas px-2 py-1 font-mono text-xs"
                >
                  {value}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
