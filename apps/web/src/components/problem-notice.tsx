import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { adviceFor, type Problem } from '@/lib/api/problem';
import { cn } from '@/lib/cn';
import { CopyButton } from './copy-button';

interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly action?: ReactNode;
  readonly className?: string;
}

/** What went wrong, what to do about it, and the id to quote. */
export function ProblemNotice({ problem, action, className }: ProblemNoticeProps) {
  const advice = adviceFor(problem);
  return (
    <div role="alert" className={cn('flex gap-3 rounded-lg border border-line bg-deny-wash p-3 text-sm', className)}>
      <CircleAlert className="mt-0.5 size-4 shrink-0 text-deny" aria-hidden />
      <div className="min-w-0 flex-1 space-y-1">
        <p className="font-semibold">{problem.title}</p>
        {problem.detail !== problem.title && <p className="break-words text-ink-muted">{problem.detail}</p>}
        {advice && <p className="text-ink-muted">{advice}</p>}
        {problem.errors && problem.errors.length > 0 && (
          <ul className="list-disc space-y-0.5 pl-4 text-ink-muted">
            {problem.errors.map(({ pointer, message }) => (
              <li key={`${pointer} ${message}`}>
                <code className="font-mono text-xs">{pointer}</code> {message}
              </li>
            ))}
          </ul>
        )}
        {problem.requestId && (
          <p className="flex items-center gap-1 text-ink-muted text-xs">
            Request <code className="break-all font-mono">{problem.requestId}</code>
            <CopyButton text={problem.requestId} label="Copy request id" />
          </p>
        )}
      </div>
      {action && <div className="shrink-0">{action}</div>}
    </div>
  );
}
