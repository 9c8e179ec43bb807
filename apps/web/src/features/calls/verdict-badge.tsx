import type { Effect } from '@sallyport/contracts';
import { Ban, Check, EyeOff, Hand, type LucideIcon } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { EFFECT_LABEL, EFFECT_TONE } from './verdict';

const EFFECT_ICON: Readonly<Record<Effect, LucideIcon>> = { allow: Check, redact: EyeOff, approve: Hand, deny: Ban };

/** An effect by word, colour and shape, so that none of the three is needed alone. */
export function VerdictBadge({ effect, className }: { effect: Effect; className?: string }) {
  const Icon = EFFECT_ICON[effect];
  return (
    <Badge tone={EFFECT_TONE[effect]} {...(className ? { className } : {})}>
      <Icon aria-hidden strokeWidth={2.4} />
      {EFFECT_LABEL[effect]}
    </Badge>
  );
}
