import { Check, Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/field';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { DetectorCheck } from '@/lib/api/detector-types';
import type { DetectorForm, FormTest } from './detector-form-state';

interface DetectorTestsProps {
  readonly form: DetectorForm;
  readonly set: (change: Partial<DetectorForm>) => void;
  readonly check: DetectorCheck | null;
}

/** Texts a detector is held to, each with what it finds in it as it is typed. */
export function DetectorTests({ form, set, check }: DetectorTestsProps) {
  return (
    <Panel>
      <PanelHeader title="Tests" detail="All have to come out before it can be turned on." />
      <div className="grid gap-6 p-4 sm:grid-cols-2">
        <TestList
          title="Has to find something in"
          expect="match"
          tests={form.match}
          check={check}
          onTests={(match) => set({ match })}
        />
        <TestList
          title="Has to find nothing in"
          expect="pass"
          tests={form.pass}
          check={check}
          onTests={(pass) => set({ pass })}
        />
      </div>
    </Panel>
  );
}

interface TestListProps {
  readonly title: string;
  readonly expect: 'match' | 'pass';
  readonly tests: readonly FormTest[];
  readonly check: DetectorCheck | null;
  readonly onTests: (tests: readonly FormTest[]) => void;
}

function TestList({ title, expect, tests, check, onTests }: TestListProps) {
  // Empty texts are not sent, so results count those that are not.
  const sentIndex = (index: number) => tests.slice(0, index).filter(({ text }) => text.trim() !== '').length;
  return (
    <div className="space-y-2">
      <h3 className="font-medium text-sm">{title}</h3>
      <ul className="space-y-2">
        {tests.map((test, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: texts are told apart by their place, which is what their results name
          <li key={index} className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <Textarea
                aria-label={`${title}, ${index + 1}`}
                value={test.text}
                maxLength={4000}
                onChange={(event) =>
                  onTests(tests.map((each, i) => (i === index ? { ...each, text: event.target.value } : each)))
                }
              />
              {test.text.trim() !== '' && (
                <TestResult
                  result={
                    check?.tests.find((each) => each.expect === expect && each.index === sentIndex(index)) ?? null
                  }
                />
              )}
            </div>
            {tests.length > 1 && (
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove “${title}”, ${index + 1}`}
                onClick={() => onTests(tests.filter((_, i) => i !== index))}
              >
                <X aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button size="sm" onClick={() => onTests([...tests, { text: '' }])}>
        <Plus aria-hidden />
        Add a test
      </Button>
    </div>
  );
}

function TestResult({ result }: { result: DetectorCheck['tests'][number] | null }) {
  if (!result) return <p className="text-ink-faint text-xs">Runs once all of the above is right.</p>;
  const { passed, evidence } = result;
  const Icon = passed ? Check : X;
  return (
    <p className={`flex items-center gap-1.5 text-xs ${passed ? 'text-allow' : 'text-deny'}`}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {passed ? 'Passes' : 'Fails'}: {evidence === null ? 'found nothing.' : <>found “{evidence}”.</>}
    </p>
  );
}
