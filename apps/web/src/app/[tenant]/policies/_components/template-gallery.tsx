'use client';

import { useMutation } from '@tanstack/react-query';
import { ArrowRight, Lock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { YamlEditor } from '@/features/policy-editor';
import { useOrg, usePermission, whyNot } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import { toProblem } from '@/lib/api/problem';
import type { PolicyTemplate } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';
import { createDraft } from '../_hooks/draft-saver';
import { BLANK_POLICY } from '../blank-policy';

const BLANK: PolicyTemplate = {
  id: 'blank',
  title: 'From scratch',
  summary: 'One rule and one test, to be written over.',
  text: BLANK_POLICY,
};

/** What a new policy can start from, with its text to look at first. */
export function TemplateGallery({ templates }: { templates: readonly PolicyTemplate[] }) {
  const { org } = useOrg();
  const router = useRouter();
  const all = [...templates, BLANK];
  const [chosenId, setChosenId] = useState(all[0]?.id ?? BLANK.id);
  const chosen = all.find(({ id }) => id === chosenId) ?? BLANK;
  const mayWrite = usePermission('policy:write');
  const start = useMutation({
    mutationFn: () => createDraft(org.slug, { text: chosen.text }),
    onSuccess: ({ id }) => router.push(paths.policyDraft(org.slug, id)),
  });
  return (
    <>
      <PageHeader
        title="New policy"
        description="Start from something that is close. It becomes a draft: nothing is in force before you publish it."
        back={{ href: paths.policies(org.slug), label: 'Policies' }}
      />
      {mayWrite ? (
        <PageBody className="grid items-start gap-5 lg:grid-cols-[minmax(18rem,26rem)_minmax(0,1fr)]">
          <ul aria-label="Start from" className="space-y-2">
            {all.map((template) => (
              <li key={template.id}>
                <TemplateCard
                  template={template}
                  isChosen={template.id === chosen.id}
                  onChoose={() => setChosenId(template.id)}
                />
              </li>
            ))}
          </ul>
          <Panel className="lg:sticky lg:top-5">
            <PanelHeader
              title={chosen.title}
              actions={
                <Button variant="primary" busy={start.isPending || start.isSuccess} onClick={() => start.mutate()}>
                  Start from this
                  <ArrowRight aria-hidden />
                </Button>
              }
            />
            {start.error && <ProblemNotice problem={toProblem(start.error)} className="m-3" />}
            <div className="h-[60dvh]">
              <YamlEditor key={chosen.id} label={`Text of ${chosen.title}`} initialText={chosen.text} isReadOnly />
            </div>
          </Panel>
        </PageBody>
      ) : (
        <EmptyState icon={Lock} title="You cannot create policies">
          {whyNot(org.role, 'policy:write')}
        </EmptyState>
      )}
    </>
  );
}

interface TemplateCardProps {
  readonly template: PolicyTemplate;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function TemplateCard({ template: { title, summary, text }, isChosen, onChoose }: TemplateCardProps) {
  const rules = text.match(/^\s*- (?:\{ )?id:/gm)?.length ?? 0;
  const tests = text.match(/^\s*- (?:\{ )?name:/gm)?.length ?? 0;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cn(
        'block w-full rounded-lg border bg-surface px-4 py-3 text-left hover:bg-raised',
        isChosen ? 'border-accent shadow-sm ring-1 ring-accent' : 'border-line',
      )}
    >
      <span className="block font-medium">{title}</span>
      <span className="mt-0.5 block text-pretty text-ink-muted text-sm">{summary}</span>
      <span className="numeric mt-1 block text-ink-faint text-xs">
        {plural(rules, 'rule')}, {plural(tests, 'test')}
      </span>
    </button>
  );
}
