import { Badge } from '@/components/ui/badge';
import type { PolicySummary } from '@/lib/api/types';

/** Which level a policy is of. */
export function LevelBadge({ level, group }: Pick<PolicySummary, 'level' | 'group'>) {
  if (level === 'platform') return <Badge tone="accent">Platform</Badge>;
  return level === 'group' ? <Badge tone="redact">Group {group}</Badge> : <Badge tone="outline">Organisation</Badge>;
}
