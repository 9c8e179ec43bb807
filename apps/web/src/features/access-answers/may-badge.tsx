import type { Effect } from '@sallyport/contracts';
import { Ban, Check, EyeOff, Hand, HelpCircle, type LucideIcon } from 'lucide-react';
import { Badge, type Tone } from '@/components/ui/badge';
import { MAY_LABEL } from './answer-text';

const LOOK: Readonly<Record<Effect, { readonly icon: LucideIcon; readonly tone: Tone }>> = {
  allow: { icon: Check, tone: 'allow' },
  redact: { icon: EyeOff, tone: 'redact' },
  approve: { icon: Hand, tone: 'hold' },
  deny: { icon: Ban, tone: 'deny' },
};

/** What one may do. An answer that hangs on arguments nobody gave is never shown as a plain yes. */
export function MayBadge({ effect, certain }: { effect: Effect; certain: boolean }) {
  const { icon: Icon, tone } = LOOK[effect];
  if (!certain)
    return (
      <Badge tone="outline">
        <HelpCircle aria-hidden strokeWidth={2.4} />
        Depends on arguments
      </Badge>
    );
  return (
    <Badge tone={tone}>
      <Icon aria-hidden strokeWidth={2.4} />
      {MAY_LABEL[effect]}
    </Badge>
  );
}
