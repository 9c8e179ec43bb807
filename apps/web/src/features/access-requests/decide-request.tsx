'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Field, Input, NativeSelect } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { useAnnounce } from '@/components/ui/toast';
import { accessProposalQuery, accessRequestsQuery } from '@/lib/api/analysis-queries';
import type { AccessProposal, AccessRequest } from '@/lib/api/analysis-types';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { useOrg } from '../session';
import { PatchView } from './patch-view';
import { daysLabel, expiresAfter, grantChoices } from './request-text';

type Decision = { readonly decision: 'grant'; readonly days: number } | { readonly decision: 'refuse' };

/** The smallest change, ready to be put in force until a time; or a refusal with a sentence. */
export function DecideRequest({ request }: { request: AccessRequest }) {
  const { org } = useOrg();
  const { data: proposal, error } = useQuery({ ...accessProposalQuery(org.slug, request.callId), retry: false });
  return (
    <div className="space-y-3 border-line border-t bg-raised/40 p-4">
      {error && <ProblemNotice problem={toProblem(error)} />}
      {!proposal && !error && <Skeleton className="h-24" />}
      {proposal && <Proposal proposal={proposal} />}
      <DecisionForm request={request} isGrantable={proposal?.works === true && !proposal.change?.managedUrl} />
    </div>
  );
}

function Proposal({ proposal: { summary, obstacle, works, change } }: { proposal: AccessProposal }) {
  if (!works)
    return (
      <p className="rounded-md bg-hold-wash px-3 py-2 text-hold text-sm">
        {obstacle ?? 'No small change lets this call pass.'}
      </p>
    );
  return (
    <div className="space-y-2">
      <p className="text-pretty text-sm">
        {summary}
        {change && (
          <span className="text-ink-muted">
            {' '}
            In {change.policyName}, on top of version {change.baseVersion}.
          </span>
        )}
      </p>
      {change && <PatchView patch={change.patch} label={`Change of ${change.policyName}`} />}
      {change?.managedUrl && (
        <p className="text-ink-muted text-sm">
          The policy is managed in git:{' '}
          <a href={change.managedUrl} className="text-accent underline underline-offset-2" rel="noreferrer">
            commit the change there
          </a>
          .
        </p>
      )}
    </div>
  );
}

interface DecisionFormProps {
  readonly request: AccessRequest;
  readonly isGrantable: boolean;
}

function DecisionForm({ request, isGrantable }: DecisionFormProps) {
  const [days, setDays] = useState(request.days);
  const [answer, setAnswer] = useState('');
  const decide = useDecide(request, answer.trim());
  const isRefusing = decide.isPending && decide.variables.decision === 'refuse';
  return (
    <div className="space-y-3">
      {decide.error && <ProblemNotice problem={toProblem(decide.error)} />}
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-32">
          <Field label="For">
            {(ids) => (
              <NativeSelect {...ids} value={days} onChange={(event) => setDays(Number(event.target.value))}>
                {grantChoices(request.days).map((choice) => (
                  <option key={choice} value={choice}>
                    {daysLabel(choice)}
                  </option>
                ))}
              </NativeSelect>
            )}
          </Field>
        </div>
        <div className="min-w-48 flex-1">
          <Field label="Answer" optional>
            {(ids) => (
              <Input
                {...ids}
                value={answer}
                maxLength={500}
                placeholder="Needed to refuse"
                onChange={(event) => setAnswer(event.target.value)}
              />
            )}
          </Field>
        </div>
        <div className="flex gap-2">
          <Button
            busy={isRefusing}
            disabled={answer.trim() === '' || decide.isPending}
            onClick={() => decide.mutate({ decision: 'refuse' })}
          >
            <X aria-hidden />
            Refuse
          </Button>
          <Button
            variant="primary"
            busy={decide.isPending && !isRefusing}
            disabled={!isGrantable || decide.isPending}
            onClick={() => decide.mutate({ decision: 'grant', days })}
          >
            <Check aria-hidden />
            Grant
          </Button>
        </div>
      </div>
    </div>
  );
}

const useDecide = (request: AccessRequest, answer: string) => {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (decision: Decision) =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/access-requests/{accessRequestId}/decision', {
          params: { path: { org: org.slug, accessRequestId: request.id } },
          body:
            decision.decision === 'grant'
              ? { decision: 'grant', expires: expiresAfter(decision.days, Date.now()), answer }
              : { decision: 'refuse', answer },
        }),
      ),
    onSuccess: async ({ state }) => {
      await queries.invalidateQueries({ queryKey: accessRequestsQuery(org.slug).queryKey });
      if (state === 'refused') announce('Refused', `${request.requestedBy.name} sees your answer.`);
      else if (state === 'in_review') announce('A draft waits for review', 'A second person has to approve it.');
      else announce('Granted', 'Gateways enforce it within seconds.');
    },
  });
};
