'use client';

import { useQuery } from '@tanstack/react-query';
import { UserSearch } from 'lucide-react';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { EmptyState } from '@/components/ui/empty-state';
import { Field, NativeSelect } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { SkeletonRows } from '@/components/ui/skeleton';
import { MomentField, toMoment } from '@/features/access-answers';
import { useOrg, usePermission } from '@/features/session';
import { PageBody } from '@/features/shell';
import { type WhatMayBeDoneQuestion, whatMayBeDoneQuery } from '@/lib/api/analysis-queries';
import { toProblem } from '@/lib/api/problem';
import { membersQuery, serviceAccountsQuery } from '@/lib/api/queries';
import { ToolAnswers } from './tool-answers';

/** "What may this person or service account do?", now or at a past moment. */
export function WhatMayBeDoneView({ principal }: { principal: string }) {
  const [principalId, setPrincipalId] = useState(principal);
  const [moment, setMoment] = useState('');
  const asOf = toMoment(moment);
  return (
    <PageBody className="grid items-start gap-6 xl:grid-cols-[22rem_minmax(0,1fr)]">
      <Panel>
        <form aria-label="Question" className="space-y-4 p-4">
          <PrincipalField principalId={principalId} onPrincipal={setPrincipalId} />
          <MomentField value={moment} onValue={setMoment} />
        </form>
      </Panel>
      {principalId ? (
        <Answer question={{ principalId, ...(asOf ? { asOf } : {}) }} />
      ) : (
        <EmptyState icon={UserSearch} title="Ask about somebody">
          Choose a person or a service account to see every tool they may call, the riskiest first.
        </EmptyState>
      )}
    </PageBody>
  );
}

interface PrincipalFieldProps {
  readonly principalId: string;
  readonly onPrincipal: (principalId: string) => void;
}

function PrincipalField({ principalId, onPrincipal }: PrincipalFieldProps) {
  const { org } = useOrg();
  const members = useQuery({ ...membersQuery(org.slug), enabled: usePermission('member:read') }).data?.items ?? [];
  const accounts =
    useQuery({ ...serviceAccountsQuery(org.slug), enabled: usePermission('service_account:read') }).data?.items ?? [];
  return (
    <Field label="Who">
      {(ids) => (
        <NativeSelect {...ids} value={principalId} onChange={(event) => onPrincipal(event.target.value)}>
          <option value="">Choose…</option>
          <optgroup label="People">
            {members.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
          <optgroup label="Service accounts">
            {accounts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
        </NativeSelect>
      )}
    </Field>
  );
}

function Answer({ question }: { question: WhatMayBeDoneQuestion }) {
  const { org } = useOrg();
  const { data, error } = useQuery({ ...whatMayBeDoneQuery(org.slug, question), retry: false });
  if (error) return <ProblemNotice problem={toProblem(error)} />;
  if (!data) return <SkeletonRows rows={6} className="h-12" />;
  return <ToolAnswers key={JSON.stringify(question)} result={data} isPast={question.asOf !== undefined} />;
}
