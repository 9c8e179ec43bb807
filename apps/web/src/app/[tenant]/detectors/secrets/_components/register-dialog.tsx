'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { registeredSecretsQuery } from '@/lib/api/detector-queries';
import { toProblem, unwrap } from '@/lib/api/problem';
import { plural } from '@/lib/format';
import { secretNameProblem, secretValueProblem } from '../secret-problems';

/** Takes a secret's value once. It lives in this dialog only, and is gone with it. */
export function RegisterDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const formId = useId();
  const register = useRegister(onClose);
  const nameProblem = secretNameProblem(name);
  const valueProblem = secretValueProblem(value);
  const isReady = name !== '' && value !== '' && !nameProblem && !valueProblem;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) register.mutate({ name, value });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Register a secret"
      description="The value is hashed on arrival and not kept. Nobody can read it back, here or at a gateway."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" disabled={!isReady} busy={register.isPending}>
            Register
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-4">
        {register.error && <ProblemNotice problem={toProblem(register.error)} />}
        <Field
          label="Name"
          hint="What you know it by. It stands in this list and in Activity."
          error={nameProblem ?? undefined}
        >
          {(ids) => (
            <Input
              {...ids}
              value={name}
              maxLength={48}
              placeholder="billing-key"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Value"
          hint={
            value === ''
              ? 'A generated one. A password from a dictionary could be tried out by whoever holds its hash.'
              : `${plural(value.length, 'character')}.`
          }
          error={valueProblem ?? undefined}
        >
          {(ids) => (
            <Input
              {...ids}
              type="password"
              value={value}
              autoComplete="new-password"
              className="font-mono"
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

const useRegister = (onDone: () => void) => {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (body: { name: string; value: string }) =>
      unwrap(browserApi.POST('/v1/orgs/{org}/registered-secrets', { params: { path: { org: org.slug } }, body })),
    // What was sent is not to outlive the dialog.
    gcTime: 0,
    onSuccess: async ({ name }) => {
      await queries.invalidateQueries({ queryKey: registeredSecretsQuery(org.slug).queryKey });
      announce(`${name} registered`, 'Gateways look for it within seconds.');
      onDone();
    },
  });
};
