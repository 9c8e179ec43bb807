'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyButton } from '@/components/copy-button';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, NativeSelect } from '@/components/ui/field';
import { allServers, ConnectPanel } from '@/features/connect';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { serversQuery, serviceAccountsQuery } from '@/lib/api/queries';
import type { ServiceAccount } from '@/lib/api/types';

interface IssueTokenDialogProps {
  readonly account: ServiceAccount;
  readonly onClose: () => void;
}

const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
  { value: '', label: 'Never expires' },
] as const;

/** No server's name: slugs are lower case. */
const ALL = 'ALL';

/** Asks for a lifetime, then shows the token. It exists in this dialog only; closing it is the last time it is seen. */
export function IssueTokenDialog({ account, onClose }: IssueTokenDialogProps) {
  const { org } = useOrg();
  const queries = useQueryClient();
  const [lifetime, setLifetime] = useState('90');
  const issue = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/service-accounts/{serviceAccountId}/tokens', {
          params: { path: { org: org.slug, serviceAccountId: account.id } },
          body: { expiresInDays: lifetime === '' ? null : Number(lifetime) },
        }),
      ),
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: serviceAccountsQuery(org.slug).queryKey }),
  });
  const close = () => {
    issue.reset();
    onClose();
  };
  if (issue.data) return <IssuedToken account={account} token={issue.data.token} onClose={close} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={`Issue a token for ${account.name}`}
      description="It is shown once. Sallyport keeps only a hash of it."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" busy={issue.isPending} onClick={() => issue.mutate()}>
            Issue token
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {issue.error && <ProblemNotice problem={toProblem(issue.error)} />}
        <Field label="Lifetime">
          {(ids) => (
            <NativeSelect {...ids} value={lifetime} onChange={(event) => setLifetime(event.target.value)}>
              {LIFETIMES.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
      </div>
    </Dialog>
  );
}

function IssuedToken({ account, token, onClose }: IssueTokenDialogProps & { readonly token: string }) {
  const { org } = useOrg();
  const servers = useQuery(serversQuery(org.slug)).data?.items ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const server = servers.find(({ slug }) => slug === chosen) ?? servers[0];
  const target = server && (chosen === ALL ? allServers(org.slug, server) : { name: server.slug, url: server.mcpUrl });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Copy the token now"
      description="It will not be shown again."
      className="max-w-2xl"
      footer={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="space-y-5">
        <p className="flex items-center gap-3 rounded-lg border border-line bg-canvas p-3">
          <code className="wrap-anywhere min-w-0 flex-1 font-mono text-sm" data-testid="issued-token">
            {token}
          </code>
          <CopyButton text={token} label="Copy token" showLabel />
        </p>
        {target && (
          <div className="rounded-lg border border-line">
            <div className="border-line border-b px-4 py-3">
              <Field label={`Connect ${account.name} to`}>
                {(ids) => (
                  <NativeSelect
                    {...ids}
                    value={chosen ?? server?.slug}
                    onChange={(event) => setChosen(event.target.value)}
                  >
                    {servers.map(({ slug, name }) => (
                      <option key={slug} value={slug}>
                        {name}
                      </option>
                    ))}
                    {servers.length > 1 && <option value={ALL}>All servers at one address</option>}
                  </NativeSelect>
                )}
              </Field>
            </div>
            <ConnectPanel connection={{ ...target, token }} />
          </div>
        )}
      </div>
    </Dialog>
  );
}
