'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, Inbox } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { RelativeTime } from '@/components/time';
import { Button, buttonStyle } from '@/components/ui/button';
import { Field, NativeSelect, Textarea } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { accessRequestsQuery } from '@/lib/api/analysis-queries';
import type { AccessProposal } from '@/lib/api/analysis-types';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { paths } from '@/lib/paths';
import { useOrg } from '../session';
import { daysLabel, GRANT_DAYS } from './request-text';

const REASON_MAX = 500;

/** What a person sees who was denied: one sentence, and a way to ask. */
export function RequestAccessView({ proposal }: { proposal: AccessProposal }) {
  const { principal, target, server, at, callId, openRequestId, obstacle, works } = proposal;
  const [isSent, setIsSent] = useState(false);
  return (
    <div className="mx-auto max-w-xl space-y-5">
      <header className="space-y-2">
        <span className="grid size-9 place-items-center rounded-lg bg-deny-wash text-deny">
          <Ban className="size-4.5" aria-hidden />
        </span>
        <p className="wrap-anywhere text-pretty font-medium text-lg" data-testid="denial">
          {principal.name} may not use <code className="font-mono text-base">{target.name}</code> on{' '}
          <code className="font-mono text-base">{server.slug}</code>.
        </p>
        {proposal.message && (
          <blockquote className="border-line-strong border-l-2 pl-3 text-ink-muted">{proposal.message}</blockquote>
        )}
        <p className="text-ink-faint text-xs">
          <RelativeTime at={at} /> · <code className="font-mono">{callId}</code>
        </p>
      </header>
      {openRequestId !== null || isSent ? (
        <AlreadyAsked isNew={isSent} />
      ) : (
        <RequestForm callId={callId} onSent={() => setIsSent(true)} />
      )}
      {obstacle && !works && !isSent && openRequestId === null && (
        <p className="text-ink-faint text-xs">
          It may take longer than usual: {obstacle.charAt(0).toLowerCase() + obstacle.slice(1)}
        </p>
      )}
    </div>
  );
}

function AlreadyAsked({ isNew }: { isNew: boolean }) {
  const { org } = useOrg();
  return (
    <Panel className="flex items-start gap-3 p-4">
      <Inbox className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
      <div className="space-y-3">
        <p role="status" className="text-sm">
          {isNew ? 'Your request is with the security team.' : 'This was asked for already, and waits for an answer.'}{' '}
          You see the answer under Requests.
        </p>
        <Link href={paths.requests(org.slug)} className={buttonStyle()}>
          Requests
        </Link>
      </div>
    </Panel>
  );
}

function RequestForm({ callId, onSent }: { callId: string; onSent: () => void }) {
  const { org } = useOrg();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [days, setDays] = useState(7);
  const send = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/access-requests', {
          params: { path: { org: org.slug } },
          body: { callId, reason: reason.trim(), days },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: accessRequestsQuery(org.slug).queryKey });
      onSent();
    },
  });
  return (
    <Panel>
      <form
        className="space-y-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        {send.error && <ProblemNotice problem={toProblem(send.error)} />}
        <Field label="What do you need it for?" hint="The security team reads this.">
          {(ids) => (
            <Textarea
              {...ids}
              required
              rows={3}
              maxLength={REASON_MAX}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Field label="For how long">
          {(ids) => (
            <NativeSelect {...ids} value={days} onChange={(event) => setDays(Number(event.target.value))}>
              {GRANT_DAYS.map((choice) => (
                <option key={choice} value={choice}>
                  {daysLabel(choice)}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
        <Button type="submit" variant="primary" busy={send.isPending} disabled={reason.trim() === ''}>
          Request access
        </Button>
      </form>
    </Panel>
  );
}
