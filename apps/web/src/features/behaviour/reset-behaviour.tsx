'use client';

import { useMutation } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { useAnnounce } from '@/components/ui/toast';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { useOrg, usePermission } from '../session';

const REASON_CHARS_MIN = 3;

interface ResetBehaviourProps {
  readonly principal: { readonly id: string; readonly name: string };
  /** Name of the client program; empty when it gave none. */
  readonly client: string;
}

/** The way out of what behaviour found: gateways forget what this principal did with this client, and go on from here. */
export function ResetBehaviour(props: ResetBehaviourProps) {
  const [isOpen, setOpen] = useState(false);
  if (!usePermission('behaviour:reset')) return null;
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <RotateCcw aria-hidden />
        Forget what this caller did
      </Button>
      {isOpen && <ResetDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function ResetDialog({ principal, client, onClose }: ResetBehaviourProps & { readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const reset = useReset({ principal, client }, onClose);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Forget what ${principal.name} did?`}
      description={`Gateways forget what it read, sent and repeated${client === '' ? '' : ` with ${client}`}, and begin anew. Records stay.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={reason.trim().length < REASON_CHARS_MIN}
            busy={reset.isPending}
            onClick={() => reset.mutate(reason.trim())}
          >
            Forget
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {reset.error && <ProblemNotice problem={toProblem(reset.error)} />}
        <Field label="Why" hint="It stands in the activity of your organisation.">
          {(ids) => (
            <Textarea
              {...ids}
              value={reason}
              maxLength={500}
              placeholder="The nightly job is meant to do this"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}

const useReset = ({ principal, client }: ResetBehaviourProps, onDone: () => void) => {
  const { org } = useOrg();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (reason: string) =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/behaviour/reset', {
          params: { path: { org: org.slug } },
          body: { principalId: principal.id, client, reason },
        }),
      ),
    onSuccess: () => {
      announce(`What ${principal.name} did is forgotten`, 'Gateways know within seconds.');
      onDone();
    },
  });
};
