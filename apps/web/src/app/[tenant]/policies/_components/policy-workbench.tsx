'use client';

import { type ReactNode, type Ref, useImperativeHandle, useRef } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { YamlEditor, type YamlEditorHandle } from '@/features/policy-editor';
import { useOrg, usePermission, whyNot } from '@/features/session';
import type { Diagnostic } from '@/lib/api/types';
import type { CheckedDraft } from '../_hooks/use-policy-check';
import { useVocabulary } from '../_hooks/use-vocabulary';
import { ProblemsPane } from './problems-pane';
import { TestsPane } from './tests-pane';

interface PolicyWorkbenchProps {
  readonly ref?: Ref<YamlEditorHandle>;
  readonly initialText: string;
  readonly initialLine?: number | undefined;
  readonly draft: CheckedDraft;
  readonly onChange: (text: string) => void;
  readonly notice?: ReactNode;
}

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

/** The text on the left; what is wrong with it and what its tests say on the right. */
export function PolicyWorkbench({ ref, initialText, initialLine, draft, onChange, notice }: PolicyWorkbenchProps) {
  const { org } = useOrg();
  const editor = useRef<YamlEditorHandle>(null);
  useImperativeHandle(ref, () => ({
    reveal: (line, column) => editor.current?.reveal(line, column),
    replace: (text) => editor.current?.replace(text),
  }));
  const mayEdit = usePermission('policy:write');
  const diagnostics = draft.check?.diagnostics ?? NO_DIAGNOSTICS;
  return (
    <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="flex h-[60dvh] min-h-0 min-w-0 flex-col bg-surface lg:h-auto">
        {notice}
        <YamlEditor
          ref={editor}
          label="Policy text"
          initialText={initialText}
          initialLine={initialLine}
          isReadOnly={!mayEdit}
          diagnostics={diagnostics}
          vocabulary={useVocabulary()}
          onChange={onChange}
        />
      </div>
      <aside aria-label="Check" className="min-h-0 overflow-y-auto border-line border-t lg:border-t-0 lg:border-l">
        {mayEdit ? (
          <>
            {draft.problem && <ProblemNotice problem={draft.problem} className="m-3" />}
            <ProblemsPane draft={draft} onJump={(line, column) => editor.current?.reveal(line, column)} />
            <TestsPane draft={draft} />
          </>
        ) : (
          <p className="p-4 text-ink-muted text-sm">You can read this policy. {whyNot(org.role, 'policy:write')}</p>
        )}
      </aside>
    </div>
  );
}
