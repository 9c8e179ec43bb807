import type { Severity } from '@sallyport/contracts';
import { Badge } from '@/components/ui/badge';
import { toLabel } from '@/lib/format';
import { SEVERITY_TONE } from './severity';

export function SeverityBadge({ severity }: { severity: Severity }) {
  return <Badge tone={SEVERITY_TONE[severity]}>{toLabel(severity)}</Badge>;
}
