import { Lightbulb } from 'lucide-react';
import { actOnAllAtOnce } from '@/features/policy-editor';

/** Suggests a roll-out for rules that would stop everybody at once. */
export function RolloutHint({ before, after }: { before: string; after: string }) {
  const rules = actOnAllAtOnce(before, after);
  if (rules.length === 0) return null;
  return (
    <div className="flex gap-2.5 rounded-lg bg-hold-wash px-3 py-2 text-sm">
      <Lightbulb className="mt-0.5 size-4 shrink-0 text-hold" aria-hidden />
      <p className="min-w-0">
        <code className="wrap-anywhere font-mono text-xs">{rules.join(', ')}</code>{' '}
        {rules.length === 1 ? 'acts' : 'act'} on everybody at once. To see first whom it would stop, give it a stage: 10
        % in warn, then more, then enforce.
      </p>
    </div>
  );
}
