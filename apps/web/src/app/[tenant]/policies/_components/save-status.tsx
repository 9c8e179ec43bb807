'use client';

import { Cloud, CloudAlert, LoaderCircle } from 'lucide-react';
import { RelativeTime } from '@/components/time';
import { Button } from '@/components/ui/button';
import type { ServerDraft } from '../_hooks/use-server-draft';

/** Whether what is in the editor is safe, in a few words. */
export function SaveStatus({ edited }: { edited: ServerDraft }) {
  const { isSaving, isSaved, problem, draft, save } = edited;
  return (
    <div role="status" className="flex items-center gap-1.5 text-ink-faint text-xs [&_svg]:size-3.5">
      {isSaving ? (
        <>
          <LoaderCircle className="animate-spin" aria-hidden /> Saving
        </>
      ) : problem && !isSaved ? (
        <>
          <CloudAlert className="text-deny" aria-hidden /> Not saved; kept in this tab
          <Button size="sm" variant="ghost" onClick={() => void save()}>
            Try again
          </Button>
        </>
      ) : !isSaved ? (
        'Not saved yet'
      ) : (
        draft && (
          <>
            <Cloud aria-hidden /> Draft saved <RelativeTime at={draft.updatedAt} />
          </>
        )
      )}
    </div>
  );
}
