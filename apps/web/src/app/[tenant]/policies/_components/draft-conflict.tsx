import { RelativeTime } from '@/components/time';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TwoUpDiff } from '@/features/diff';
import type { PolicyDraft } from '@/lib/api/types';

interface DraftConflictProps {
  readonly mine: string;
  readonly theirs: PolicyDraft;
  readonly onKeep: (theirs: PolicyDraft) => void;
  readonly onTake: (theirs: PolicyDraft) => void;
}

/** Two people wrote on the same draft: both texts side by side, and nothing is lost before one of them is chosen. */
export function DraftConflict({ mine, theirs, onKeep, onTake }: DraftConflictProps) {
  const writer = theirs.editors.at(-1)?.name ?? theirs.author.name;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onKeep(theirs)}
      title="Somebody else saved this draft meanwhile"
      description="Your text is kept here. Look at both, then choose the one to go on with."
      className="max-w-6xl"
      footer={
        <>
          <Button onClick={() => onTake(theirs)}>Take theirs</Button>
          <Button variant="primary" onClick={() => onKeep(theirs)}>
            Keep mine
          </Button>
        </>
      }
    >
      <p className="pb-3 text-ink-muted text-sm">
        Last saved by {writer}, <RelativeTime at={theirs.updatedAt} />.
      </p>
      <TwoUpDiff
        before={theirs.text}
        after={mine}
        beforeLabel="Theirs, as saved"
        afterLabel="Yours"
        label="The two texts"
      />
    </Dialog>
  );
}
