'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { TwoUpDiff } from '@/features/diff';
import { fromLocalInput } from '@/features/policy-editor';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { createProblem, ProblemError, toProblem, unwrap } from '@/lib/api/problem';
import type { Policy, PolicyDraft } from '@/lib/api/types';
import { getDraft, updateDraft } from '../_hooks/draft-saver';
import { ChangeList } from './change-list';
import { EvidenceField } from './evidence-field';
import { PublishConflict } from './publish-conflict';
import { RolloutHint } from './rollout-hint';
import { WhenField } from './when-field';

interface PublishDialogProps {
  /** Null for a policy that does not exist yet. */
  readonly policy: Policy | null;
  /** Text in force; empty when there is none. */
  readonly before: string;
  readonly text: string;
  /** Saves what is in the editor and gives the draft that is published. */
  readonly save: () => Promise<PolicyDraft | null>;
  /** The draft is based on the newer version now. */
  readonly onRebased: (draft: PolicyDraft) => void;
  readonly onClose: () => void;
  readonly onPublished: (draft: PolicyDraft) => void;
}

/** What a publication changes, why, on what evidence, and when it takes effect. */
export function PublishDialog(props: PublishDialogProps) {
  const { policy, before, text, save, onRebased, onClose, onPublished } = props;
  const { org } = useOrg();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const [simulationId, setSimulationId] = useState('');
  const publish = useMutation({
    mutationFn: async () => {
      const saved = await save();
      if (!saved) throw new ProblemError(createProblem('service.unavailable', 'The draft could not be saved.'));
      const noted = note.trim() === saved.note ? saved : await writeNote(org.slug, saved, note.trim());
      const moment = at === null ? null : fromLocalInput(at);
      return unwrap(
        browserApi.POST('/v1/orgs/{org}/policy-drafts/{draftId}/publication', {
          params: { path: { org: org.slug, draftId: noted.id } },
          body: {
            revision: noted.revision,
            ...(moment === null ? {} : { at: moment }),
            ...(simulationId === '' ? {} : { simulationId }),
          },
        }),
      );
    },
    onSuccess: async (draft) => {
      await queries.invalidateQueries({ queryKey: [org.slug, 'policies'] });
      onPublished(draft);
    },
  });
  const problem = publish.error ? toProblem(publish.error) : null;
  const isConflict = problem?.code === 'policy.version_conflict' && policy !== null;
  const isUndecided = at === '';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isConflict ? 'Somebody published a newer version' : titleOf(policy)}
      description={
        isConflict
          ? 'Your text is kept. Look at both before you go on.'
          : 'Look at what changes before it takes effect.'
      }
      className="max-w-6xl"
      footer={
        !isConflict && (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" busy={publish.isPending} disabled={isUndecided} onClick={() => publish.mutate()}>
              {at === null ? 'Publish' : 'Schedule'}
            </Button>
          </>
        )
      }
    >
      {isConflict ? (
        <PublishConflict
          base={policy}
          text={text}
          onRebase={async (newer) => {
            const saved = await save();
            if (!saved) return;
            const result = await updateDraft(org.slug, saved, { baseVersion: newer.version });
            onRebased(result.kind === 'saved' ? result.draft : await getDraft(org.slug, saved.id));
            publish.reset();
          }}
          onClose={onClose}
        />
      ) : (
        <div className="space-y-5">
          {problem && <ProblemNotice problem={problem} />}
          <ChangeList before={before} after={text} />
          <RolloutHint before={before} after={text} />
          {before !== '' && (
            <TwoUpDiff
              before={before}
              after={text}
              beforeLabel={`Version ${policy?.version ?? ''}, in force`}
              afterLabel="What you publish"
              label={`Difference to version ${policy?.version ?? ''}`}
            />
          )}
          <div className="grid items-start gap-5 md:grid-cols-2">
            <Field label="Note" hint="Why this change, for whoever reads the history." optional>
              {(ids) => (
                <Input {...ids} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
              )}
            </Field>
            <EvidenceField text={text} policyId={policy?.id ?? null} value={simulationId} onChange={setSimulationId} />
            <WhenField value={at} onChange={setAt} />
          </div>
        </div>
      )}
    </Dialog>
  );
}

const titleOf = (policy: Policy | null): string =>
  policy ? `Publish version ${policy.version + 1}` : 'Publish a new policy';

const writeNote = async (org: string, draft: PolicyDraft, note: string): Promise<PolicyDraft> => {
  const result = await updateDraft(org, draft, { note });
  if (result.kind === 'conflict') {
    throw new ProblemError(
      createProblem('policy_draft.revision_conflict', 'Close this dialog and look at what was written meanwhile.'),
    );
  }
  return result.draft;
};
