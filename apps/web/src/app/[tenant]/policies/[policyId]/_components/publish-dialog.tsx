'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { DiffView } from '@/features/diff';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import type { Policy } from '@/lib/api/types';
import { ConflictView } from './conflict-view';

interface PublishDialogProps {
  /** Version the draft is based on. */
  readonly base: Policy;
  readonly text: string;
  /** The person has seen a newer version and goes on with their text on top of it. */
  readonly onRebase: (newer: Policy) => void;
  readonly onClose: () => void;
  readonly onPublished: (published: Policy) => void;
}

export function PublishDialog({ base, text, onRebase, onClose, onPublished }: PublishDialogProps) {
  const { org } = useOrg();
  const [note, setNote] = useState('');
  const params = { path: { org: org.slug, policyId: base.id } };
  const publish = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/policies/{policyId}/versions', {
          params,
          body: { text, note, baseVersion: base.version },
        }),
      ),
    onSuccess: onPublished,
  });
  const problem = publish.error ? toProblem(publish.error) : null;
  const isConflict = problem?.code === 'policy.version_conflict';
  const rebase = (newer: Policy) => {
    publish.reset();
    onRebase(newer);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isConflict ? 'Somebody published a newer version' : `Publish version ${base.version + 1}`}
      description={
        isConflict
          ? 'Your text is kept. Look at both before you go on.'
          : 'It is enforced by every gateway within seconds.'
      }
      className="max-w-3xl"
      footer={
        !isConflict && (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" busy={publish.isPending} onClick={() => publish.mutate()}>
              Publish
            </Button>
          </>
        )
      }
    >
      {isConflict ? (
        <ConflictView base={base} text={text} onRebase={rebase} onClose={onClose} />
      ) : (
        <div className="space-y-4">
          {problem && <ProblemNotice problem={problem} />}
          <DiffView label={`Difference to version ${base.version}`} before={base.text} after={text} />
          <Field label="Note" hint="Why this change, for whoever reads the history." optional>
            {(ids) => <Input {...ids} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />}
          </Field>
        </div>
      )}
    </Dialog>
  );
}
