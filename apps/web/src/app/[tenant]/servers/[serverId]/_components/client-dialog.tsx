'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';

interface NewClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
}

const readForm = (form: HTMLFormElement): NewClient => {
  const data = new FormData(form);
  const textOf = (name: string) => String(data.get(name) ?? '').trim();
  const clientSecret = textOf('clientSecret');
  return {
    issuer: textOf('issuer'),
    clientId: textOf('clientId'),
    ...(clientSecret === '' ? {} : { clientSecret }),
  };
};

/** Saves a client that somebody registered at an authorization server by hand. */
export function ClientDialog({ onClose }: { onClose: () => void }) {
  const { org } = useOrg();
  const announce = useAnnounce();
  const formId = useId();
  const save = useMutation({
    mutationFn: (body: NewClient) =>
      unwrap(browserApi.POST('/v1/orgs/{org}/upstream-clients', { params: { path: { org: org.slug } }, body })),
    onSuccess: () => {
      announce('Client saved', 'Connect again to use it.');
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(readForm(event.currentTarget));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="A client of your own"
      description="Register Sallyport at the sign-in service with the redirect address of your api, /oauth/upstream/callback, then enter what you got."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-4">
        {save.error && <ProblemNotice problem={toProblem(save.error)} />}
        <Field label="Sign-in service" hint="Its issuer, exactly as it writes it.">
          {(ids) => (
            <Input {...ids} name="issuer" type="url" required maxLength={512} placeholder="https://auth.example.com" />
          )}
        </Field>
        <Field label="Client id">
          {(ids) => <Input {...ids} name="clientId" required maxLength={2048} autoComplete="off" />}
        </Field>
        <Field label="Client secret" hint="Encrypted with your organisation's key, and never shown again." optional>
          {(ids) => <Input {...ids} name="clientSecret" type="password" maxLength={2048} autoComplete="new-password" />}
        </Field>
      </form>
    </Dialog>
  );
}
