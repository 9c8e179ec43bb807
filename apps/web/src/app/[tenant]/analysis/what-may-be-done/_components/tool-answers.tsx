'use client';

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
import { ROLE_LABEL, useOrg } from '@/features/session';
import type { ToolAnswer, WhatMayBeDone } from '@/lib/api/analysis-types';
import { paths } from '@/lib/paths';

export function ToolAnswers({ result, isPast }: { result: WhatMayBeDone; isPast: boolean }) {
  const { subject, basis, counts, answers, truncated } = result;
  const [filter, setFilter] = useState<AnswerFilter | null>(null);
  const { shown, filter: byName } = useListFilter(
    answers.filter((answer) => matchesFilter(answer, filter)),
    ({ tool }) => `${tool.server} ${tool.tool} ${tool.risk ?? ''} ${tool.capabilities.join(' ')}`,
  );
  return (
    <section aria-label="Answer" className="min-w-0 space-y-4">
      <header className="space-y-1">
        {subject && (
          <h2 className="flex flex-wrap items-center gap-2 font-semibold text-base">
            {subject.name}
            {subject.role && <Badge tone="outline">{ROLE_LABEL[subject.role]}</Badge>}
            {subject.groups.map((group) => (
              <Badge key={group}>{group}</Badge>
            ))}
          </h2>
        )}
        <BasisLine basis={basis} isPast={isPast} />
      </header>
      {basis.gap === null && (
        <>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <AnswerFilters counts={counts} filter={filter} onFilter={setFilter} />
            <ListFilter label="Filter tools" {...byName} />
          </div>
          <Panel>
            <ul className="divide-y divide-line">
              {shown.map((answer) => (
                <ToolRow key={`${answer.tool.serverId} ${answer.tool.tool}`} answer={answer} />
              ))}
            </ul>
            {shown.length === 0 && <p className="px-4 py-6 text-center text-ink-muted text-sm">No tool.</p>}
          </Panel>
          {truncated && <p className="text-ink-faint text-xs">More tools than can be listed; the counts are of all.</p>}
        </>
      )}
    </section>
  );
}

function ToolRow({ answer }: { answer: ToolAnswer }) {
  const { org } = useOrg();
  const { tool } = answer;
  return (
    <li className="lazy-row grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1.5 px-4 py-2.5 md:grid-cols-[minmax(0,1fr)_5rem_11rem_minmax(0,1.2fr)]">
      <div className="min-w-0">
        <Link
          href={paths.whoMayCall(org.slug, { server: tool.serverId, tool: tool.tool })}
          className="block truncate font-mono text-xs hover:underline"
        >
          <span className="text-ink-faint">{tool.server}/</span>
          <span className="font-medium">{tool.tool}</span>
        </Link>
        {tool.capabilities.length > 0 && (
          <p className="truncate text-ink-faint text-xs">{tool.capabilities.join(', ')}</p>
        )}
      </div>
      <span className="justify-self-end md:justify-self-start">
        <RiskBadge risk={tool.risk} />
      </span>
      <span className="col-span-2 md:col-span-1">
        <MayBadge effect={answer.effect} certain={answer.certain} />
      </span>
      <div className="col-span-2 md:col-span-1">
        <AnswerPath answer={answer} />
      </div>
    </li>
  );
}
