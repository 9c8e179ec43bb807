'use client';

import { Bot, User } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { ListFilter, useListFilter } from '@/components/list-filter';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import {
  type AnswerFilter,
  AnswerFilters,
  AnswerPath,
  BasisLine,
  MayBadge,
  matchesFilter,
  RiskBadge,
} from '@/features/access-answers';
import { useOrg } from '@/features/session';
import type { WhoMayCallQuestion } from '@/lib/api/analysis-queries';
import type { AccessAnswer, WhoMayCall } from '@/lib/api/analysis-types';
import { paths } from '@/lib/paths';

interface WhoMayCallAnswersProps {
  readonly question: WhoMayCallQuestion;
  readonly result: WhoMayCall;
}

export function WhoMayCallAnswers({ question, result }: WhoMayCallAnswersProps) {
  const { subject, basis, counts, answers, truncated } = result;
  const [filter, setFilter] = useState<AnswerFilter | null>(null);
  const { shown, filter: byName } = useListFilter(
    answers.filter((answer) => matchesFilter(answer, filter)),
    ({ principal }) => `${principal.name} ${principal.groups.join(' ')}`,
  );
  return (
    <section aria-label="Answer" className="min-w-0 space-y-4">
      <header className="space-y-1">
        <h2 className="wrap-anywhere flex flex-wrap items-center gap-2 font-semibold text-base">
          <span className="font-mono text-sm">
            {subject && <span className="text-ink-faint">{subject.server}/</span>}
            {question.tool}
          </span>
          {subject && <RiskBadge risk={subject.risk} />}
          {subject?.tier === 'sensitive' && <Badge tone="hold">Sensitive server</Badge>}
          {subject && !subject.enabled && <Badge tone="deny">Server disabled</Badge>}
        </h2>
        <BasisLine basis={basis} isPast={question.asOf !== undefined} />
      </header>
      {basis.gap === null && (
        <>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <AnswerFilters counts={counts} filter={filter} onFilter={setFilter} />
            <ListFilter label="Filter people and groups" {...byName} />
          </div>
          <Panel>
            <ul className="divide-y divide-line">
              {shown.map((answer) => (
                <AnswerRow key={answer.principal.id} answer={answer} />
              ))}
            </ul>
            {shown.length === 0 && <p className="px-4 py-6 text-center text-ink-muted text-sm">Nobody.</p>}
          </Panel>
          {truncated && (
            <p className="text-ink-faint text-xs">More people than can be listed; the counts are of all.</p>
          )}
        </>
      )}
    </section>
  );
}

function AnswerRow({ answer }: { answer: AccessAnswer }) {
  const { org } = useOrg();
  const { principal } = answer;
  const Icon = principal.kind === 'user' ? User : Bot;
  return (
    <li className="lazy-row grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1.5 px-4 py-2.5 md:grid-cols-[minmax(0,1fr)_11rem_minmax(0,1.4fr)]">
      <div className="min-w-0">
        <p className="flex items-center gap-2">
          <Icon className="size-3.5 shrink-0 text-ink-faint" aria-hidden />
          <Link
            href={paths.whatMayBeDone(org.slug, { principal: principal.id })}
            className="truncate font-medium text-sm hover:underline"
          >
            {principal.name}
          </Link>
        </p>
        {principal.groups.length > 0 && (
          <p className="truncate pl-5.5 text-ink-faint text-xs">{principal.groups.join(', ')}</p>
        )}
      </div>
      <span className="justify-self-end md:justify-self-start">
        <MayBadge effect={answer.effect} certain={answer.certain} />
      </span>
      <div className="col-span-2 pl-5.5 md:col-span-1 md:pl-0">
        <AnswerPath answer={answer} />
      </div>
    </li>
  );
}
