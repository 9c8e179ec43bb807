import type { Severity } from '@sallyport/contracts';
import type { Tone } from '@/components/ui/badge';

export const SEVERITY_TONE: Readonly<Record<Severity, Tone>> = {
  info: 'neutral',
  low: 'neutral',
  medium: 'hold',
  high: 'high',
  critical: 'deny',
};
