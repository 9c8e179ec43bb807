import { Badge, type Tone } from '@/components/ui/badge';
import type { PolicyDraftSummary } from '@/lib/api/types';

const LABEL: Readonly<Record<PolicyDraftSummary['state'], readonly [string, Tone]>> = {
  editing: ['Draft', 'hold'],
  in_review: ['In review', 'accent'],
  changes_requested: ['Changes asked for', 'high'],
  approved: ['Approved', 'allow'],
  scheduled: ['Scheduled', 'accent'],
  conflict: ['Needs a look', 'deny'],
  published: ['Published', 'neutral'],
  discarded: ['Discarded', 'neutral'],
};

export function DraftStateBadge({ state }: { state: PolicyDraftSummary['state'] }) {
  const [label, tone] = LABEL[state];
  return <Badge tone={tone}>{label}</Badge>;
}
