import { Badge } from '@/components/ui/badge';
import type { Definition } from '@/lib/api/types';

const STATE = {
  pinned: { tone: 'neutral', label: 'Pinned' },
  drifted: { tone: 'hold', label: 'Drifted' },
  blocked: { tone: 'deny', label: 'Blocked' },
} as const;

export function DefinitionStateBadge({ state }: { state: Definition['state'] }) {
  const { tone, label } = STATE[state];
  return <Badge tone={tone}>{label}</Badge>;
}
