'use client';

import type { FormEvent } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Field, Input, NativeSelect, Textarea } from '@/components/ui/field';
import type { Problem } from '@/lib/api/problem';
import { fieldError } from './field-error';
import { type ServerInput, toServerInput } from './server-input';
import { TransportFields } from './transport-fields';

interface ServerFormProps {
  readonly initial: ServerInput;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly submitLabel: string;
  /** A server's short name is part of its address and stays as it was made. */
  readonly isSlugFixed: boolean;
  readonly onSubmit: (input: ServerInput) => void;
}

export function ServerForm({ initial, problem, isBusy, submitLabel, isSlugFixed, onSubmit }: ServerFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(toServerInput(new FormData(event.currentTarget), initial.slug));
  };
  return (
    <form onSubmit={submit} className="max-w-2xl space-y-5">
      {problem && <ProblemNotice problem={problem} />}
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Name" error={fieldError(problem, '/name')}>
          {(ids) => (
            <Input
              {...ids}
              name="name"
              required
              maxLength={120}
              defaultValue={initial.name}
              placeholder="Internal files"
            />
          )}
        </Field>
        <Field
          label="Short name"
          hint="Part of the address clients use."
          error={problem?.code === 'server.slug_taken' ? problem.title : fieldError(problem, '/slug')}
        >
          {(ids) => (
            <Input
              {...ids}
              name="slug"
              required
              maxLength={48}
              pattern="[a-z0-9]([a-z0-9\-]{0,46}[a-z0-9])?"
              title="Lower-case letters, digits and inner hyphens"
              disabled={isSlugFixed}
              defaultValue={initial.slug}
              placeholder="files"
              className="font-mono text-xs"
            />
          )}
        </Field>
      </div>
      <Field label="Description" optional error={fieldError(problem, '/description')}>
        {(ids) => <Textarea {...ids} name="description" maxLength={500} defaultValue={initial.description} />}
      </Field>
      <TransportFields initial={initial.transport} problem={problem} />
      <div className="grid gap-5 sm:grid-cols-3">
        <Field label="Tier" hint="Sensitive: evidence is on disk before a call is forwarded.">
          {(ids) => (
            <NativeSelect {...ids} name="tier" defaultValue={initial.tier}>
              <option value="standard">Standard</option>
              <option value="sensitive">Sensitive</option>
            </NativeSelect>
          )}
        </Field>
        <Field label="Egress" hint="Where what is sent there can end up.">
          {(ids) => (
            <NativeSelect {...ids} name="egress" defaultValue={initial.egress}>
              <option value="internal">Internal</option>
              <option value="external">External</option>
            </NativeSelect>
          )}
        </Field>
        <Field label="Timeout" hint="Seconds." error={fieldError(problem, '/timeoutMs')}>
          {(ids) => (
            <Input
              {...ids}
              name="timeoutSeconds"
              type="number"
              min={1}
              max={600}
              required
              defaultValue={initial.timeoutMs / 1000}
              className="numeric"
            />
          )}
        </Field>
      </div>
      <Field
        label="Labels"
        optional
        hint="Words that rules can speak of, between commas: production, eu, customer-data."
        error={fieldError(problem, '/labels')}
      >
        {(ids) => (
          <Input
            {...ids}
            name="labels"
            maxLength={1000}
            defaultValue={initial.labels.join(', ')}
            placeholder="production, eu"
            className="font-mono text-xs"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={isBusy}>
        {submitLabel}
      </Button>
    </form>
  );
}
