import type { ToolRisk } from '@sallyport/contracts';
import { Badge, type Tone } from '@/components/ui/badge';
import { toLabel } from '@/lib/format';

const RISK_TONE: Readonly<Record<ToolRisk, Tone>> = { low: 'neutral', medium: 'hold', high: 'high', critical: 'deny' };

/** Risk of a tool as its definition lets one tell; tools no server has listed have none. */
export function RiskBadge({ risk }: { risk: ToolRisk | null }) {
  return risk === null ? (
    <Badge tone="outline">Not listed</Badge>
  ) : (
    <Badge tone={RISK_TONE[risk]}>{toLabel(risk)}</Badge>
  );
}
