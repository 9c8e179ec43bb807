'use client';

import { CircleCheck, CircleX, Plus } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { editPolicy, isPlainMap, lineAt, type PolicyVocabulary, readSource, valueAt } from '@/features/policy-editor';
import type { PolicyTestResult } from '@/lib/api/types';
import type { CheckedDraft } from '../_hooks/use-policy-check';
import { AddTestDialog } from './add-test-dialog';
import { PaneHeading } from './pane-heading';

interface TestsPaneProps {
  readonly checked: CheckedDraft;
  readonly text: string;
  readonly vocabulary: PolicyVocabulary;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
  readonly onJump: (line: number, column: number) => void;
}

export function TestsPane({
  checked: { check, isStale },
  text,
  vocabulary,
  isReadOnly,
  onChange,
  onJump,
}: TestsPaneProps) {
  const [isAdding, setIsAdding] = useState(false);
  const tests = check?.tests ?? [];
  const failed = tests.filter(({ passed }) => !passed).length;
  const jump = (name: string) => onJump(lineOfTest(text, name), 1);
  return (
    <section aria-label="Tests" aria-busy={isStale} className="border-line border-t">
      <PaneHeading title="Tests">
        {tests.length > 0 && (
          <Badge tone={failed > 0 ? 'deny' : 'allow'}>
            {failed > 0 ? `${failed} of ${tests.length} fail` : `${tests.length} pass`}
          </Badge>
        )}
        {!isReadOnly && (
          <Button variant="ghost" size="sm" onClick={() => setIsAdding(true)}>
            <Plus aria-hidden />
            Add
            <span className="sr-only">a test</span>
          </Button>
        )}
      </PaneHeading>
      {check && !check.ok && tests.length === 0 && (
        <p className="px-4 py-3 text-ink-muted text-sm">Tests run again once the errors are fixed.</p>
      )}
      {check?.ok && tests.length === 0 && (
        <p className="px-4 py-3 text-ink-muted text-sm">
          There are none yet. A test says what must hold for one call; all of them run with every change and before
          publishing.
        </p>
      )}
      <ul className="divide-y divide-line">
        {tests.map((test) => (
          <TestRow key={test.name} test={test} onJump={() => jump(test.name)} />
        ))}
      </ul>
      {isAdding && (
        <AddTestDialog
          vocabulary={vocabulary}
          onClose={() => setIsAdding(false)}
          onAdd={(test) => {
            onChange(editPolicy(text, { kind: 'insert', path: ['tests'], index: countOf(text), value: test }));
            setIsAdding(false);
          }}
        />
      )}
    </section>
  );
}

const testsOf = (text: string): readonly unknown[] => {
  const tests = valueAt(readSource(text).value, ['tests']);
  return Array.isArray(tests) ? tests : [];
};

const countOf = (text: string): number => testsOf(text).length;

const lineOfTest = (text: string, name: string): number => {
  const index = testsOf(text).findIndex((test) => isPlainMap(test) && test.name === name);
  return lineAt(readSource(text), index === -1 ? ['tests'] : ['tests', index]);
};

function TestRow({ test, onJump }: { test: PolicyTestResult; onJump: () => void }) {
  const { name, passed, expected, actual, detail } = test;
  const Icon = passed ? CircleCheck : CircleX;
  return (
    <li>
      <button
        type="button"
        onClick={onJump}
        className="flex w-full gap-2 px-4 py-2 text-left text-sm outline-offset-[-2px] hover:bg-raised"
      >
        <Icon
          className={`mt-0.5 size-4 shrink-0 ${passed ? 'text-allow' : 'text-deny'}`}
          aria-label={passed ? 'passed' : 'failed'}
        />
        <span className="min-w-0">
          <span className="wrap-anywhere block">{name}</span>
          {!passed && (
            <span className="wrap-anywhere block text-ink-muted text-xs">
              Expected <span className="font-mono">{expected}</span>, got <span className="font-mono">{actual}</span>.
              {detail && ` ${detail}`}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
