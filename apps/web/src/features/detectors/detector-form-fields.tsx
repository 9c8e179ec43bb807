'use client';

import { DETECTOR_SURFACES, FINDING_CATEGORIES, SEVERITIES } from '@sallyport/contracts';
import { Field, Input, NativeSelect, Textarea } from '@/components/ui/field';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { DetectorCheck } from '@/lib/api/detector-types';
import { toLabel } from '@/lib/format';
import { type DetectorForm, linesOf, slugOf } from './detector-form-state';
import { DetectorTests } from './detector-tests';
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
      <DetectorTests form={form} set={set} check={check} />
    </fieldset>
  );
}

type ProblemAt = (...pointers: readonly string[]) => string | undefined;

/** What is said about a field; nothing while the field is still empty. */
const problemFinder =
  (form: DetectorForm, check: DetectorCheck | null): ProblemAt =>
  (...pointers) => {
    if (pointers.some((pointer) => REQUIRED[pointer]?.(form) === '')) return undefined;
    const problem = check?.problems.find(({ pointer }) => pointers.some((start) => pointer.startsWith(start)));
    if (!problem) return undefined;
    const [, field = '', index] = problem.pointer.split('/');
    const line = LINES[field]?.(form)[Number(index)];
    if (line !== undefined) return `“${line}” ${problem.message}`;
    return problem.message.charAt(0).toUpperCase() + problem.message.slice(1);
  };

/** What has to be filled in: nothing is said of it before something stands there. */
const REQUIRED: Readonly<Record<string, (form: DetectorForm) => string>> = {
  '/title': ({ title }) => title,
  '/id': ({ slug }) => slug,
  '/literals': ({ literals }) => literals,
};

/** Fields of which each line is an item of its own; what is said about one quotes it. */
const LINES: Readonly<Record<string, (form: DetectorForm) => readonly string[]>> = {
  literals: ({ literals }) => linesOf(literals),
  patterns: ({ patterns }) => linesOf(patterns),
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
        <Field label="Name" hint={`Policies name it custom.${form.slug.trim() || 'name'}`} error={problemAt('/id')}>
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
