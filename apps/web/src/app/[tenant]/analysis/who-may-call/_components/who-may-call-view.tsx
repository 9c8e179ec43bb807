'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { EmptyState } from '@/components/ui/empty-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { useOrg } from '@/features/session';
import { PageBody } from '@/features/shell';
import { type WhoMayCallQuestion, whoMayCallQuery } from '@/lib/api/analysis-queries';
import { toProblem } from '@/lib/api/problem';
import { WhoMayCallAnswers } from './who-may-call-answers';
import { WhoMayCallForm } from './who-may-call-form';

interface WhoMayCallViewProps {
  readonly initial: { readonly server?: string | undefined; readonly tool?: string | undefined };
}

/** "Who may call this tool with these arguments, and by which path?", now or at a past moment. */
export function WhoMayCallView({ initial }: WhoMayCallViewProps) {
  const [question, setQuestion] = useState<WhoMayCallQuestion | null>(
    initial.server && initial.tool ? { serverId: initial.server, tool: initial.tool } : null,
  );
  return (
    <PageBody className="grid items-start gap-6 xl:grid-cols-[22rem_minmax(0,1fr)]">
      <WhoMayCallForm initial={initial} onAsk={setQuestion} />
      {question ? (
        <Answer question={question} />
      ) : (
        <EmptyState icon={KeyRound} title="Ask about a tool">
          Choose a server and a tool. Every member and service account is tried against the policies, by the code that
          enforces them.
        </EmptyState>
      )}
    </PageBody>
  );
}

function Answer({ question }: { question: WhoMayCallQuestion }) {
  const { org } = useOrg();
  const { data, error } = useQuery({ ...whoMayCallQuery(org.slug, question), retry: false });
  if (error) return <ProblemNotice problem={toProblem(error)} />;
  if (!data) return <SkeletonRows rows={6} className="h-12" />;
  return <WhoMayCallAnswers key={JSON.stringify(question)} question={question} result={data} />;
}
