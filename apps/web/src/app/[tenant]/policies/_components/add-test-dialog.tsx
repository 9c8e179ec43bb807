'use client';

import { EFFECTS } from '@sallyport/contracts';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input, NativeSelect, Textarea } from '@/components/ui/field';
import type { PolicyVocabulary } from '@/features/policy-editor';
import { argsProblem, toPolicyTest } from '../test-input';

interface AddTestDialogProps {
  readonly vocabulary: PolicyVocabulary;
  readonly onClose: () => void;
  readonly onAdd: (test: Readonly<Record<string, unknown>>) => void;
}

/** A call, and what the policy has to decide about it. */
export function AddTestDialog({ vocabulary, onClose, onAdd }: AddTestDialogProps) {
  const formId = useId();
  const [args, setArgs] = useState('');
  const problem = argsProblem(args);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    if (problem === undefined) onAdd(toPolicyTest(new FormData(event.currentTarget)));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add a test"
      description="One call, and what must come of it. It is written into the policy."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary">
            Add test
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4 pt-1 sm:grid-cols-2">
        <div className="sm:col-span-2">
          <Field label="What must hold">
            {(ids) => <Input {...ids} name="name" required maxLength={200} placeholder="engineers may read files" />}
          </Field>
        </div>
        <Names name="groups" label="Groups of the caller" names={vocabulary.groups} placeholder="engineering, ops" />
        <Names name="caller" label="Caller" names={vocabulary.users} placeholder="Anybody" />
        <Names name="server" label="Server" names={vocabulary.servers} placeholder="Any" />
        <Names name="tool" label="Tool" names={vocabulary.tools} placeholder="read_text_file" />
        <div className="sm:col-span-2">
          <Field label="Arguments" hint="JSON object." optional error={problem}>
            {(ids) => (
              <Textarea
                {...ids}
                name="args"
                value={args}
                onChange={(event) => setArgs(event.target.value)}
                placeholder={'{ "path": "notes.txt" }'}
                className="font-mono text-xs"
              />
            )}
          </Field>
        </div>
        <Field label="The policy decides">
          {(ids) => (
            <NativeSelect {...ids} name="expect" defaultValue="allow">
              {EFFECTS.map((effect) => (
                <option key={effect}>{effect}</option>
              ))}
            </NativeSelect>
          )}
        </Field>
      </form>
    </Dialog>
  );
}

interface NamesProps {
  readonly name: string;
  readonly label: string;
  readonly names: readonly string[];
  readonly placeholder: string;
}

function Names({ name, label, names, placeholder }: NamesProps) {
  const listId = useId();
  return (
    <Field label={label} optional>
      {(ids) => (
        <>
          <Input {...ids} name={name} list={listId} placeholder={placeholder} className="font-mono text-xs" />
          <datalist id={listId}>
            {names.map((option) => (
              <option key={option} value={option} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
