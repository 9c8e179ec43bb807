import type { SimulationSample } from '@/lib/api/analysis-types';
import { cn } from '@/lib/cn';

interface CallTargetProps {
  readonly server: string;
  readonly method: string;
  readonly target: SimulationSample['target'];
  readonly className?: string;
}

/** `files/read_text_file`, and the method where the name alone does not say it. */
export function CallTarget({ server, method, target, className }: CallTargetProps) {
  const name = target.kind === 'none' ? method : target.name;
  return (
    <span className={cn('min-w-0 truncate font-mono text-xs', className)}>
      {server && <span className="text-ink-muted">{server}/</span>}
      {name}
      {target.kind !== 'none' && method !== 'tools/call' && <span className="text-ink-muted"> {method}</span>}
    </span>
  );
}
