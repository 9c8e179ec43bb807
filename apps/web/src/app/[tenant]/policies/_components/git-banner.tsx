import { ExternalLink, GitBranch } from 'lucide-react';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import type { Policy } from '@/lib/api/types';

/** Says that a repository holds the text, where, and whether what is in force is still that. */
export function GitBanner({ managedBy }: { managedBy: NonNullable<Policy['managedBy']> }) {
  const { repository, url, ref, commit, path, pushedAt, pushedBy, drifted } = managedBy;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-accent-wash px-4 py-2.5 text-sm sm:px-6">
      <GitBranch className="size-4 shrink-0 text-accent" aria-hidden />
      <p className="min-w-0 flex-1 basis-64">
        <span className="font-medium">Managed in git.</span>{' '}
        <span className="text-ink-muted">
          Read-only here. From <code className="wrap-anywhere font-mono text-xs">{path}</code> in {repository}, {ref} at{' '}
          <code className="font-mono text-xs">{commit.slice(0, 8)}</code>; pushed by {pushedBy}{' '}
          <RelativeTime at={pushedAt} />.
        </span>
      </p>
      {drifted && <Badge tone="hold">Drifted: the text in force is not the one pushed last</Badge>}
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        className="inline-flex items-center gap-1 font-medium text-accent hover:underline"
      >
        Open the file
        <ExternalLink className="size-3.5" aria-hidden />
      </a>
    </div>
  );
}
