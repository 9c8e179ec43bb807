'use client';

import { DETECTOR_SURFACES, FINDING_CATEGORIES, SEVERITIES } from '@sallyport/contracts';
import { Check, Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field, Input, NativeSelect, Textarea } from '@/components/ui/field';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { DetectorCheck } from '@/lib/api/detector-types';
import { toLabel } from '@/lib/format';
import { type DetectorForm, slugOf } from './detector-form-state';
import { SURFACE_LABEL } from './detector-text';

interface DetectorFormFieldsProps {
  readonly form: DetectorForm;
  readonly onForm: (form: DetectorForm) => void;
  readonly check: DetectorCheck | null;
  /** The name of one that is stored cannot be changed. */
  readonly isNew: boolean;
  readonly isReadOnly: boolean;
}

/** The fields of a detector, each with what the api says of it. */
export function DetectorFormFields({ form, onForm, check, isNew, isReadOnly }: DetectorFormFieldsProps) {
  const set = (change: Partial<DetectorForm>) => onForm({ ...form, ...change });
  return (
    <fieldset disabled={isReadOnly} className="space-y-5">
      <About form={form} set={set} isNew={isNew} problemAt={problemFinder(form, check)} />
      <LooksFor form={form} set={set} problemAt={problemFinder(form, check)} />
      <Tests form={form} set={set} check={check} />
    </fieldset>
  );
}

type ProblemAt = (...pointers: readonly string[]) => string | undefined;

/** What is said about a field; nothing while the field is still empty. */
const problemFinder =
  (form: DetectorForm, check: DetectorCheck | null): ProblemAt =>
  (...pointers) => {
    const isTouched = form.title !== '' || form.literals !== '';
    if (!isTouched) return undefined;
    return check?.problems.find(({ pointer }) => pointers.some((start) => pointer.startsWith(start)))?.message;
  };

interface PartProps {
  readonly form: DetectorForm;
  readonly set: (change: Partial<DetectorForm>) => void;
  readonly problemAt: ProblemAt;
}

function About({ form, set, isNew, problemAt }: PartProps & { readonly isNew: boolean }) {
  return (
    <Panel>
      <PanelHeader title="What it is" />
      <div className="grid gap-4 p-4 sm:grid-cols-2">
        <Field label="Title" hint="What people read beside a finding." error={problemAt('/title')}>
          {(ids) => (
            <Input
              {...ids}
              value={form.title}
              maxLength={160}
              placeholder="A code name that is not to leave"
              onChange={(event) =>
                set({
                  title: event.target.value,
                  ...(isNew && form.slug === slugOf(form.title) ? { slug: slugOf(event.target.value) } : {}),
                })
              }
            />
          )}
        </Field>
        <Field label="Name" hint="Policies name it: custom.name" error={problemAt('/id')}>
          {(ids) => (
            <Input
              {...ids}
              value={form.slug}
              maxLength={57}
              disabled={!isNew}
              className="font-mono"
              onChange={(event) => set({ slug: event.target.value })}
            />
          )}
        </Field>
        <Field label="Why it matters" optional error={problemAt('/why')}>
          {(ids) => (
            <Textarea
              {...ids}
              value={form.why}
              maxLength={500}
              onChange={(event) => set({ why: event.target.value })}
            />
          )}
        </Field>
        <Field label="What to do" optional error={problemAt('/fix')}>
          {(ids) => (
            <Textarea
              {...ids}
              value={form.fix}
              maxLength={500}
              onChange={(event) => set({ fix: event.target.value })}
            />
          )}
        </Field>
        <Field label="Severity">
          {(ids) => (
            <NativeSelect
              {...ids}
              value={form.severity}
              onChange={(event) => set({ severity: event.target.value as DetectorForm['severity'] })}
            >
              {SEVERITIES.map((severity) => (
                <option key={severity} value={severity}>
                  {toLabel(severity)}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
        <Field label="Category" hint="Rules can speak of all findings of a category.">
          {(ids) => (
            <NativeSelect
              {...ids}
              value={form.category}
              onChange={(event) => set({ category: event.target.value as DetectorForm['category'] })}
            >
              {FINDING_CATEGORIES.map((category) => (
                <option key={category} value={category}>
                  {toLabel(category)}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
      </div>
    </Panel>
  );
}

function LooksFor({ form, set, problemAt }: PartProps) {
  return (
    <Panel>
      <PanelHeader title="What it looks for" />
      <div className="grid gap-4 p-4 sm:grid-cols-2">
        <fieldset className="sm:col-span-2">
          <legend className="mb-1 font-medium text-sm">In</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-1.5">
            {DETECTOR_SURFACES.map((surface) => (
              <label key={surface} className="flex items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  className="accent-accent"
                  checked={form.surfaces.includes(surface)}
                  onChange={(event) =>
                    set({
                      surfaces: DETECTOR_SURFACES.filter((each) =>
                        each === surface ? event.target.checked : form.surfaces.includes(each),
                      ),
                    })
                  }
                />
                {SURFACE_LABEL[surface]}
              </label>
            ))}
          </div>
          {problemAt('/surfaces') && <p className="mt-1 text-deny text-xs">Choose one at least.</p>}
        </fieldset>
        <Field
          label="Words"
          hint="One a line, four characters or more. One of them has to be there; upper and lower case are the same."
          error={problemAt('/literals')}
        >
          {(ids) => (
            <Textarea
              {...ids}
              rows={5}
              value={form.literals}
              spellCheck={false}
              className="font-mono text-xs"
              onChange={(event) => set({ literals: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Patterns"
          optional
          hint="RE2, one a line. Without any, the words themselves are what is found."
          error={problemAt('/patterns')}
        >
          {(ids) => (
            <Textarea
              {...ids}
              rows={5}
              value={form.patterns}
              spellCheck={false}
              className="font-mono text-xs"
              onChange={(event) => set({ patterns: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Only near"
          optional
          hint="One a line; one of them has to stand close by."
          error={problemAt('/near')}
        >
          {(ids) => (
            <Textarea
              {...ids}
              value={form.nearWords}
              spellCheck={false}
              className="font-mono text-xs"
              onChange={(event) => set({ nearWords: event.target.value })}
            />
          )}
        </Field>
        <div className="space-y-4">
          <Field label="Within characters">
            {(ids) => (
              <Input
                {...ids}
                type="number"
                min={1}
                max={1000}
                value={form.nearWithin}
                disabled={form.nearWords.trim() === ''}
                onChange={(event) => set({ nearWithin: event.target.value })}
              />
            )}
          </Field>
          <label className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              className="accent-accent"
              checked={form.secret}
              onChange={(event) => set({ secret: event.target.checked })}
            />
            What it finds is a secret: mask it in records
          </label>
        </div>
      </div>
    </Panel>
  );
}

interface TestsProps extends Omit<PartProps, 'problemAt'> {
  readonly check: DetectorCheck | null;
}

function Tests({ form, set, check }: TestsProps) {
  return (
    <Panel>
      <PanelHeader title="Tests" detail="All have to come out before it can be turned on." />
      <div className="grid gap-6 p-4 sm:grid-cols-2">
        <TestList
          title="Has to find something in"
          expect="match"
          texts={form.match}
          check={check}
          onTexts={(match) => set({ match })}
        />
        <TestList
          title="Has to find nothing in"
          expect="pass"
          texts={form.pass}
          check={check}
          onTexts={(pass) => set({ pass })}
        />
      </div>
    </Panel>
  );
}

interface TestListProps {
  readonly title: string;
  readonly expect: 'match' | 'pass';
  readonly texts: readonly string[];
  readonly check: DetectorCheck | null;
  readonly onTexts: (texts: readonly string[]) => void;
}

function TestList({ title, expect, texts, check, onTexts }: TestListProps) {
  // Empty texts are not sent, so results count those that are not.
  const sentIndex = (index: number) => texts.slice(0, index).filter((text) => text.trim() !== '').length;
  return (
    <div className="space-y-2">
      <h3 className="font-medium text-sm">{title}</h3>
      <ul className="space-y-2">
        {texts.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: texts are told apart by their place, which is what their results name
          <li key={index} className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <Textarea
                aria-label={`${title}, ${index + 1}`}
                value={text}
                maxLength={4000}
                onChange={(event) => onTexts(texts.map((each, i) => (i === index ? event.target.value : each)))}
              />
              {text.trim() !== '' && (
                <TestResult
                  result={
                    check?.tests.find((test) => test.expect === expect && test.index === sentIndex(index)) ?? null
                  }
                />
              )}
            </div>
            {texts.length > 1 && (
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove test ${index + 1}`}
                onClick={() => onTexts(texts.filter((_, i) => i !== index))}
              >
                <X aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button size="sm" onClick={() => onTexts([...texts, ''])}>
        <Plus aria-hidden />
        Add a test
      </Button>
    </div>
  );
}

function TestResult({ result }: { result: DetectorCheck['tests'][number] | null }) {
  if (!result) return <p className="text-ink-faint text-xs">Not run yet.</p>;
  const { passed, evidence } = result;
  const Icon = passed ? Check : X;
  return (
    <p className={`flex items-center gap-1.5 text-xs ${passed ? 'text-allow' : 'text-deny'}`}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {evidence === null ? 'Found nothing.' : <>Found “{evidence}”.</>}
    </p>
  );
}
