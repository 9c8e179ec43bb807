'use client';

import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { PolicyForm, YamlEditor, type YamlEditorHandle } from '@/features/policy-editor';
import { SimulationPanel } from '@/features/policy-simulation';
import { useOrg, usePermission, whyNot } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { type Problem, toProblem, unwrap } from '@/lib/api/problem';
import type { Diagnostic, Policy } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import type { CheckedDraft } from '../_hooks/use-policy-check';
import { useVocabulary } from '../_hooks/use-vocabulary';
import { ProblemsPane } from './problems-pane';
import { TestsPane } from './tests-pane';
import { useWorkbenchView } from './use-workbench-view';
import { WorkbenchBar } from './workbench-bar';

interface PolicyWorkbenchProps {
  readonly ref?: Ref<YamlEditorHandle>;
  /** Null for a policy that does not exist yet. */
  readonly policy: Pick<Policy, 'id' | 'version'> | null;
  readonly text: string;
  readonly initialLine?: number | undefined;
  /** Form or text, when the person has not chosen before. */
  readonly startsWith: 'form' | 'text';
  readonly isReadOnly: boolean;
  readonly checked: CheckedDraft;
  readonly onChange: (text: string) => void;
  /** What is known about saving, at the end of the bar. */
  readonly status?: ReactNode;
  readonly notice?: ReactNode;
}

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

/** The policy as form or text on the left; what is wrong with it and what its tests say on the right. */
export function PolicyWorkbench(props: PolicyWorkbenchProps) {
  const { ref, policy, text, initialLine, isReadOnly, checked, onChange, status, notice } = props;
  const { me, org } = useOrg();
  const editor = useRef<YamlEditorHandle>(null);
  const [view, setView] = useWorkbenchView(
    initialLine === undefined ? props.startsWith : 'text',
    initialLine !== undefined,
  );
  const [target, setTarget] = useState<{ line: number; column: number } | null>(null);
  const [formatProblem, setFormatProblem] = useState<Problem | null>(null);
  useImperativeHandle(ref, () => ({
    reveal: (line, column) => editor.current?.reveal(line, column),
    replace: (next) => editor.current?.replace(next),
    undo: () => editor.current?.undo(),
    redo: () => editor.current?.redo(),
  }));
  const vocabulary = useVocabulary();
  const mayWrite = usePermission('policy:write');
  const diagnostics = checked.check?.diagnostics ?? NO_DIAGNOSTICS;
  const format = () =>
    void unwrap(
      browserApi.POST('/v1/orgs/{org}/policy-formats', { params: { path: { org: org.slug } }, body: { text } }),
    ).then(
      (answer) => answer.text !== text && editor.current?.replace(answer.text),
      (error: unknown) => setFormatProblem(toProblem(error)),
    );
  const reveal = (line: number, column: number) => {
    setView('text');
    setTarget({ line, column });
  };
  useEffect(() => {
    if (view === 'text' && target) editor.current?.reveal(target.line, target.column);
  }, [view, target]);
  return (
    <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-h-0 min-w-0 flex-col">
        <WorkbenchBar
          view={view}
          isReadOnly={isReadOnly}
          onView={setView}
          onUndo={() => editor.current?.undo()}
          onRedo={() => editor.current?.redo()}
          onFormat={isReadOnly ? null : format}
        >
          {status}
        </WorkbenchBar>
        {notice}
        {formatProblem && <ProblemNotice problem={formatProblem} className="m-3" />}
        <div className={cn('min-h-0 flex-1 bg-surface', view === 'text' ? 'h-[65dvh] lg:h-auto' : 'hidden')}>
          <YamlEditor
            ref={editor}
            label="Policy text"
            initialText={text}
            text={text}
            initialLine={initialLine}
            isReadOnly={isReadOnly}
            diagnostics={diagnostics}
            vocabulary={vocabulary}
            onChange={onChange}
            onFormat={format}
          />
        </div>
        {view === 'simulation' && (
          <div className="min-h-0 flex-1 overflow-y-auto">
            <SimulationPanel policyId={policy?.id ?? null} text={text} baseVersion={policy?.version ?? null} />
          </div>
        )}
        {view === 'form' && (
          <div className="min-h-0 flex-1 overflow-y-auto">
            <PolicyForm
              text={text}
              vocabulary={vocabulary}
              diagnostics={diagnostics}
              isReadOnly={isReadOnly}
              editor={me.email}
              onChange={onChange}
              onShowText={(line) => reveal(line, 1)}
            />
          </div>
        )}
      </div>
      <aside aria-label="Check" className="min-h-0 overflow-y-auto border-line border-t lg:border-t-0 lg:border-l">
        {mayWrite ? (
          <>
            {checked.problem && <ProblemNotice problem={checked.problem} className="m-3" />}
            <ProblemsPane draft={checked} onJump={reveal} />
            <TestsPane
              checked={checked}
              text={text}
              vocabulary={vocabulary}
              isReadOnly={isReadOnly}
              onChange={onChange}
              onJump={reveal}
            />
          </>
        ) : (
          <p className="p-4 text-ink-muted text-sm">You can read this policy. {whyNot(org.role, 'policy:write')}</p>
        )}
      </aside>
    </div>
  );
}
