'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { serviceAccountsQuery } from '@/lib/api/queries';

interface NewAccount {
  readonly name: string;
  readonly description: string;
  readonly groups: string[];
}

const readForm = (form: HTMLFormElement): NewAccount => {
  const data = new FormData(form);
  const textOf = (name: string) => String(data.get(name) ?? '').trim();
  return {
    name: textOf('name'),
    description: textOf('description'),
    groups: textOf('groups')
      .split(',')
      .map((group) => group.trim())
      .filter((group) => group !== ''),
  };
};

export function NewAccountDialog({ onClose }: { onClose: () => void }) {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const formId = useId();
  const create = useMutation({
    mutationFn: (body: NewAccount) =>
      unwrap(browserApi.POST('/v1/orgs/{org}/service-accounts', { params: { path: { org: org.slug } }, body })),
    onSuccess: async ({ name }) => {
      await queries.invalidateQueries({ queryKey: serviceAccountsQuery(org.slug).queryKey });
      announce(`${name} created`, 'Issue a token to put it to work.');
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(readForm(event.currentTarget));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New service account"
      description="Policies speak of it by name or by group."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={create.isPending}>
            Create
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-4">
        {create.error && <ProblemNotice problem={toProblem(create.error)} />}
        <Field label="Name">
          {(ids) => (
            <Input {...ids} name="name" required maxLength={120} placeholder="release-agent" autoComplete="off" />
          )}
        </Field>
        <Field label="Description" optional>
          {(ids) => <Input {...ids} name="description" maxLength={500} autoComplete="off" />}
        </Field>
        <Field label="Groups" hint="Separated by commas." optional>
          {(ids) => <Input {...ids} name="groups" placeholder="engineering, ci" autoComplete="off" />}
        </Field>
      </form>
    </Dialog>
  );
}
